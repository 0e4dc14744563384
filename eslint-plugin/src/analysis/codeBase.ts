/**
 * One state of a code base: its files, what they name, what they import, their intermediate forms. What is
 * known of a file's text outlives the state (`IrCache`, `TextScanner`), what joins files does not.
 */
import { describedPackages } from "../sdk/packages.ts";
import { isHandledTrigger } from "./engineSettings.ts";
import type {
  EngineSettings,
  NameUse,
  ProjectView,
} from "./evaluate/machine.ts";
import type { Host } from "./host.ts";
import type { FileIr } from "./ir.ts";
import type { CachedIr, IrCache } from "./irCache.ts";
import { readFunctionJson, type FunctionJson } from "./project/functionJson.ts";
import type { Use } from "./answers.ts";
import { filesNamed } from "./project/folders.ts";
import { buildImportGraph, type ImportGraph } from "./project/importGraph.ts";
import { importsOf } from "./project/importsOf.ts";
import type { SourceListing } from "./project/listFiles.ts";
import { isNamedByNoManifest } from "./project/namedByManifests.ts";
import {
  createResolver,
  packageName,
  type Resolver,
} from "./project/resolveModule.ts";
import {
  groupsIn,
  type MarkerTable,
  type TextScanner,
} from "./project/scanTexts.ts";
import { listeningFiles, rootsOf } from "./roots.ts";

/** What joins the files of a project; the same for two states that differ in a text only. */
export interface Layout {
  readonly listing: SourceListing;
  /** The project's sources, and those outside of it that they lead to. */
  readonly files: readonly string[];
  readonly resolver: Resolver;
  readonly graph: ImportGraph;
  readonly markers: MarkerTable;
  /**
   * Where nothing is to be said of any file: the groups of markers of which a text has to hold one to change that; none
   * where no text could.
   */
  readonly silentWithout: readonly string[] | undefined;
  /** It names the Cosmos SDK somewhere: else nothing is to be said of it. */
  readonly isRelevant: boolean;
  /** Files that may hold a handler or a wrapper of one: they name a message SDK, or import such a file. */
  readonly handlerSide: ReadonlySet<string>;
  /** Files beyond them that register a handler with a client they are given, or lead to one. */
  readonly listening: ReadonlySet<string>;
  /** Those of `handlerSide` whose code may lead to a call that registers a handler. */
  readonly roots: ReadonlySet<string>;
  /** Files that name the Cosmos SDK or import such a file, and `handlerSide`: nothing else can make a container. */
  readonly neighbours: readonly string[];
  /** Files in which a token or a level is named, and that may have to do with Cosmos. */
  readonly tokenFiles: readonly string[];
  readonly functionJsons: readonly {
    readonly file: string;
    readonly json: FunctionJson;
  }[];
}

/** Searched in the time of one step of the evaluator. */
const CHARACTERS_A_STEP = 50_000;

