import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const packages = path.join(import.meta.dirname, "../../node_modules");

export interface ProgramFolder {
  readonly path: string;
  remove(): void;
}

/**
 * A project of a user, in a folder with blanks in its name.
 *
 * @param installed name under which the program imports a package, and folder of the one meant:
 *   `{ "@azure/cosmos": "cosmos-3" }`
 */
export function makeProgramFolder(
  fixtures: string,
  installed: Readonly<Record<string, string>>,
): ProgramFolder {
  const folder = mkdtempSync(path.join(tmpdir(), "a program of a team "));
  cpSync(fixtures, folder, { recursive: true });
  for (const [name, source] of Object.entries(installed)) {
    const link = path.join(folder, "node_modules", name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(packages, source), link, "junction");
  }
  return {
    path: folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
