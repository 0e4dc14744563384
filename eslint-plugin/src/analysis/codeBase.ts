/**
 * One state of a code base: its files, what they name, what they import, their intermediate forms. What is
 * known of a file's text outlives the state (`IrCache`), what joins files does not.
 */
import type { Host } from "./host.ts";
import type { FileIr } from "./ir.ts";
import { parseFile } from "./parse.ts";
import { readFunctionJson, type FunctionJson } from "./project/functionJson.ts";
import { buildImportGraph, type ImportGraph } from "./project/importGraph.ts";
import { listSourceFiles, type SourceListing } from "./project/listFiles.ts";
import { createResolver, type Resolver } from "./project/resolveModule.ts";
import { createTextScanner, type TextScanner } from "./project/scanTexts.ts";
import { markersFor } from "./markers.ts";
import type { ProjectView } from "./evaluate/machine.ts";
import type { Settings } from "./settings.ts";

interface CachedIr {
  readonly stamp: string;
  /** The last text that parsed; kept while the file does not parse. */
  readonly ir: FileIr | undefined;
  readonly error:
    { readonly message: string; readonly line: number } | undefined;
  readonly size: number;
}

/** Intermediate forms by path, bounded by the size of their texts; the one used longest ago goes first. */
export class IrCache {
  readonly #entries = new Map<string, CachedIr>();
  readonly #maxSize: number;
  #size = 0;
  milliseconds = 0;

  constructor(maxSize = 64 * 1024 * 1024) {
    this.#maxSize = maxSize;
  }

  get(host: Host, path: string): CachedIr | undefined {
    const stamp = host.stamp(path);
    if (stamp === undefined) return undefined;
    const known = this.#entries.get(path);
    if (known?.stamp === stamp) {
      this.#entries.delete(path);
      this.#entries.set(path, known);
      return known;
    }
    const text = host.readText(path);
    if (text === undefined) return undefined;
    const begin = performance.now();
    const result = parseFile(path, text);
    this.milliseconds += performance.now() - begin;
    const entry: CachedIr =
      "ir" in result
        ? { stamp, ir: result.ir, error: undefined, size: text.length }
        : { stamp, ir: known?.ir, error: result.error, size: text.length };
    this.#entries.delete(path);
    this.#entries.set(path, entry);
    this.#size += text.length - (known?.size ?? 0);
    for (const [old, { size }] of this.#entries) {
      if (this.#size <= this.#maxSize || old === path) break;
      this.#entries.delete(old);
      this.#size -= size;
    }
    return entry;
  }
}

export class CodeBase implements ProjectView {
  readonly listing: SourceListing;
  readonly resolver: Resolver;
  readonly graph: ImportGraph;
  /** Files that name the Cosmos SDK. */
  readonly cosmosFiles: ReadonlySet<string>;
  /** Files that may hold a handler or a wrapper of one: they name a message SDK, or import such a file. */
  readonly handlerSide: ReadonlySet<string>;
  /** Files in which a token or a level is named. */
  readonly tokenFiles: readonly string[];
  readonly functionJsons: readonly {
    readonly file: string;
    readonly json: FunctionJson;
  }[];
  readonly unparsed = new Map<string, { message: string; line: number }>();
  readonly parsed = new Set<string>();
  readonly #host: Host;
  readonly #cache: IrCache;
  readonly #mentions = new Map<string, readonly string[]>();
  readonly #names: TextScanner;

  constructor(host: Host, root: string, settings: Settings, cache: IrCache) {
    this.#host = host;
    this.#cache = cache;
    this.listing = listSourceFiles(host, root);
    const markers = markersFor(settings);
    const scanner = createTextScanner(host, markers);
    this.#names = scanner;
    this.resolver = createResolver(host, root);
    this.graph = buildImportGraph(
      host,
      this.listing.sources,
      scanner,
      this.resolver,
      root,
    );
    this.cosmosFiles = scanner.filesWith(this.listing.sources, ["cosmos"]);
    if (this.cosmosFiles.size === 0) {
      this.handlerSide = new Set();
      this.tokenFiles = [];
      this.functionJsons = [];
      return;
    }
    this.functionJsons = this.listing.functionJsons.map((file) => ({
      file,
      json: readFunctionJson(host, file),
    }));
    const seeds = scanner.filesWith(this.listing.sources, ["handler"]);
    for (const { json } of this.functionJsons)
      for (const file of json.scriptCandidates.slice(0, 1)) seeds.add(file);
    this.handlerSide =
      seeds.size === 0 ? new Set() : this.graph.dependents(seeds);
    const token = scanner.filesWith(this.listing.sources, ["token"]);
    const cosmosSide =
      token.size === 0
        ? new Set<string>()
        : this.graph.dependents(new Set(this.cosmosFiles));
    this.tokenFiles = [...token].filter((file) => cosmosSide.has(file)).sort();
  }

  ir(path: string): FileIr | undefined {
    const entry = this.#cache.get(this.#host, path);
    if (!entry) return undefined;
    this.parsed.add(path);
    if (entry.error) this.unparsed.set(path, entry.error);
    return entry.ir;
  }

  resolve(
    fromFile: string,
    specifier: string,
  ): ReturnType<ProjectView["resolve"]> {
    return this.resolver.resolve(fromFile, specifier);
  }

  mentions(word: string): readonly string[] {
    const known = this.#mentions.get(word);
    if (known) return known;
    const found = this.listing.sources.filter(
      (file) => this.#host.readText(file)?.includes(word) ?? false,
    );
    this.#mentions.set(word, found);
    return found;
  }

  mayRegister(path: string): boolean {
    return this.handlerSide.has(path);
  }

  get scanner(): TextScanner {
    return this.#names;
  }
}