export function buildCodeBase(
  host: Host,
  root: string,
  listing: SourceListing,
  markers: MarkerTable,
  settings: EngineSettings,
  scanner: TextScanner,
  cache: IrCache,
  trustsManifests: boolean,
  resolver: Resolver = createResolver(host, root),
): CodeBase {
  const graph = buildImportGraph(
    host,
    listing.sources,
    scanner,
    resolver,
    root,
  );
  const nothing: Layout = {
    listing,
    files: listing.sources,
    resolver,
    graph,
    markers,
    silentWithout: undefined,
    isRelevant: false,
    handlerSide: new Set(),
    listening: new Set(),
    roots: new Set(),
    neighbours: [],
    tokenFiles: [],
    functionJsons: [],
  };
  if (trustsManifests && isNamedByNoManifest(host, root, listing))
    return new CodeBase(host, cache, { ...nothing, silentWithout: [] });
  const functionJsons = listing.functionJsons.map((file) => ({
    file,
    json: readFunctionJson(host, file),
  }));
  const isNamed =
    functionJsons.length > 0 ||
    scanner.filesWith(listing.sources, ["cosmos", "handler"], ["token"]).size >
      0;
  // Case: a package beside the project, with a lock file of its own, holds all that names an SDK.
  if (!isNamed && !linksOut(host, root))
    return new CodeBase(host, cache, {
      ...nothing,
      silentWithout: ["cosmos", "handler"],
    });
  const files = [...listing.sources, ...[...graph.outside()].sort()];
  const cosmosFiles = scanner.filesWith(files, ["cosmos"]);
  // Case: the host reads for a function that itself names no SDK.
  const hasInputs = functionJsons.some(
    ({ json }) => json.cosmosInputs.length > 0,
  );
  if (cosmosFiles.size === 0 && !hasInputs)
    return new CodeBase(host, cache, nothing);
  const scripts = functionJsons.flatMap(({ json }) =>
    json.triggers.some(({ type }) => isHandledTrigger(settings, type))
      ? json.scriptCandidates.slice(0, 1)
      : [],
  );
  const seeds = new Set([...scanner.filesWith(files, ["handler"]), ...scripts]);
  const token = scanner.filesWith(files, ["token"]);
  const isIdle = seeds.size === 0 && token.size === 0;
  const cosmosSide = isIdle ? cosmosFiles : graph.dependents(cosmosFiles);
  const handlerSide = isIdle ? seeds : graph.dependents(seeds);
  return new CodeBase(host, cache, {
    ...nothing,
    files,
    silentWithout:
      isIdle && functionJsons.length === 0 ? ["handler", "token"] : undefined,
    isRelevant: true,
    handlerSide,
    listening: isIdle ? new Set() : listeningFiles(handlerSide, graph, scanner),
    roots: isIdle ? seeds : rootsOf(handlerSide, scripts, graph, scanner),
    neighbours: isIdle
      ? [...new Set([...cosmosSide, ...handlerSide])].sort()
      : neighboursOf(cosmosSide, handlerSide, graph, scanner),
    tokenFiles: [...token].filter((file) => cosmosSide.has(file)).sort(),
    functionJsons,
  });
}

/**
 * What may make a container or a handler, or stand between them: also classes that know neither, because both stand
 * behind interfaces. Those are imported by a file that puts everything together.
 */
function neighboursOf(
  cosmosSide: ReadonlySet<string>,
  handlerSide: ReadonlySet<string>,
  graph: ImportGraph,
  scanner: TextScanner,
): string[] {
  const near = new Set([...cosmosSide, ...handlerSide]);
  const others = [...graph.reachable(near)].filter((file) => !near.has(file));
  return [...near, ...scanner.filesWith(others, ["heritage"])].sort();
}

/** A name in that use; under another name, what imports it says so (`Name as Other`, `Other = Name`). */
function useOf(name: string, use: NameUse): RegExp {
  const escaped = name.replaceAll(/[^\w]/g, "\\$&");
  const word = `(?<![\\w$])${escaped}(?![\\w$])`;
  const alias = `${word}\\s+as\\s|[:=]\\s*${word}\\s*[;,}\\n]`;
  switch (use) {
    case "heritage":
      return new RegExp(
        `\\b(?:extends|implements)\\s[^{;]{0,1000}${word}|${alias}`,
      );
    case "new":
      return new RegExp(`\\bnew\\s+[\\w$.]*${word}|${alias}`);
    case "call":
      return new RegExp(`${word}\\s*(?:\\?\\.)?\\s*[(<]`);
    case "decorator":
      return new RegExp(`@${escaped}(?![\\w$])`);
  }
}

/** A function of its own: what it closes over lives as long as an editor does. */
function createUse(
  key: string,
  name: string,
  pattern: RegExp,
  files: readonly string[],
  declaredIn: readonly string[],
): Use {
  return {
    key,
    files: new Set(files),
    declaredIn,
    isIn: (text) => text.includes(name) && pattern.test(text),
  };
}

/** The root's package depends on packages by path. */
function linksOut(host: Host, root: string): boolean {
  const text = host.readText(host.path.join(root, "package.json"));
  return text !== undefined && /"(?:file|link|portal):/.test(text);
}

export class CodeBase implements ProjectView {
  readonly layout: Layout;
  readonly unparsed = new Map<string, { message: string; line: number }>();
  readonly parsed = new Map<string, CachedIr>();
  readonly #host: Host;
  readonly #cache: IrCache;
  readonly #uses = new Map<
    string,
    { name: string; pattern: RegExp; files: readonly string[] }
  >();
  #searchSteps: number | undefined;
  readonly #texts = new Map<string, string>();

