import {
  isSourceName,
  sourceExtensions,
  typeScriptNames,
} from "./sourceNames.ts";
import type { TrackedFiles } from "./trackedFiles.ts";

/** The source file of a name that may lack its extension or bear that of compiled output: `./a`, `./a.js` for `a.ts`. */
export function findFile(
  files: TrackedFiles,
  target: string,
): string | undefined {
  const { path } = files.host;
  const folder = path.dirname(target);
  const name = path.basename(target);
  // A declaration is no source, even where it is imported by name: "./api.d.js".
  const isSource = (candidate: string): boolean =>
    files.hasFile(folder, candidate) && isSourceName(candidate);
  const found =
    typeScriptNames(name).find(isSource) ??
    (isSource(name) ? name : undefined) ??
    sourceExtensions.map((extension) => name + extension).find(isSource) ??
    // Case: "./view.js" written in JSX.
    (name.endsWith(".js") && isSource(`${name}x`) ? `${name}x` : undefined);
  return found === undefined ? undefined : path.join(folder, found);
}

/**
 * The path with the letters as they are on disk, when it differs from them only in upper and lower case: on Windows and
 * macOS such an import works, and code that is deployed from there keeps it.
 */
export function asSpelled(
  files: TrackedFiles,
  target: string,
): string | undefined {
  const { path } = files.host;
  const wanted: string[] = [];
  let folder = target;
  do {
    const parent = path.dirname(folder);
    if (parent === folder) return undefined;
    wanted.unshift(path.basename(folder));
    folder = parent;
  } while (!files.isFolder(folder));

  let spelled = folder;
  for (const [index, name] of wanted.entries()) {
    const isLast = index === wanted.length - 1;
    const lower = name.toLowerCase();
    let found: string | undefined;
    for (const entry of files.list(spelled)) {
      const candidate =
        isLast && entry.kind === "file"
          ? withExtensionOf(name, entry.name)
          : entry.name;
      if (candidate === name) {
        found = candidate;
        break;
      }
      if (candidate.toLowerCase() === lower) found ??= candidate;
    }
    if (found === undefined) return undefined;
    spelled = path.join(spelled, found);
  }
  return spelled === target ? undefined : spelled;
}

/** The part of a file's name that an import of `wanted` spells: `taskDao` of `taskDao.js` for `TaskDao`. */
function withExtensionOf(wanted: string, file: string): string {
  const extension = /\.[^.]*$/.exec(wanted)?.[0] ?? "";
  const stem = file.replace(/\.(?:[cm]?[jt]s|[jt]sx)$/, "");
  return /^\.(?:[cm]?[jt]s|[jt]sx)$/.test(extension) ? stem + extension : stem;
}
