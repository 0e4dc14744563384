import { isBuiltin } from "node:module";
import type { Host } from "../host.ts";
import { asSpelled } from "./findFile.ts";
import { member } from "./json.ts";
import { createLocalPackages } from "./localPackages.ts";
import { createModuleFinder } from "./moduleFinder.ts";
import { importTargets } from "./packageEntry.ts";
import { createRealPaths } from "./realPaths.ts";
import { createScopes, type Scope } from "./scopes.ts";
import { createTrackedFiles, type ProjectProblem } from "./trackedFiles.ts";
import { matchPaths, type PathPattern } from "./tsconfig.ts";

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
  readonly root: string;
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

const missing: Resolution = { kind: "missing" };
/** The `imports` of a package may lead to each other. */
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
  const scopes = createScopes(files, root);
  const finder = createModuleFinder(files, scopes);
  const realPaths = createRealPaths(files, root);
  const packages = createLocalPackages(files, realPaths, root);
  const answersByFolder = new Map<string, Map<string, Resolution>>();
  const answersByPath = new Map<string, Resolution>();

  function resolve(fromFile: string, specifier: string): Resolution {
    const folder = path.dirname(fromFile);
    let answers = answersByFolder.get(folder);
    if (answers === undefined) {
      answers = new Map<string, Resolution>();
      answersByFolder.set(folder, answers);
    }
    let answer = answers.get(specifier);
    if (answer === undefined) {
      answer =
        isRelative(specifier) || path.isAbsolute(specifier)
          ? resolvePath(folder, specifier)
          : resolveBare(scopes.scopeOf(folder), specifier, 0);
      answers.set(specifier, answer);
    }
    return answer;
  }

  function resolvePath(folder: string, specifier: string): Resolution {
    const target = path.resolve(folder, specifier);
    // "./orders/" is a folder, even beside an orders.ts.
    const isFolder = /(?:^|[/\\])\.{0,2}$/.test(specifier);
    const key = isFolder ? target + path.sep : target;
    let answer = answersByPath.get(key);
    if (answer === undefined) {
      answer = asResolution(
        isFolder ? finder.findInFolder(target) : findSpelled(target),
      );
      answersByPath.set(key, answer);
    }
    return answer;
  }

  function findSpelled(target: string): string | undefined {
    const found = finder.findModule(target);
    if (found !== undefined) return found;
    const spelled = asSpelled(files, target);
    return spelled === undefined ? undefined : finder.findModule(spelled);
  }

  function asResolution(file: string | undefined): Resolution {
    return file === undefined
      ? missing
      : { kind: "file", path: realPaths.ofFile(file) };
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
    const byPath =
      findByPaths(scope.config?.paths ?? [], specifier) ??
      findByModuleAlias(scope, specifier);
    if (byPath !== undefined) return asResolution(byPath);
    if (isBuiltin(specifier))
      return { kind: "external", package: specifier, specifier };
    if (scope.config?.baseUrl !== undefined) {
      const file = finder.findModule(
        path.join(scope.config.baseUrl, specifier),
      );
      if (file !== undefined) return asResolution(file);
    }
    const name = packageName(specifier);
    if (name !== undefined) {
      const subpath =
        specifier === name ? "." : `.${specifier.slice(name.length)}`;
      const folder = packages.findLocalPackage(scope, name);
      if (folder !== undefined)
        return asResolution(finder.findEntry(folder, subpath));
    }
    const byRoot = findByPaths(scopes.patternsOfRoot(), specifier);
    if (byRoot !== undefined) return asResolution(byRoot);
    return name === undefined
      ? missing
      : {
          kind: "external",
          package: packages.realName(scope, name),
          specifier,
        };
  }

  function findByPaths(
    patterns: readonly PathPattern[],
    specifier: string,
  ): string | undefined {
    for (const target of matchPaths(patterns, specifier)) {
      // Case: "path": ["./node_modules/path-browserify"]: a package all the same.
      if (target.split(path.sep).includes("node_modules")) continue;
      const file = finder.findModule(target);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** Case: "_moduleAliases": { "@db": "dist/db" } in package.json, of the package module-alias. */
  function findByModuleAlias(
    { packageFolder }: Scope,
    specifier: string,
  ): string | undefined {
    if (packageFolder === undefined) return undefined;
    const manifest = files.readJson(path.join(packageFolder, "package.json"));
    const aliases = member(manifest, "_moduleAliases");
    if (typeof aliases !== "object" || aliases === null) return undefined;
    for (const [alias, target] of Object.entries(aliases)) {
      if (specifier !== alias && !specifier.startsWith(`${alias}/`)) continue;
      if (typeof target !== "string") continue;
      const rest = specifier.slice(alias.length);
      const place = path.join(packageFolder, target, rest);
      const file = finder.findNamedByPackage(packageFolder, place);
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
      const file = finder.findNamedByPackage(folder, absolute);
      if (file !== undefined) return asResolution(file);
    }
    return undefined;
  }

  return {
    root,
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
