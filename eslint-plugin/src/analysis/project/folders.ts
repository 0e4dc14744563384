/** What a project loads by a part of its name: all of a folder, `./handlers/${name}`. */
import type { Host } from "../host.ts";

/** The project's sources by the folder in which they lie. */
export type Folders = () => ReadonlyMap<string, readonly string[]>;

/** Made when it is first asked for: hardly any project does. */
export function foldersOf(
  { path }: Pick<Host, "path">,
  files: readonly string[],
): Folders {
  let folders: Map<string, string[]> | undefined;
  return () => {
    if (folders) return folders;
    folders = new Map();
    for (const file of files) {
      const folder = path.dirname(file);
      const list = folders.get(folder);
      if (list) list.push(file);
      else folders.set(folder, [file]);
    }
    return folders;
  };
}

const relative = /^\.{1,2}[/\\]/;
const extension = /\.(?:[cm]?[jt]s|[jt]sx)$/;
// Ends the beginning of a pattern that goes into folders below.
const DEEP = "**/";

/**
 * The sources whose specifiers, seen from `fromFile`, begin with `first` and end with `last`, with nothing but a name
 * between; sorted. A folder stands for its index file.
 */
export function filesNamed(
  path: Host["path"],
  folders: Folders,
  fromFile: string,
  first: string,
  last: string,
): readonly string[] {
  if (!relative.test(first) && !path.isAbsolute(first)) return [];
  const isDeep = first.endsWith(DEEP);
  const begin = isDeep ? first.slice(0, -DEEP.length) : first;
  const isWhole = /[/\\]$/.test(begin);
  const start = path.resolve(path.dirname(fromFile), begin);
  const folder = isWhole ? start : path.dirname(start);
  const prefix = isWhole ? "" : path.basename(start);
  const end = last.replaceAll("\\", "/").replace(extension, "");
  const found: string[] = [];
  for (const [at, files] of folders()) {
    const below = at === folder ? "" : within(path, folder, at);
    if (below === undefined || (!isDeep && below.includes("/"))) continue;
    for (const file of files) {
      const name = path.basename(file).replace(extension, "");
      const spelled = below === "" ? name : `${below}/${name}`;
      if (
        file !== fromFile &&
        [spelled, spelled.replace(/\/index$/, "")].some((one) => fits(one))
      )
        found.push(file);
    }
  }
  return found.sort();

  function fits(name: string): boolean {
    if (!name.startsWith(prefix) || !name.endsWith(end)) return false;
    const between = name.slice(prefix.length, name.length - end.length);
    return (
      name.length > prefix.length + end.length &&
      (isDeep || !between.includes("/"))
    );
  }
}

/** The folder's path below another, with `/`; `undefined` where it is not below it. */
function within(
  path: Host["path"],
  outer: string,
  folder: string,
): string | undefined {
  const begin = outer.endsWith(path.sep) ? outer : outer + path.sep;
  return folder.startsWith(begin)
    ? folder.slice(begin.length).replaceAll(path.sep, "/")
    : undefined;
}
