import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const source = path.join(import.meta.dirname, "../../session-token");
let isBuilt = false;

/** Puts our library, built, where the code of the copy finds it: edits of two styles import it. */
export function linkTokenLibrary(folder: string): void {
  if (!isBuilt) {
    execFileSync("npm", ["run", "build"], {
      cwd: source,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    });
    isBuilt = true;
  }
  const target = path.join(folder, "node_modules/cosmos-session-token");
  fs.rmSync(target, { recursive: true, force: true });
  for (const name of fs.readdirSync(source))
    if (["package.json", "dist"].includes(name))
      fs.cpSync(path.join(source, name), path.join(target, name), {
        recursive: true,
      });
}