  constructor(host: Host, cache: IrCache, layout: Layout) {
    this.#host = host;
    this.#cache = cache;
    this.layout = layout;
  }

  /**
   * The same code base under a host that has another text for one file, where that changes neither what the file
   * imports nor what it names; else `undefined`.
   */
  withText(host: Host, file: string): CodeBase | undefined {
    const { files, markers } = this.layout;
    const before = this.#host.readText(file);
    const after = host.readText(file);
    if (before === undefined || after === undefined || !files.includes(file))
      return undefined;
    const named = groupsIn(before, markers);
    const names = groupsIn(after, markers);
    if (
      named.size !== names.size ||
      [...named].some((group) => !names.has(group))
    )
      return undefined;
    if (importsOf(before).join("\n") !== importsOf(after).join("\n"))
      return undefined;
    return new CodeBase(host, this.#cache, this.layout);
  }

  /** The same layout over another view of the files. */
  under(host: Host): CodeBase {
    return new CodeBase(host, this.#cache, this.layout);
  }

  ir(path: string): FileIr | undefined {
    const known = this.parsed.get(path);
    if (known) return known.ir;
    const entry = this.#cache.get(this.#host, path);
    if (!entry) return undefined;
    this.parsed.set(path, entry);
    if (entry.error) this.unparsed.set(path, entry.error);
    return entry.ir;
  }

  resolve(
    fromFile: string,
    specifier: string,
  ): ReturnType<ProjectView["resolve"]> {
    // Case: a package that is linked from a checkout, or developed in this very workspace.
    const name = packageName(specifier);
    return name !== undefined && describedPackages.has(name)
      ? { kind: "external", package: name }
      : this.layout.resolver.resolve(fromFile, specifier);
  }

  filesUsing(name: string, use: NameUse): readonly string[] {
    const key = `${use} ${name}`;
    let found = this.#uses.get(key);
    if (!found) {
      const { names } = this.#cache;
      const { neighbours } = this.layout;
      this.#searchSteps ??=
        neighbours.reduce(
          (sum, file) =>
            sum + names.lengthOf(this.#host, file, () => this.#textOf(file)),
          0,
        ) / CHARACTERS_A_STEP;
      const pattern = useOf(name, use);
      const files = neighbours.filter((file) =>
        names.isIn(
          this.#host,
          file,
          name,
          key,
          () => this.#textOf(file),
          (text) => text.includes(name) && pattern.test(text),
        ),
      );
      this.#uses.set(key, (found = { name, pattern, files }));
    }
    return found.files;
  }

  #textOf(file: string): string {
    let text = this.#texts.get(file);
    if (text === undefined) {
      text = this.#host.readText(file) ?? "";
      this.#texts.set(file, text);
    }
    return text;
  }

  /** All that `filesUsing` was asked, as far as a change of a text can make the answer another one. */
  uses(): Use[] {
    const declaring = new Map<string, Set<string>>(
      [...this.#uses.values()].map(({ name }) => [name, new Set()]),
    );
    for (const [file, { ir }] of this.parsed) {
      if (ir === undefined) continue;
      const note = ({ name }: { readonly name: string }): unknown =>
        declaring.get(name)?.add(file);
      ir.functions.forEach(note);
      ir.classes.forEach(note);
      for (const binding of ir.bindings) if (binding.owner === 0) note(binding);
    }
    return [...this.#uses].map(([key, { name, pattern, files }]) =>
      createUse(key, name, pattern, files, [...(declaring.get(name) ?? [])]),
    );
  }

  /** What a search of all texts costs, in the evaluator's steps. */
  get searchSteps(): number {
    return Math.ceil(this.#searchSteps ?? 0);
  }

  get path(): Host["path"] {
    return this.#host.path;
  }

  filesNamed(fromFile: string, first: string, last: string): readonly string[] {
    const { folders } = this.layout.graph;
    return filesNamed(this.#host.path, folders, fromFile, first, last);
  }

  /** Lets go of what only an analysis in progress needs. */
  release(): void {
    this.#texts.clear();
  }

  mayRegister(path: string): boolean {
    const { handlerSide, listening } = this.layout;
    return handlerSide.has(path) || listening.has(path);
  }
}
