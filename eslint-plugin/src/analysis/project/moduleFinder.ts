import { isCompiledFolder } from "./compiledFolder.ts";
import { findFile } from "./findFile.ts";
import { entryTargets } from "./packageEntry.ts";
import type { Scopes } from "./scopes.ts";
import { findSourceOfBuilt } from "./sourceOfBuilt.ts";
import { isBuildFolderName, typeScriptNames } from "./sourceNames.ts";
import type { TrackedFiles } from "./trackedFiles.ts";

export interface ModuleFinder {
  /** A file by its name, with another or without extension; else what a folder of that name stands for. */
  findModule(target: string): string | undefined;
  findInFolder(folder: string): string | undefined;
  /** The source that a package gives for `.` or `./x`. */
  findEntry(folder: string, subpath: string): string | undefined;
  /** The source behind a file of a package that its manifest names, built or not. */
  findNamedByPackage(folder: string, target: string): string | undefined;
}

/** A `package.json` may lead to its own folder, or to one that leads back. */
const maxDepth = 8;

/** Finds the source file behind an absolute path as modules write it. */
export function createModuleFinder(
  files: TrackedFiles,
  scopes: Pick<Scopes, "scopeOf" | "configIn">,
): ModuleFinder {
  const { path } = files.host;
  const { scopeOf, configIn } = scopes;
  const compiledFolders = new Map<string, boolean>();

  function findModule(target: string, depth = 0): string | undefined {
    const file = findFile(files, target) ?? findInFolder(target, depth);
    if (file !== undefined) return sourceOfCompiled(file);
    const built = sourceNotBuilt(target);
    if (built !== undefined) return built;
    // Case: import worker from "./worker?worker", of bundlers.
    const query = target.indexOf("?");
    return query > 0 ? findModule(target.slice(0, query), depth) : undefined;
  }

  function findInFolder(folder: string, depth: number): string | undefined {
    if (depth > maxDepth || !files.isFolder(folder)) return undefined;
    if (files.isFile(path.join(folder, "package.json"))) {
      const entry = findEntry(folder, ".", depth + 1);
      if (entry !== undefined) return entry;
    }
    return findFile(files, path.join(folder, "index"));
  }

  function sourceOfCompiled(file: string): string {
    if (typeScriptNames(path.basename(file)).length === 0) return file;
    const base = scopeOf(path.dirname(file)).packageFolder;
    if (base === undefined) return file;
    const [top] = path.relative(base, file).split(path.sep);
    if (top === undefined || !isBuildFolderName(top)) return file;
    const key = path.join(base, top);
    let isCompiled = compiledFolders.get(key);
    if (isCompiled === undefined) {
      isCompiled = isCompiledFolder(files, base, top);
      compiledFolders.set(key, isCompiled);
    }
    return (
      (isCompiled ? findSourceOfBuilt(files, base, file) : undefined) ?? file
    );
  }

  function sourceNotBuilt(target: string): string | undefined {
    const base = nearestPackage(path.dirname(target));
    return base === undefined
      ? undefined
      : findSourceOfBuilt(files, base, target);
  }

  /** Also for a folder that does not exist: the build has not run. */
  function nearestPackage(folder: string): string | undefined {
    for (let current = folder; ; current = path.dirname(current)) {
      if (files.isFolder(current)) return scopeOf(current).packageFolder;
      if (path.dirname(current) === current) return undefined;
    }
  }

  function findEntry(
    folder: string,
    subpath: string,
    depth: number,
  ): string | undefined {
    const manifest = files.readJson(path.join(folder, "package.json"));
    const targets = entryTargets(manifest, subpath).map((target) =>
      path.resolve(folder, target),
    );
    for (const target of targets) {
      const source =
        findSourceOfBuilt(files, folder, target) ??
        sourceByConfig(folder, target);
      if (source !== undefined) return source;
    }
    for (const target of targets) {
      const file =
        target === folder
          ? undefined
          : (findFile(files, target) ?? findInFolder(target, depth + 1));
      if (file !== undefined) return sourceOfCompiled(file);
    }
    if (subpath !== ".") {
      return (
        findModule(path.join(folder, subpath), depth + 1) ??
        findModule(path.join(folder, "src", subpath), depth + 1)
      );
    }
    return (
      findFile(files, path.join(folder, "index")) ??
      findFile(files, path.join(folder, "src", "index"))
    );
  }

  /** Case: "outDir": "./compiled", "rootDir": "./source" in the package's own tsconfig. */
  function sourceByConfig(folder: string, target: string): string | undefined {
    const config = configIn(folder);
    if (config?.outDir === undefined) return undefined;
    const relative = path.relative(config.outDir, target);
    if (
      relative === "" ||
      relative.startsWith("..") ||
      path.isAbsolute(relative)
    )
      return undefined;
    const file = findFile(
      files,
      path.join(
        config.rootDir ?? folder,
        relative.replace(/\.d\.([cm]?)ts$/, ".$1js"),
      ),
    );
    return file === undefined || file === target ? undefined : file;
  }

  return {
    findModule: (target) => findModule(target),
    findInFolder: (folder) => findInFolder(folder, 0),
    findEntry: (folder, subpath) => findEntry(folder, subpath, 0),
    findNamedByPackage: (folder, target) =>
      findSourceOfBuilt(files, folder, target) ??
      sourceByConfig(folder, target) ??
      findModule(target),
  };
}
