import type { TrackedFiles } from "./trackedFiles.ts";
import {
  isBuildFolderName,
  isSourceName,
  typeScriptNames,
} from "./sourceNames.ts";

/** Folders in which one package keeps the same code compiled for several module systems. */
const formatFolders: ReadonlySet<string> = new Set([
  "esm",
  "cjs",
  "mjs",
  "es",
  "es6",
  "es2015",
  "commonjs",
  "module",
  "node",
  "browser",
  "types",
  "typings",
]);

/**
 * The source from which a file of a build folder was compiled, whether or not the build has run:
 * `dist/a.js` -> `src/a.ts`, `lib/esm/index.d.ts` -> `src/index.ts`, `out/src/a.js` -> `src/a.ts`.
 *
 * @param base Folder of the package (or of the Functions app) that the file belongs to.
 * @param isGenericOutput The first folder below `base` counts as a build folder whatever its name is.
 * @param roots Folders of sources relative to `base`, likeliest first.
 */
export function findSourceOfBuilt(
  files: TrackedFiles,
  base: string,
  built: string,
  isGenericOutput = false,
  roots: readonly string[] = ["src", "", "lib"],
): string | undefined {
  const { path } = files.host;
  const relative = path.relative(base, built);
  if (relative === "" || relative.startsWith("..") || path.isAbsolute(relative))
    return undefined;
  const [top, ...rest] = relative.split(path.sep);
  if (top === undefined || rest.length === 0) return undefined;
  if (!isGenericOutput && !isBuildFolderName(top)) return undefined;

  const tails = [rest];
  const afterFormat = rest.findIndex((part) => !formatFolders.has(part));
  if (afterFormat > 0) tails.push(rest.slice(afterFormat));
  // A build of several packages repeats their folders: dist/packages/orders/src/index.js.
  const source = rest.indexOf("src");
  if (source > 0) tails.push(rest.slice(source));
  for (const tail of tails) {
    for (const root of roots) {
      if (root === top) continue;
      const found = firstSource(files, path.join(base, root, ...tail));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The file itself or the TypeScript source of its name, whichever is a source. */
function firstSource(files: TrackedFiles, file: string): string | undefined {
  const { path } = files.host;
  const name = path.basename(file);
  const folder = path.dirname(file);
  for (const candidate of [...typeScriptNames(name), name]) {
    const found = path.join(folder, candidate);
    if (isSourceName(candidate) && files.isFile(found)) return found;
  }
  // Case: "main": "dist/index", "acme/dist/orders".
  if (!isSourceName(name) && !name.includes(".d.")) {
    for (const candidate of [
      `${name}.ts`,
      `${name}.tsx`,
      path.join(name, "index.ts"),
      `${name}.js`,
      path.join(name, "index.js"),
    ]) {
      const found = path.join(folder, candidate);
      if (files.isFile(found)) return found;
    }
  }
  return undefined;
}
