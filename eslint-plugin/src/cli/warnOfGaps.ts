import type { EngineStats } from "../analysis/engine.types.ts";
import { showFile, showPlace } from "../messages/index.ts";
import type { Terminal } from "./terminal.ts";

/** More lines would hide the answer; `--stats` has them all. */
const MAX_LINES = 5;

/** Says which files could not be read: what stands in them is missing in the answer, which may look too good. */
export function warnOfGaps(
  { unparsedFiles, problems }: EngineStats,
  terminal: Terminal,
): void {
  const lines = [
    ...unparsedFiles.map(
      ({ file, line, message }) =>
        `${showPlace(file, line, terminal)} does not parse, so nothing is said of this file: ${message}`,
    ),
    ...problems.map(
      ({ file, message }) =>
        `${showFile(file, terminal)} is left out, as it is not understood: ${message}`,
    ),
  ];
  for (const line of lines.slice(0, MAX_LINES))
    terminal.error(`cosmos-session: ${line}\n`);
  if (lines.length > MAX_LINES)
    terminal.error(
      `cosmos-session: and ${lines.length - MAX_LINES} more; "cosmos-session explain --stats" names all.\n`,
    );
}
