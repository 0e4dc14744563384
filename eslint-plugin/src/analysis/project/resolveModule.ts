import { isBuiltin } from "node:module";
import type { Host } from "../host.ts";
import { isCompiledFolder } from "./compiledFolder.ts";
import { member, textMember } from "./json.ts";
import { entryTargets, importTargets } from "./packageEntry.ts";
import { findSourceOfBuilt } from "./sourceOfBuilt.ts";
import {
  isBuildFolderName,
  isSourceName,
  sourceExtensions,
  typeScriptNames,
} from "./sourceNames.ts";
import { createTrackedFiles, type ProjectProblem } from "./trackedFiles.ts";
import {
  matchPaths,
  readModuleConfig,
  type ModuleConfig,
  type PathPattern,
} from "./tsconfig.ts";
import { findWorkspacePackages } from "./workspaces.ts";

export type Resolution =
  /** A source file. Its path is free of links, and as `listSourceFiles` gives it where it lies in the project. */
  | { readonly kind: "file"; readonly path: string }
  /** A package of the registry or a builtin of Node; `package` is its real name where the project has another for it. */
  | {
      readonly kind: "external";
      readonly package: string;
      readonly specifier: string;
    }
  /** No source: no such file, a declaration only, JSON, a style sheet. */
  | { readonly kind: "missing" };

export interface Resolver {
  resolve(fromFile: string, specifier: string): Resolution;
  /** The configuration files that answers were built on so far (`tsconfig.json`, `package.json`, …), sorted. */
  dependsOn(): string[];
  /** Configuration files that cannot be read, once each. */
  readonly problems: readonly ProjectProblem[];
  /**
   * Whether an answer could be another one now: a configuration file has another text, or a file came or went
   * in a folder that was looked at. Then make a new resolver.
   */
  isStale(): boolean;
  /** A hash of all that the answers were built on so far. */
  stateKey(): string;
}

/** What all files of a folder share when they name a package. */
interface Scope {
  readonly config: ModuleConfig | undefined;
  /** Folder of the nearest `package.json`. */
  readonly packageFolder: string | undefined;
  /** The nearest `node_modules` first. */
  readonly moduleFolders: readonly string[];
  readonly answers: Map<string, Resolution>;
}

const missing: Resolution = { kind: "missing" };
/** A package may lead to itself through `imports` and links. */
const maxDepth = 8;

/**
 * Finds the sources behind module specifiers, without type information and without an install: relative
 * names, `paths`, packages of the workspace by name (their sources, not what was built from them), links.
 * Conditions and compiled names are read so that a source wins over the file that would run.
 *
 * Every answer is kept; the resolver stands for one state of the disk (see `isStale`).
 */
