import { isSourceName, typeScriptNames } from "./sourceNames.ts";
import type { TrackedFiles } from "./trackedFiles.ts";

/** So many scripts of a folder are looked at; more would not change the answer. */
const sampleSize = 40;
const maxFolders = 60;

/**
 * Whether `parent/name` (a folder named `dist`, `lib`, `build` or `out`) holds what a compiler wrote from sources
 * beside it, and not sources of its own. It does when at least half of its scripts (of the first 40 that a
 * walk in breadth finds) have their origin in sight:
 *
 * - the TypeScript source of the same path under `parent/src` or `parent`: `lib/a/b.js` from `src/a/b.ts`; or
 * - a JavaScript source of the same path under `parent/src`, where the script says that it was compiled
 *   (`__esModule`, a source map); or
 * - a declaration or a source map beside the script: `dist/a.js` with `dist/a.d.ts` or `dist/a.js.map`.
 *
 * A folder with a TypeScript source in the sample is none.
 */
export function isCompiledFolder(
  files: TrackedFiles,
  parent: string,
  name: string,
): boolean {
  const { path } = files.host;
  let scripts = 0;
  let compiled = 0;
  const queue: string[] = [""];
  for (
    let index = 0;
    index < queue.length && index < maxFolders && scripts < sampleSize;
    index++
  ) {
    const below = queue[index] ?? "";
    const entries = [...files.list(path.join(parent, name, below))];
    const names = new Set(entries.map((entry) => entry.name));
    for (const entry of entries) {
      if (entry.kind === "folder") {
        if (entry.name !== "node_modules" && !entry.name.startsWith("."))
          queue.push(path.join(below, entry.name));
        continue;
      }
      if (!isSourceName(entry.name)) continue;
      const origins = typeScriptNames(entry.name);
      if (origins.length === 0) return false;
      scripts++;
      if (isCompiledScript(entry.name, below, names, origins)) compiled++;
      if (scripts >= sampleSize) break;
    }
  }
  return scripts > 0 && compiled * 2 >= scripts;

  function isCompiledScript(
    script: string,
    below: string,
    names: ReadonlySet<string>,
    origins: string[],
  ): boolean {
    const declaration = script.replace(/\.([cm]?)jsx?$/, ".d.$1ts");
    if (names.has(declaration) || names.has(`${script}.map`)) return true;
    for (const origin of origins) {
      if (
        files.isFile(path.join(parent, "src", below, origin)) ||
        files.isFile(path.join(parent, below, origin))
      )
        return true;
    }
    if (!files.isFile(path.join(parent, "src", below, script))) return false;
    const text = files.readText(path.join(parent, name, below, script));
    return (
      text !== undefined &&
      (text.includes("__esModule") || text.includes("sourceMappingURL="))
    );
  }
}
