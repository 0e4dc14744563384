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

const emptyConfig: ModuleConfig = {
  baseUrl: undefined,
  paths: [],
  rootDir: undefined,
  outDir: undefined,
  references: [],
};

/** Longer chains of `extends` are a circle or a mistake. */
const maxExtends = 20;

/** Reads one config file with all that it extends. A file that is broken or missing counts as an empty one. */
export function readModuleConfig(
  source: TrackedFiles,
  file: string,
): ModuleConfig {
  const { path } = source.host;
  const merged = readWithBases(source, file, new Set());
  const configDir = path.dirname(file);
  const place = (text: string): string =>
    text.startsWith("${configDir}")
      ? path.join(configDir, text.slice(12))
      : text;
  const paths: PathPattern[] = [];
  for (const [pattern, targets] of merged.paths) {
    const star = pattern.indexOf("*");
    paths.push({
      prefix: star === -1 ? pattern : pattern.slice(0, star),
      suffix: star === -1 ? undefined : pattern.slice(star + 1),
      targets: targets.map((target) =>
        path.resolve(merged.baseUrl ?? merged.pathsBase, place(target)),
      ),
    });
  }
  paths.sort(
    (a, b) =>
      Number(a.suffix !== undefined) - Number(b.suffix !== undefined) ||
      b.prefix.length - a.prefix.length,
  );
  return {
    baseUrl: merged.baseUrl,
    paths,
    rootDir: merged.rootDir,
    outDir: merged.outDir,
    references: merged.references,
  };

  interface Merged {
    baseUrl: string | undefined;
    paths: readonly (readonly [string, string[]])[];
    pathsBase: string;
    rootDir: string | undefined;
    outDir: string | undefined;
    references: string[];
  }

  function readWithBases(
    from: TrackedFiles,
    current: string,
    above: Set<string>,
  ): Merged {
    const folder = path.dirname(current);
    const result: Merged = {
      ...emptyConfig,
      paths: [],
      pathsBase: folder,
      references: [],
    };
    if (above.has(current) || above.size > maxExtends) return result;
    const config = from.readJson(current);
    const bases = member(config, "extends");
    const inner = new Set(above).add(current);
    for (const base of typeof bases === "string" ? [bases] : texts(bases)) {
      const baseFile = findExtended(from, folder, base);
      if (baseFile === undefined) continue;
      const inherited = readWithBases(from, baseFile, inner);
      result.baseUrl = inherited.baseUrl ?? result.baseUrl;
      result.rootDir = inherited.rootDir ?? result.rootDir;
      result.outDir = inherited.outDir ?? result.outDir;
      if (inherited.paths.length > 0) {
        result.paths = inherited.paths;
        result.pathsBase = inherited.pathsBase;
      }
    }
    const options = member(config, "compilerOptions");
    const at = (name: string): string | undefined => {
      const value = textMember(options, name);
      if (value === undefined) return undefined;
      const placed = value.startsWith("${configDir}")
        ? path.join(path.dirname(file), value.slice(12))
        : value;
      return path.resolve(folder, placed);
    };
    result.baseUrl = at("baseUrl") ?? result.baseUrl;
    result.rootDir = at("rootDir") ?? result.rootDir;
    result.outDir = at("outDir") ?? result.outDir;
    const own = member(options, "paths");
    if (typeof own === "object" && own !== null) {
      result.paths = Object.entries(own).map(
        ([pattern, targets]) => [pattern, texts(targets)] as const,
      );
      result.pathsBase = folder;
    }
    // `references` are not inherited.
    for (const reference of asArray(member(config, "references"))) {
      const target = textMember(reference, "path");
      if (target !== undefined)
        result.references.push(
          referencedFile(from, path.resolve(folder, target)),
        );
    }
    return result;
  }
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
