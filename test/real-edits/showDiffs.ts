import fs from "node:fs";
import { showDiff } from "../../eslint-plugin/src/cli/showDiff.ts";
import type { RepositoryTrials } from "./tryRepository.ts";

/** What a reviewer would see, edit by edit. */
export function showDiffs({ dir, folder, changes }: RepositoryTrials): string {
  const terminal = {
    cwd: folder,
    hasColour: false,
    out: () => undefined,
    error: () => undefined,
  };
  return changes
    .map(
      ({ style, place, title, texts }) =>
        `\n##### ${dir} ${style} ${place}\n##### ${title}\n${[...texts]
          .map(([file, after]) =>
            showDiff(
              {
                file,
                before: fs.readFileSync(file, "utf8").replace(/^\uFEFF/, ""),
                after,
              },
              terminal,
            ),
          )
          .join("")}`,
    )
    .join("");
}
