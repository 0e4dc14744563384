/** The scripts in a folder of foreign code, and the projects to which they belong. */
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { Engine } from "../../eslint-plugin/src/analysis/engine.types.ts";

export interface Body {
  readonly dir: string;
  /** All scripts below the folder, but for `node_modules` and declarations; sorted. */
  readonly files: readonly string[];
  readonly bytes: number;
  /** Folders of the projects in it. */
  readonly roots: readonly string[];
}

const script = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const declaration = /\.d\.(?:[^.]+\.)?[cm]?ts$/;

export function findBody(dir: string, engine: Engine): Body {
  const files = findScripts(dir);
  const roots = new Map<string, string>();
  for (const file of files) {
    const folder = path.dirname(file);
    if (!roots.has(folder)) roots.set(folder, engine.rootOf(file));
  }
  // A checkout inside another one: what stands above the folder is not asked about.
  const inside = [...new Set(roots.values())].filter(
    (root) => root === dir || root.startsWith(dir + path.sep),
  );
  return {
    dir,
    files,
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    roots: inside.sort(),
  };
}

/** @throws {Error} When `dir` is no folder. */
function findScripts(dir: string): string[] {
  if (!existsSync(dir) || !statSync(dir).isDirectory())
    throw new Error(`"${dir}" is no folder. Give folders of checked-out code.`);
  const found: string[] = [];
  const pending = [dir];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop())
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== "node_modules" && entry.name !== ".git")
          pending.push(full);
      } else if (
        entry.isFile() &&
        script.test(entry.name) &&
        !declaration.test(entry.name)
      )
        found.push(full);
    }
  return found.sort();
}
