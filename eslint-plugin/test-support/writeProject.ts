/** For tests: small projects on the disk. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const folders: string[] = [];
process.on("exit", () => {
  for (const folder of folders)
    fs.rmSync(folder, { recursive: true, force: true });
});

/**
 * Writes a project into a folder of its own, which is gone when the tests are over.
 *
 * @param files Text by path in the project.
 * @returns The folder.
 */
export function writeProject(files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(
    fs.mkdtempSync(path.join(os.tmpdir(), "cosmos-session-")),
  );
  folders.push(folder);
  // A lock file says where the project begins.
  for (const [file, text] of Object.entries({
    "package-lock.json": "{}",
    ...files,
  })) {
    const full = path.join(folder, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
  }
  return folder;
}
