import { member, textMember, texts } from "./json.ts";
import type { TrackedFiles } from "./trackedFiles.ts";

/** What a `tsconfig.json` or `jsconfig.json` says about where modules are, its `extends` joined in. Paths are absolute. */
export interface ModuleConfig {
  readonly baseUrl: string | undefined;
  /** In the order in which they are tried: the exact names, then the longest text before the `*`. */
  readonly paths: readonly PathPattern[];
  readonly rootDir: string | undefined;
  readonly outDir: string | undefined;
  /** Config files named by `references`. */
  readonly references: readonly string[];
}

export interface PathPattern {
  readonly prefix: string;
  /** `undefined` for a name without `*`. */
  readonly suffix: string | undefined;
  /** Absolute, with the `*` still in it. */
  readonly targets: readonly string[];
}

/** Longer chains of `extends` are a circle or a mistake. */
const maxExtends = 20;

export const noPaths: readonly PathPattern[] = [];

/** A config with its bases, before `${configDir}` has a meaning. */
interface Merged {
  baseUrl: string | undefined;
  paths: object | undefined;
  pathsBase: string;
  rootDir: string | undefined;
  outDir: string | undefined;
  references: string[];
}

/**
 * Reads config files, each with all that it extends. A file that is broken or missing counts as an empty one.
 * Configs that inherit the same `paths` get one and the same list, by which the caller can tell that they agree.
 */
export function createModuleConfigReader(
  source: TrackedFiles,
): (file: string) => ModuleConfig {
  const { path } = source.host;
  const configs = new Map<string, ModuleConfig>();
  const listsByPaths = new Map<object, Map<string, readonly PathPattern[]>>();

  function read(file: string): ModuleConfig {
    let config = configs.get(file);
    if (config === undefined) {
      const { baseUrl, paths, pathsBase, rootDir, outDir, references } =
        readWithBases(source, file, file, new Set());
      config = {
        baseUrl,
        paths:
          paths === undefined
            ? noPaths
            : patternsOf(paths, baseUrl ?? pathsBase, path.dirname(file)),
        rootDir,
        outDir,
        references,
      };
      configs.set(file, config);
    }
    return config;
  }

  function patternsOf(
    paths: object,
    base: string,
    configDir: string,
  ): readonly PathPattern[] {
    let lists = listsByPaths.get(paths);
    if (lists === undefined) {
      lists = new Map<string, readonly PathPattern[]>();
      listsByPaths.set(paths, lists);
    }
    const isPlaced = JSON.stringify(paths).includes(configDirName);
    const key = isPlaced ? `${base}\0${configDir}` : base;
    let list = lists.get(key);
    if (list === undefined) {
      list = readPatterns(paths, (target) =>
        path.resolve(base, placed(path, target, configDir)),
      );
      lists.set(key, list);
    }
    return list;
  }

  return read;
}

function readPatterns(
  paths: object,
  resolve: (target: string) => string,
): readonly PathPattern[] {
  const patterns = Object.entries(paths).map(
    ([pattern, targets]): PathPattern => {
      const star = pattern.indexOf("*");
      return {
        prefix: star === -1 ? pattern : pattern.slice(0, star),
        suffix: star === -1 ? undefined : pattern.slice(star + 1),
        targets: texts(targets).map(resolve),
      };
    },
  );
  return patterns.length === 0
    ? noPaths
    : patterns.sort(
        (a, b) =>
          Number(a.suffix !== undefined) - Number(b.suffix !== undefined) ||
          b.prefix.length - a.prefix.length,
      );
}

const configDirName = "${configDir}";

function placed(
  path: TrackedFiles["host"]["path"],
  text: string,
  configDir: string,
): string {
  return text.startsWith(configDirName)
    ? path.join(configDir, text.slice(configDirName.length))
    : text;
}