export function createResolver(host: Host, root: string): Resolver {
  const { path } = host;
  const files = createTrackedFiles(host);
  const scopes = new Map<string, Scope>();
  const configs = new Map<string, ModuleConfig>();
  const relativeAnswers = new Map<string, Resolution>();
  const realFolders = new Map<string, string>();
  const compiledFolders = new Map<string, boolean>();
  const realRoot = host.realPath(root);
  let workspace: Map<string, string> | undefined;
  let rootPatterns: readonly PathPattern[] | undefined;

  function resolve(fromFile: string, specifier: string): Resolution {
    const folder = path.dirname(fromFile);
    if (isRelative(specifier) || path.isAbsolute(specifier)) {
      const target = path.resolve(folder, specifier);
      const key = /(?:^|[/\\])\.{0,2}$/.test(specifier)
        ? target + path.sep
        : target;
      let answer = relativeAnswers.get(key);
      if (answer === undefined) {
        answer = asResolution(
          key === target ? findModule(target) : findInFolder(target, 0),
        );
        relativeAnswers.set(key, answer);
      }
      return answer;
    }
    return resolveBare(scopeOf(folder), specifier, 0);
  }

  // ---- Paths

  function asResolution(file: string | undefined): Resolution {
    return file === undefined
      ? missing
      : { kind: "file", path: canonical(file) };
  }

  /** Links resolved; what lies under the real root is named as under `root`, which itself may be behind a link. */
  function canonical(file: string): string {
    const folder = path.dirname(file);
    let real = realFolders.get(folder);
    if (real === undefined) {
      real = inRoot(host.realPath(folder));
      realFolders.set(folder, real);
    }
    return files.isLink(file) === false
      ? path.join(real, path.basename(file))
      : inRoot(host.realPath(file));
  }

  function inRoot(real: string): string {
    if (real === realRoot) return root;
    const prefix = realRoot.endsWith(path.sep) ? realRoot : realRoot + path.sep;
    return real.startsWith(prefix)
      ? path.join(root, real.slice(prefix.length))
      : real;
  }

  /** A file by its name, with another or without extension; else what a folder of that name stands for. */
  function findModule(target: string, depth = 0): string | undefined {
    const file = findFile(target) ?? findInFolder(target, depth);
    if (file !== undefined) return sourceOfCompiled(file);
    const built = sourceNotBuilt(target);
    if (built !== undefined) return built;
    // Case: import worker from "./worker?worker", of bundlers.
    const query = target.indexOf("?");
    return query > 0 ? findModule(target.slice(0, query), depth) : undefined;
  }

  function findFile(target: string): string | undefined {
    const folder = path.dirname(target);
    const name = path.basename(target);
    for (const candidate of typeScriptNames(name)) {
      const file = path.join(folder, candidate);
      if (files.isFile(file)) return file;
    }
    if (isSourceName(name) && files.isFile(target)) return target;
    for (const extension of sourceExtensions) {
      if (files.isFile(target + extension)) return target + extension;
    }
    // Case: "./view.js" written in JSX.
    if (name.endsWith(".js") && files.isFile(`${target}x`)) return `${target}x`;
    return undefined;
  }

  function findInFolder(folder: string, depth: number): string | undefined {
    if (depth > maxDepth || !files.isFolder(folder)) return undefined;
    if (files.isFile(path.join(folder, "package.json"))) {
      const entry = findEntry(folder, ".", depth + 1);
      if (entry !== undefined) return entry;
    }
    return findFile(path.join(folder, "index"));
  }

  function packageFolderOf(file: string): string | undefined {
    return scopeOf(path.dirname(file)).packageFolder;
  }

  function sourceOfCompiled(file: string): string {
    if (typeScriptNames(path.basename(file)).length === 0) return file;
    const base = packageFolderOf(file);
    if (base === undefined) return file;
    const [top] = path.relative(base, file).split(path.sep);
    if (top === undefined || !isBuildFolderName(top)) return file;
    const key = path.join(base, top);
    let isCompiled = compiledFolders.get(key);
    if (isCompiled === undefined) {
      isCompiled = isCompiledFolder(host, base, top);
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

  // ---- Packages

  /** The source that a package gives for `.` or `./x`. */
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
          : (findFile(target) ?? findInFolder(target, depth + 1));
      if (file !== undefined) return sourceOfCompiled(file);
    }
    if (subpath !== ".") {
      return (
        findModule(path.join(folder, subpath), depth + 1) ??
        findModule(path.join(folder, "src", subpath), depth + 1)
      );
    }
    return (
      findFile(path.join(folder, "index")) ??
      findFile(path.join(folder, "src", "index"))
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
      path.join(
        config.rootDir ?? folder,
        relative.replace(/\.d\.([cm]?)ts$/, ".$1js"),
      ),
    );
    return file === undefined || file === target ? undefined : file;
  }

  function resolveInPackage(
    folder: string,
    subpath: string,
    depth: number,
  ): Resolution {
    return asResolution(findEntry(folder, subpath, depth));
  }

  function resolveBare(
    scope: Scope,
    specifier: string,
    depth: number,
  ): Resolution {
    const known = scope.answers.get(specifier);
    if (known !== undefined) return known;
    const answer =
      depth > maxDepth ? missing : findBare(scope, specifier, depth);
    scope.answers.set(specifier, answer);
    return answer;
  }

  function findBare(
    scope: Scope,
    specifier: string,
    depth: number,
  ): Resolution {
    if (specifier.startsWith("node:"))
      return { kind: "external", package: specifier, specifier };
    if (specifier.startsWith("#") && scope.packageFolder !== undefined) {
      const found = resolveOwnImport(
        scope,
        scope.packageFolder,
        specifier,
        depth,
      );
      if (found !== undefined) return found;
    }
    const byPath = findByPaths(scope.config?.paths ?? [], specifier);
    if (byPath !== undefined) return asResolution(byPath);
    if (isBuiltin(specifier))
      return { kind: "external", package: specifier, specifier };
    if (scope.config?.baseUrl !== undefined) {
      const file = findModule(path.join(scope.config.baseUrl, specifier));
      if (file !== undefined) return asResolution(file);
    }
    const name = packageName(specifier);
    if (name !== undefined) {
      const subpath =
        specifier === name ? "." : `.${specifier.slice(name.length)}`;
      const folder = findLocalPackage(scope, name);
      if (folder !== undefined) return resolveInPackage(folder, subpath, depth);
    }
    const byRoot = findByPaths(patternsOfRoot(), specifier);
    if (byRoot !== undefined) return asResolution(byRoot);
    return name === undefined
      ? missing
      : { kind: "external", package: realName(scope, name), specifier };
  }

  function findByPaths(
    patterns: readonly PathPattern[],
    specifier: string,
  ): string | undefined {
    for (const target of matchPaths(patterns, specifier)) {
      // Case: "path": ["./node_modules/path-browserify"]: a package all the same.
      if (target.split(path.sep).includes("node_modules")) continue;
      const file = findModule(target);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  function resolveOwnImport(
    scope: Scope,
    folder: string,
    specifier: string,
    depth: number,
  ): Resolution | undefined {
    const manifest = files.readJson(path.join(folder, "package.json"));
    for (const target of importTargets(manifest, specifier)) {
      if (!isRelative(target)) return resolveBare(scope, target, depth + 1);
      const absolute = path.resolve(folder, target);
      const file =
        findSourceOfBuilt(files, folder, absolute) ??
        sourceByConfig(folder, absolute) ??
        findModule(absolute);
      if (file !== undefined) return asResolution(file);
    }
    return undefined;
  }

  /** The folder of a package whose sources are at hand: the own one, one of the workspace, a linked one. */
  function findLocalPackage(scope: Scope, name: string): string | undefined {
    const own = scope.packageFolder;
    if (
      own !== undefined &&
      textMember(files.readJson(path.join(own, "package.json")), "name") ===
        name
    )
      return own;
    workspace ??= findWorkspacePackages(files, root);
    const inWorkspace = workspace.get(name);
    if (inWorkspace !== undefined) return inWorkspace;
    for (const folder of [own, root]) {
      const linked =
        folder === undefined ? undefined : findLinkedDependency(folder, name);
      if (linked !== undefined) return linked;
    }
    for (const modules of scope.moduleFolders) {
      const installed = path.join(modules, name);
      if (!files.isFolder(installed)) continue;
      const real = inRoot(host.realPath(installed));
      return real.split(path.sep).includes("node_modules") ? undefined : real;
    }
    return undefined;
  }

  /** Case: "@acme/orders": "file:../orders". */
  function findLinkedDependency(
    folder: string,
    name: string,
  ): string | undefined {
    const version = dependencyVersion(folder, name);
    const target =
      /^(?:file|link|portal|workspace):(\.{0,2}[/\\].*|\.{1,2})$/.exec(
        version ?? "",
      )?.[1];
    if (target === undefined) return undefined;
    const linked = path.resolve(folder, target);
    return files.isFolder(linked) ? inRoot(host.realPath(linked)) : undefined;
  }

  function dependencyVersion(folder: string, name: string): string | undefined {
    const manifest = files.readJson(path.join(folder, "package.json"));
    for (const field of [
      "dependencies",
      "devDependencies",
      "peerDependencies",
      "optionalDependencies",
    ]) {
      const version = textMember(member(manifest, field), name);
      if (version !== undefined) return version;
    }
    return undefined;
  }

  /** Case: "cosmos": "npm:@azure/cosmos@4". */
  function realName(scope: Scope, name: string): string {
    for (const folder of [scope.packageFolder, root]) {
      const version =
        folder === undefined ? undefined : dependencyVersion(folder, name);
      const alias = /^npm:((?:@[^/@]+\/)?[^/@]+)(?:@|$)/.exec(
        version ?? "",
      )?.[1];
      if (alias !== undefined) return alias;
      if (version !== undefined) return name;
    }
    return name;
  }

  // ---- Configuration

  function scopeOf(folder: string): Scope {
    const known = scopes.get(folder);
    if (known !== undefined) return known;
    const parent = path.dirname(folder);
    const above =
      folder === root
        ? scopeAboveRoot()
        : parent === folder
          ? undefined
          : scopeOf(parent);
    const config = configIn(folder);
    const hasPackage = files.isFile(path.join(folder, "package.json"));
    const modules = path.join(folder, "node_modules");
    const hasModules = files.isFolder(modules);
    let scope = above;
    if (
      scope === undefined ||
      config !== undefined ||
      hasPackage ||
      hasModules
    ) {
      scope = {
        config: config ?? above?.config,
        packageFolder: hasPackage ? folder : above?.packageFolder,
        moduleFolders: hasModules
          ? [modules, ...(above?.moduleFolders ?? [])]
          : (above?.moduleFolders ?? []),
        answers: new Map(),
      };
    }
    scopes.set(folder, scope);
    return scope;
  }

  /**
   * Above the project only installed packages are looked for: a stray `tsconfig.json` of the machine must not
   * change findings.
   */
  function scopeAboveRoot(): Scope {
    const moduleFolders: string[] = [];
    for (let folder = root; path.dirname(folder) !== folder;) {
      folder = path.dirname(folder);
      const modules = path.join(folder, "node_modules");
      if (files.isFolder(modules)) moduleFolders.push(modules);
    }
    return {
      config: undefined,
      packageFolder: undefined,
      moduleFolders,
      answers: new Map(),
    };
  }

  /** The `tsconfig.json` or `jsconfig.json` of a folder, joined with the ones that it references. */
  function configIn(folder: string): ModuleConfig | undefined {
    for (const name of ["tsconfig.json", "jsconfig.json"]) {
      const file = path.join(folder, name);
      if (files.isFile(file)) return joinedConfig(file);
    }
    return undefined;
  }

  function joinedConfig(file: string): ModuleConfig {
    const known = configs.get(file);
    if (known !== undefined) return known;
    const own = readModuleConfig(files, file);
    // In a solution file ("files": [] and references) the options stand in the referenced ones.
    const referenced = own.references
      .filter((reference) => files.isFile(reference))
      .map((reference) => readModuleConfig(files, reference));
    const joined: ModuleConfig = {
      ...own,
      baseUrl:
        own.baseUrl ??
        referenced.find((config) => config.baseUrl !== undefined)?.baseUrl,
      paths: [...own.paths, ...referenced.flatMap((config) => config.paths)],
    };
    configs.set(file, joined);
    return joined;
  }

  /** For a folder whose own config does not extend the root's, as in many Nx and bundler set-ups. */
  function patternsOfRoot(): readonly PathPattern[] {
    rootPatterns ??= ["tsconfig.base.json", "tsconfig.json", "jsconfig.json"]
      .map((name) => path.join(root, name))
      .filter((file) => files.isFile(file))
      .flatMap((file) => joinedConfig(file).paths);
    return rootPatterns;
  }

  return {
    resolve,
    dependsOn: () => files.filesRead(),
    problems: files.problems,
    isStale: () => files.isStale(),
    stateKey: () => files.stateKey(),
  };
}

function isRelative(specifier: string): boolean {
  return /^\.{1,2}(?:[/\\]|$)/.test(specifier);
}

/** `@azure/cosmos` for `@azure/cosmos/x`; `undefined` for what cannot be a package (`@/x`, `~/x`, `https://…`). */
export function packageName(specifier: string): string | undefined {
  return /^(?:@[\w.~-]+\/)?[\w-][\w.~-]*(?=\/|$)/.exec(specifier)?.[0];
}
