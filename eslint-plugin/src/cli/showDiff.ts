import { createTwoFilesPatch } from "diff";
import { showFile } from "../messages/index.ts";
import { paint, type Terminal } from "./terminal.ts";
import type { NewText } from "./writeFiles.ts";

/** As `git diff` shows it; `git apply` takes it. */
export function showDiff(
  { file, before, after }: NewText,
  terminal: Terminal,
): string {
  const name = showFile(file, terminal);
  const patch = createTwoFilesPatch(
    `a/${name}`,
    `b/${name}`,
    before,
    after,
    undefined,
    undefined,
    { context: 3 },
  );
  return patch
    .split("\n")
    .filter((line) => !/^=+$/.test(line))
    .map((line) => {
      if (line.startsWith("---") || line.startsWith("+++"))
        return paint(terminal, "bold", line);
      if (line.startsWith("+")) return paint(terminal, "green", line);
      if (line.startsWith("-")) return paint(terminal, "red", line);
      return line.startsWith("@@") ? paint(terminal, "dim", line) : line;
    })
    .join("\n");
}
