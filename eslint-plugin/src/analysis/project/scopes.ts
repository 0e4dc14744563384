import type { Resolution } from "./resolveModule.ts";
import type { TrackedFiles } from "./trackedFiles.ts";
import {
  createModuleConfigReader,
  noPaths,
  type ModuleConfig,
  type PathPattern,
} from "./tsconfig.ts";

/** What all files of a folder share when they name a package. */
export interface Scope {
  readonly config: ModuleConfig | undefined;
  /** Folder of the nearest `package.json`. */
  readonly packageFolder: string | undefined;
  /** The nearest `node_modules` first. */
  readonly moduleFolders: readonly string[];
  readonly answers: Map<string, Resolution>;
}

export interface Scopes {
  scopeOf(folder: string): Scope;
  /** The `tsconfig.json` or `jsconfig.json` of this very folder, joined with the ones that it references. */
  configIn(folder: string): ModuleConfig | undefined;
  /** For a folder whose own config does not extend the root's, as in many Nx and bundler set-ups. */
  patternsOfRoot(): readonly PathPattern[];
}

const noFolders: readonly string[] = [];

/** Finds what decides the meaning of a package name in each folder. Folders without a file that does share one scope. */
export function createScopes(files: TrackedFiles, root: string): Scopes {
  const { path } = files.host;
  const scopes = new Map<string, Scope>();
  const configs = new Map<string, ModuleConfig>();
  const readConfig = createModuleConfigReader(files);
  /** One for each different answer to "what does a package name mean here?": in a monorepo dozens of folders give the same. */
  const answersBySituation: {
    readonly paths: readonly PathPattern[];
    readonly baseUrl: string | undefined;
    readonly packageFolder: string | undefined;
    readonly moduleFolders: readonly string[];
    readonly answers: Map<string, Resolution>;
  }[] = [];
  let rootPatterns: readonly PathPattern[] | undefined;

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
      const own = {
        config: config ?? above?.config,
        packageFolder: hasPackage ? folder : above?.packageFolder,
        moduleFolders: hasModules
          ? [modules, ...(above?.moduleFolders ?? [])]
          : (above?.moduleFolders ?? noFolders),
      };
      scope = { ...own, answers: answersFor(own) };
    }
    scopes.set(folder, scope);
    return scope;
  }

  function answersFor({
    config,
    packageFolder,
    moduleFolders,
  }: Omit<Scope, "answers">): Map<string, Resolution> {
    const paths = config?.paths ?? noPaths;
    const baseUrl = config?.baseUrl;
    const known = answersBySituation.find(
      (one) =>
        one.paths === paths &&
        one.baseUrl === baseUrl &&
        one.packageFolder === packageFolder &&
        one.moduleFolders === moduleFolders,
    );
    if (known !== undefined) return known.answers;
    const answers = new Map<string, Resolution>();
    answersBySituation.push({
      paths,
      baseUrl,
      packageFolder,
      moduleFolders,
      answers,
    });
    return answers;
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
      // Not by a listing: what else comes and goes up there is nobody's business.
      if (files.host.exists(modules)) moduleFolders.push(modules);
    }
    return {
      config: undefined,
      packageFolder: undefined,
      moduleFolders,
      answers: new Map(),
    };
  }

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
    const own = readConfig(file);
    // In a solution file ("files": [] and references) the options stand in the referenced ones.
    const referenced = own.references
      .filter((reference) => files.isFile(reference))
      .map((reference) => readConfig(reference));
    const config: ModuleConfig = {
      ...own,
      baseUrl:
        own.baseUrl ??
        referenced.find((config) => config.baseUrl !== undefined)?.baseUrl,
      paths: joinedPaths(
        own.paths,
        ...referenced.map((config) => config.paths),
      ),
    };
    configs.set(file, config);
    return config;
  }

  function patternsOfRoot(): readonly PathPattern[] {
    rootPatterns ??= ["tsconfig.base.json", "tsconfig.json", "jsconfig.json"]
      .map((name) => path.join(root, name))
      .filter((file) => files.isFile(file))
      .flatMap((file) => joinedConfig(file).paths);
    return rootPatterns;
  }

  return { scopeOf, configIn, patternsOfRoot };
}

/** Each list once: a config and the ones that it references mostly extend the same base. */
function joinedPaths(
  ...lists: readonly (readonly PathPattern[])[]
): readonly PathPattern[] {
  const different = [...new Set(lists)].filter(({ length }) => length > 0);
  return different.length > 1 ? different.flat() : (different[0] ?? noPaths);
}
