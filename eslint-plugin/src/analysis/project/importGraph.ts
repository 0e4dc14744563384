import type { Host } from "../host.ts";
import type { Resolver } from "./resolveModule.ts";
import type { TextScanner } from "./scanTexts.ts";
import { filesNamed, foldersOf, type Folders } from "./folders.ts";
import { isBuildFolderName } from "./sourceNames.ts";

/**
 * Which file imports which. Built as far as it is asked for: for `dependents` every file's specifiers are read
 * once, but only those that can lead to a file in question are resolved.
 */
export interface ImportGraph {
  /** The seeds, and all files of the project that import one of them, directly or not. */
  dependents(seeds: ReadonlySet<string>): Set<string>;
  /** The files given, and all files that they import, directly or not; also outside of the project. */
  reachable(from: Iterable<string>): Set<string>;
  /** The source files that a file imports. */
  importsOf(file: string): readonly string[];
  /**
   * Sources outside of the project that its files lead to, directly or not: a package beside it that it links to, a
   * folder that two programs share. They count as importers in `dependents`.
   */
  outside(): ReadonlySet<string>;
  readonly folders: Folders;
}

interface Pending {
  readonly file: string;
  readonly specifier: string;
}

/** @param files The sources of the project: those whose imports count in `dependents`. */
export function buildImportGraph(
  host: Host,
  files: readonly string[],
  scanner: Pick<TextScanner, "imports">,
  resolver: Pick<Resolver, "resolve" | "root">,
  root: string = resolver.root,
): ImportGraph {
  const { path } = host;
  const forward = new Map<string, readonly string[]>();
  const importers = new Map<string, Set<string>>();
  /** Specifiers not resolved yet, by the last name in them. */
  let byLastName: Map<string, Pending[]> | undefined;
  let outsiders: ReadonlySet<string> | undefined;
  const folders = foldersOf(host, files);

  /** All files of a folder, where the specifier ends in `/*`. */
  function targetsOf(file: string, specifier: string): readonly string[] {
    if (specifier.endsWith("/*"))
      return filesNamed(path, folders, file, specifier.slice(0, -1), "");
    const resolution = resolver.resolve(file, specifier);
    return resolution.kind === "file" ? [resolution.path] : [];
  }

  function importsOf(file: string): readonly string[] {
    let targets = forward.get(file);
    if (targets === undefined) {
      const found = new Set<string>();
      for (const specifier of scanner.imports(file))
        for (const target of targetsOf(file, specifier)) found.add(target);
      targets = [...found];
      forward.set(file, targets);
    }
    return targets;
  }

  function link({ file, specifier }: Pending): void {
    for (const target of targetsOf(file, specifier)) {
      let from = importers.get(target);
      if (from === undefined) importers.set(target, (from = new Set()));
      from.add(file);
    }
  }

  function outside(): ReadonlySet<string> {
    if (outsiders !== undefined) return outsiders;
    const own = new Set(files);
    const prefix = root.endsWith(path.sep) ? root : root + path.sep;
    const found = new Set<string>();
    const add = (file: string): void => {
      if (!own.has(file) && !file.startsWith(prefix)) found.add(file);
    };
    for (const file of files) {
      const depth = file.slice(prefix.length).split(path.sep).length - 1;
      for (const specifier of scanner.imports(file)) {
        if (!mayLeadOut(specifier, depth)) continue;
        const resolution = resolver.resolve(file, specifier);
        if (resolution.kind === "file") add(resolution.path);
      }
    }
    for (const file of found) importsOf(file).forEach(add);
    outsiders = found;
    return found;
  }

  /** Relative specifiers wait under their last name; the others are few different ones, and are resolved at once. */
  function readSpecifiers(): Map<string, Pending[]> {
    const waiting = new Map<string, Pending[]>();
    for (const file of [...files, ...outside()]) {
      for (const specifier of scanner.imports(file)) {
        const name = lastName(specifier);
        if (name === undefined) {
          link({ file, specifier });
          continue;
        }
        const list = waiting.get(name);
        if (list === undefined) waiting.set(name, [{ file, specifier }]);
        else list.push({ file, specifier });
      }
    }
    return waiting;
  }

  /** Resolves every waiting specifier that can lead to this file: by its own name, or by that of a folder around it. */
  function linkImportersOf(target: string): void {
    byLastName ??= readSpecifiers();
    for (const name of namesFor(target)) {
      const list = byLastName.get(name);
      if (list === undefined) continue;
      byLastName.delete(name);
      list.forEach(link);
    }
  }

  function namesFor(target: string): string[] {
    const names = [stem(path.basename(target))];
    for (
      let folder = path.dirname(target);
      path.dirname(folder) !== folder;
      folder = path.dirname(folder)
    ) {
      names.push(stem(path.basename(folder)));
      if (folder === root) break;
    }
    return names;
  }

  return {
    importsOf,
    dependents(seeds) {
      const found = new Set(seeds);
      for (const target of found) {
        linkImportersOf(target);
        for (const importer of importers.get(target) ?? []) found.add(importer);
      }
      return found;
    },
    reachable(from) {
      const found = new Set(from);
      for (const file of found)
        for (const target of importsOf(file)) found.add(target);
      return found;
    },
    outside,
    folders,
  };
}

/**
 * `./a/orders.js` -> `orders`; `undefined` for what can lead to a file of any name: a specifier that is not relative,
 * `.`, `..`, a whole folder (`./handlers/` and a star), and a build folder, behind which its sources are meant.
 */
function lastName(specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const query = specifier.indexOf("?");
  const clean = query === -1 ? specifier : specifier.slice(0, query);
  const end = clean.endsWith("/") ? clean.length - 1 : clean.length;
  const name = clean.slice(clean.lastIndexOf("/", end - 1) + 1, end);
  return [".", "..", "", "*"].includes(name) || isBuildFolderName(name)
    ? undefined
    : stem(name);
}

/** @param depth How many folders below the root the importing file is. */
function mayLeadOut(specifier: string, depth: number): boolean {
  if (!specifier.startsWith(".")) return true;
  let at = 0;
  let left = depth;
  for (;;) {
    // Nearly every way up stands at the beginning; "./a/../../b" is rare.
    if (specifier.startsWith("../", at)) at += 3;
    else if (specifier.startsWith("./", at)) {
      at += 2;
      continue;
    } else break;
    if (left-- === 0) return true;
  }
  const rest = specifier.slice(at);
  return rest === ".." ? left === 0 : rest.includes("/..");
}

/** Up to the first dot and in lower case, so that `orders`, `orders.js` and `orders.service` (of `orders.service.ts`) meet wherever they can. */
function stem(name: string): string {
  const dot = name.indexOf(".", 1);
  return (dot === -1 ? name : name.slice(0, dot)).toLowerCase();
}
