import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { copyWorkspace, type WorkspaceCopy } from "./copyWorkspace.ts";

/**
 * A workspace of two copies of a sample, each with ESLint.
 *
 * @param settings of the second folder; the first one has none
 */
export function copyTwoRoots(
  sample: string,
  settings: Readonly<Record<string, unknown>>,
): WorkspaceCopy {
  const first = copyWorkspace(sample, ["eslint"]);
  const second = copyWorkspace(sample, ["eslint"]);
  mkdirSync(path.join(second.folder, ".vscode"));
  writeFileSync(
    path.join(second.folder, ".vscode/settings.json"),
    JSON.stringify(settings),
  );
  const around = realpathSync(mkdtempSync(path.join(tmpdir(), "roots-")));
  const file = path.join(around, "both.code-workspace");
  const folders = [
    { name: "first", path: first.folder },
    { name: "second", path: second.folder },
  ];
  writeFileSync(file, JSON.stringify({ folders }));
  return {
    folder: file,
    remove: () => {
      first.remove();
      second.remove();
      rmSync(around, { recursive: true, force: true });
    },
  };
}