/** @param file The config that is read; `current` is this one or one that it extends. */
function readWithBases(
  source: TrackedFiles,
  file: string,
  current: string,
  above: Set<string>,
): Merged {
  const { path } = source.host;
  const folder = path.dirname(current);
  const result: Merged = {
    baseUrl: undefined,
    paths: undefined,
    pathsBase: folder,
    rootDir: undefined,
    outDir: undefined,
    references: [],
  };
  if (above.has(current) || above.size > maxExtends) return result;
  const config = source.readJson(current);
  const bases = member(config, "extends");
  const inner = new Set(above).add(current);
  for (const base of typeof bases === "string" ? [bases] : texts(bases)) {
    const baseFile = findExtended(source, folder, base);
    if (baseFile === undefined) continue;
    const inherited = readWithBases(source, file, baseFile, inner);
    result.baseUrl = inherited.baseUrl ?? result.baseUrl;
    result.rootDir = inherited.rootDir ?? result.rootDir;
    result.outDir = inherited.outDir ?? result.outDir;
    if (
      inherited.paths !== undefined &&
      Object.keys(inherited.paths).length > 0
    ) {
      result.paths = inherited.paths;
      result.pathsBase = inherited.pathsBase;
    }
  }
  const options = member(config, "compilerOptions");
  const at = (name: string): string | undefined => {
    const value = textMember(options, name);
    return value === undefined
      ? undefined
      : path.resolve(folder, placed(path, value, path.dirname(file)));
  };
  result.baseUrl = at("baseUrl") ?? result.baseUrl;
  result.rootDir = at("rootDir") ?? result.rootDir;
  result.outDir = at("outDir") ?? result.outDir;
  const own = member(options, "paths");
  if (typeof own === "object" && own !== null) {
    result.paths = own;
    result.pathsBase = folder;
  }
  // `references` are not inherited.
  for (const reference of asArray(member(config, "references"))) {
    const target = textMember(reference, "path");
    if (target !== undefined)
      result.references.push(
        referencedFile(source, path.resolve(folder, target)),
      );
  }
  return result;
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function referencedFile(source: TrackedFiles, target: string): string {
  return source.isFolder(target)
    ? source.host.path.join(target, "tsconfig.json")
    : target;
}

/** Cases: `./base`, `../tsconfig.base.json`, `@tsconfig/node20/tsconfig.json`, `@acme/tsconfig`. */
function findExtended(
  source: TrackedFiles,
  folder: string,
  name: string,
): string | undefined {
  const { path } = source.host;
  if (name.startsWith(".") || path.isAbsolute(name)) {
    const file = path.resolve(folder, name);
    return [file, `${file}.json`].find((candidate) => source.isFile(candidate));
  }
  for (let current = folder; ; current = path.dirname(current)) {
    const target = path.join(current, "node_modules", name);
    if (source.isFile(target)) return target;
    if (source.isFile(`${target}.json`)) return `${target}.json`;
    if (source.isFolder(target)) {
      const field = textMember(
        source.readJson(path.join(target, "package.json")),
        "tsconfig",
      );
      const file = path.join(target, field ?? "tsconfig.json");
      if (source.isFile(file)) return file;
    }
    if (path.dirname(current) === current) return undefined;
  }
}

/**
 * The targets of the patterns that fit a specifier, `*` filled in, those of the best pattern first. TypeScript
 * looks only at the best one; the rest helps where several referenced configs are joined.
 */
export function matchPaths(
  patterns: readonly PathPattern[],
  specifier: string,
): string[] {
  const found: string[] = [];
  for (const { prefix, suffix, targets } of patterns) {
    if (suffix === undefined) {
      if (specifier === prefix) found.push(...targets);
    } else if (
      specifier.length >= prefix.length + suffix.length &&
      specifier.startsWith(prefix) &&
      specifier.endsWith(suffix)
    ) {
      const middle = specifier.slice(
        prefix.length,
        specifier.length - suffix.length,
      );
      for (const target of targets)
        found.push(target.replace("*", () => middle));
    }
  }
  return found;
}
