import { readdirSync } from "node:fs";
import path from "node:path";

/**
 * Files of a folder, without installed packages and what `compilePrograms` made. Packages are links
 * here, and `readdirSync` with `recursive` would follow them: that took seconds for each program.
 */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isFile()) return [file];
      const isOurs = entry.isDirectory() && !foreign.has(entry.name);
      return isOurs ? filesBelow(file) : [];
    })
    .sort();
}

const foreign = new Set(["node_modules", "run"]);
