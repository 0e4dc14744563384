import type { FolderEntry, Host } from "../host.ts";
import { isCompiledFolder } from "./compiledFolder.ts";
import { isIgnored, parseGitignore, type IgnoreFile } from "./gitignore.ts";
import {
  isBuildFolderName,
  isSourceName,
  isTestFolder,
  isTestName,
  typeScriptNames,
} from "./sourceNames.ts";
import { createTrackedFiles } from "./trackedFiles.ts";

export interface SourceListing {
  /** Absolute paths of the project's own sources, sorted. */
  readonly sources: readonly string[];
  /** Absolute paths of the `function.json` files of the Functions v3 model, sorted. */
  readonly functionJsons: readonly string[];
  /** Absolute paths of the `package.json` files in the folders that were looked at. */
  readonly manifests: readonly string[];
  /** The project has more than `maxFiles` sources or too many folders; the rest was not looked at. */
  readonly isTruncated: boolean;
}

export interface ListOptions {
  readonly maxFiles?: number;
  readonly maxFolders?: number;
}

/**
 * Lists the sources of a project: TypeScript and JavaScript without declarations, tests, `node_modules`, folders
 * whose name begins with a dot, what `.gitignore` files name, and compiled output (see `isCompiledFolder`;
 * `a.js` beside `a.ts` too). Symbolic links are not followed: what they lead to is listed where it is.
 */
export function listSourceFiles(
  host: Host,
  root: string,
  options: ListOptions = {},
): SourceListing {
  const { maxFiles = 50_000, maxFolders = 50_000 } = options;
  const { path } = host;
  const outer = ignoreFilesAbove(host, root);
  const realRoot = host.realPath(root);
  const sources: string[] = [];
  const functionJsons: string[] = [];
  const manifests: string[] = [];
  let isTruncated = false;

  const pending: {
    folder: string;
    realFolder: string;
    below: string;
    ignores: readonly IgnoreFile[];
  }[] = [
    {
      folder: root,
      realFolder: realRoot,
      below: outer.below,
      ignores: outer.files,
    },
  ];
  for (
    let count = 0, next = pending.pop();
    next !== undefined;
    next = pending.pop(), count++
  ) {
    if (count >= maxFolders || sources.length >= maxFiles) {
      isTruncated = true;
      break;
    }
    const { folder, realFolder, below } = next;
    const entries = host.list(folder);
    const names = new Set(entries.map((entry) => entry.name));
    const prefix = folder.endsWith(path.sep) ? folder : folder + path.sep;
    const ignores = names.has(".gitignore")
      ? [...next.ignores, readIgnoreFile(host, folder, below)]
      : next.ignores;
    for (let index = entries.length - 1; index >= 0; index--) {
      const entry = entries[index];
      if (entry === undefined) continue;
      const { name } = entry;
      if (entry.kind === "folder") {
        if (
          name === "node_modules" ||
          name.startsWith(".") ||
          isTestFolder(name)
        )
          continue;
        const child = below === "" ? name : `${below}/${name}`;
        if (isIgnored(ignores, child, true)) continue;
        const childFolder = prefix + name;
        const realChild = path.join(realFolder, name);
        if (isLinkTo(host, entry, childFolder, realChild)) continue;
        if (
          isBuildFolderName(name) &&
          isCompiledFolder(createTrackedFiles(host), folder, name)
        )
          continue;
        pending.push({
          folder: childFolder,
          realFolder: realChild,
          below: child,
          ignores,
        });
        continue;
      }
      if (name === "package.json") manifests.push(prefix + name);
      const isFunctionJson = name === "function.json";
      if (!isFunctionJson && (!isSourceName(name) || isTestName(name)))
        continue;
      if (typeScriptNames(name).some((source) => names.has(source))) continue;
      if ("isLink" in entry && entry.isLink === true) continue;
      if (isIgnored(ignores, below === "" ? name : `${below}/${name}`, false))
        continue;
      (isFunctionJson ? functionJsons : sources).push(prefix + name);
    }
  }
  sources.sort();
  functionJsons.sort();
  if (sources.length > maxFiles) {
    isTruncated = true;
    sources.length = maxFiles;
  }
  return { sources, functionJsons, manifests, isTruncated };
}

/** A host that does not mark links is asked for the real path: a circular link must not be walked. */
function isLinkTo(
  host: Host,
  entry: FolderEntry,
  folder: string,
  expected: string,
): boolean {
  return "isLink" in entry
    ? entry.isLink === true
    : host.realPath(folder) !== expected;
}

function readIgnoreFile(host: Host, folder: string, below: string): IgnoreFile {
  return {
    folder: below,
    patterns: parseGitignore(
      host.readText(host.path.join(folder, ".gitignore")) ?? "",
    ),
  };
}

/**
 * The `.gitignore` files between the top of the repository and the project's root. Where they ignore the root
 * itself (a checkout inside another one), they say nothing about its files.
 */
function ignoreFilesAbove(
  host: Host,
  root: string,
): { files: IgnoreFile[]; below: string } {
  const nothing = { files: [], below: "" };
  const { path } = host;
  if (host.exists(path.join(root, ".git"))) return nothing;
  const between: string[] = [];
  let top = root;
  do {
    const parent = path.dirname(top);
    if (parent === top) return nothing;
    between.unshift(path.basename(top));
    top = parent;
  } while (!host.exists(path.join(top, ".git")));

  const files: IgnoreFile[] = [];
  let folder = top;
  let below = "";
  for (const name of between) {
    if (host.exists(path.join(folder, ".gitignore")))
      files.push(readIgnoreFile(host, folder, below));
    below = below === "" ? name : `${below}/${name}`;
    if (isIgnored(files, below, true)) return nothing;
    folder = path.join(folder, name);
  }
  return { files, below };
}
