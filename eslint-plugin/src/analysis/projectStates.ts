/** The state of a project on the disk, and when it is looked at again. */
import { buildCodeBase, type CodeBase } from "./codeBase.ts";
import { engineSettings } from "./engineSettings.ts";
import type { EngineSettings } from "./evaluate/machine.ts";
import type { Host } from "./host.ts";
import type { IrCache } from "./irCache.ts";
import { listSourceFiles, type SourceListing } from "./project/listFiles.ts";
import type { Resolver } from "./project/resolveModule.ts";
import {
  createTextScanner,
  type MarkerTable,
  type TextScanner,
} from "./project/scanTexts.ts";
import { seenFiles, type SeenFiles } from "./project/seenFiles.ts";
import type { Settings } from "./settings.ts";

/** What a look costs, by the count of what is looked at: clocks tell what else the machine is doing. */
const STAMP_MS = 0.006;

/**
 * The folders are looked at when a file is asked for a second time, which no single run of a linter does, or after a
 * pause: 2 ms in four hundred folders. A look that takes longer than this is not repeated at once.
 */
const PAUSE_MS = 500;
const QUICK_LOOK_MS = 6;
const REPEAT_FACTOR = 10;
/**
 * The texts of all files (6 ms for a thousand) can matter only where somebody else than the linter's user changes one:
 * what is linted, and what its findings depend on, is looked at each time.
 */
const TEXTS_FACTOR = 500;
const SHORTEST_TEXTS_MS = 100;
const LONGEST_TEXTS_MS = 20_000;

export class ProjectState {
  readonly codeBase: CodeBase;
  readonly listing: SourceListing;
  readonly seen: SeenFiles;
  readonly #files: ReadonlySet<string>;
  readonly #scanner: TextScanner;
  readonly #waiting = new Set<string>();
  #configs: readonly string[] | undefined;

  constructor(
    codeBase: CodeBase,
    listing: SourceListing,
    seen: SeenFiles,
    scanner: TextScanner,
  ) {
    this.codeBase = codeBase;
    this.listing = listing;
    this.seen = seen;
    this.#files = new Set([...listing.sources, ...codeBase.layout.files]);
    this.#scanner = scanner;
  }

  /** One of the project's sources, as the disk has them. */
  isOwn(file: string): boolean {
    return this.#files.has(file);
  }

  /** Files came or went, or a file that leads from one to another says something else. */
  isOther(): boolean {
    this.#configs ??= this.seen.filesBeside(this.#files);
    return (
      this.seen.hasOtherEntries() ||
      this.seen.changedFiles(this.#configs).length > 0
    );
  }

  /** Looks whether the texts of these files are others now, and remembers those that are. */
  lookAtTexts(files: Iterable<string> = this.#files): void {
    for (const file of this.seen.changedFiles(files)) this.#waiting.add(file);
  }

  /**
   * The files whose texts have changed since this was last asked; `undefined` where one of them now names or imports
   * something else, so that the project has to be put together anew.
   */
  takeChanges(): string[] | undefined {
    const changed = [...this.#waiting];
    this.#waiting.clear();
    return changed.every((file) => this.#scanner.isSame(file))
      ? changed
      : undefined;
  }
}

export class ProjectStates {
  readonly #host: Host;
  readonly #root: string;
  readonly #markers: MarkerTable;
  readonly #settings: EngineSettings;
  readonly #cache: IrCache;
  readonly #trustsManifests: boolean;
  readonly #scanner: TextScanner;
  readonly #asked = new Set<string>();
  #lastAnswer = -Infinity;
  #state: ProjectState | undefined;
  #scanMilliseconds = 0;
  #foldersAt = 0;
  #textsAt = 0;
  /** Somebody asked for a file a second time: an editor, or a process that lints again and again. */
  isAskedAgain = false;

  constructor(
    host: Host,
    root: string,
    settings: Settings,
    markers: MarkerTable,
    cache: IrCache,
    trustsManifests: boolean,
  ) {
    this.#host = host;
    this.#root = root;
    this.#markers = markers;
    this.#settings = engineSettings(settings);
    this.#cache = cache;
    this.#trustsManifests = trustsManifests;
    this.#scanner = createTextScanner(host, markers);
  }

  /** The state in which a file is answered for, before the changes that it knows of are taken. */
  askedFor(file: string): ProjectState {
    const now = performance.now();
    const isPause = this.#isPause(now);
    const isAgain = this.#asked.has(file);
    this.isAskedAgain ||= isAgain;
    let state = this.#state ?? this.#build();
    const foldersMs = state.seen.folderCount() * STAMP_MS;
    const mayHaveOthers =
      (isAgain || isPause) &&
      now - this.#foldersAt >=
        (foldersMs < QUICK_LOOK_MS ? 0 : foldersMs * REPEAT_FACTOR);
    if (
      mayHaveOthers ||
      (!state.isOwn(file) && state.seen.hasOtherEntriesAround(file))
    ) {
      this.#asked.clear();
      state = this.#lookAtFolders(state);
    }
    // Where manifests have decided, no text was looked at before.
    if (state.codeBase.layout.silentWithout?.length !== 0) {
      if (this.#areTextsDue(state, now)) this.#lookAtTexts(state);
      else if (state.isOwn(file)) state.lookAtTexts([file]);
    }
    this.#asked.add(file);
    return state;
  }

  /**
   * For a file of a project of which nothing is to be said, where nothing has to be looked at before it is answered
   * for: what its text has to hold to change that (`Layout.silentWithout`).
   */
  silentWithout(file: string): readonly string[] | undefined {
    const now = performance.now();
    if (this.#asked.has(file) || this.#isPause(now)) return undefined;
    const state = this.#state ?? this.#build();
    const { silentWithout } = state.codeBase.layout;
    if (silentWithout === undefined) return undefined;
    const isEveryTextSilent = silentWithout.length === 0;
    if (state.isOwn(file))
      return isEveryTextSilent || !this.#areTextsDue(state, now)
        ? silentWithout
        : undefined;
    return isEveryTextSilent && !state.seen.hasOtherEntriesAround(file)
      ? silentWithout
      : undefined;
  }

  /** The file was asked for, and needed no look. */
  noteAsked(file: string): void {
    this.#asked.add(file);
  }

  #isPause(now: number): boolean {
    return this.#state !== undefined && now - this.#lastAnswer > PAUSE_MS;
  }

  #areTextsDue({ listing }: ProjectState, now: number): boolean {
    const textsMs = listing.sources.length * STAMP_MS;
    const interval = Math.min(
      Math.max(textsMs * TEXTS_FACTOR, SHORTEST_TEXTS_MS),
      LONGEST_TEXTS_MS,
    );
    return now - this.#textsAt >= interval;
  }

  /** The pause between two questions begins. */
  noteAnswer(): void {
    this.#lastAnswer = performance.now();
  }

  /** The state after a look at everything, before the changes that it knows of are taken. */
  current(): ProjectState {
    const known = this.#state;
    if (!known) return this.#build();
    const state = this.#lookAtFolders(known);
    if (state === known) this.#lookAtTexts(state);
    return state;
  }

  /** What it took to list the project's files and to look through their texts, the last time that it was done. */
  get scanMilliseconds(): number {
    return this.#scanMilliseconds;
  }

  /** The state in which a file was answered for last, with no look at anything. */
  latest(): ProjectState {
    return this.#state ?? this.#build();
  }

  /** The same files, put together anew: one of their texts names or imports something else. */
  rebuild(state: ProjectState): ProjectState {
    const other = this.#lookAtFolders(state);
    if (other !== state) return other;
    this.#lookAtTexts(state);
    const { seen, listing, codeBase } = state;
    return this.#put(seen, listing, codeBase.layout.resolver);
  }

  /**
   * The project with a file that the disk does not have, or with a text that imports something else; `undefined` where
   * a file of that name would be no source of the project.
   */
  withText(
    state: ProjectState,
    host: Host,
    file: string,
  ): CodeBase | undefined {
    if (state.isOwn(file))
      return this.#join(
        host,
        this.#scanner.apart(host),
        state.listing,
        state.codeBase.layout.resolver,
      );
    const listing = listSourceFiles(host, this.#root);
    return listing.sources.includes(file)
      ? this.#join(host, this.#scanner.apart(host), listing)
      : undefined;
  }

  #lookAtFolders(state: ProjectState): ProjectState {
    const isOther = state.isOther();
    this.#foldersAt = performance.now();
    return isOther ? this.#build() : state;
  }

  #lookAtTexts(state: ProjectState): void {
    state.lookAtTexts();
    this.#textsAt = performance.now();
  }

  #build(): ProjectState {
    const begin = performance.now();
    const seen = seenFiles(this.#host);
    const listing = listSourceFiles(seen.host, this.#root);
    const state = this.#put(seen, listing);
    this.#foldersAt = this.#textsAt = performance.now();
    this.#scanMilliseconds = this.#textsAt - begin;
    return state;
  }

  #put(
    seen: SeenFiles,
    listing: SourceListing,
    resolver?: Resolver,
  ): ProjectState {
    const scanner = this.#scanner.through(seen.host);
    const codeBase = this.#join(seen.host, scanner, listing, resolver);
    this.#state = new ProjectState(codeBase, listing, seen, scanner);
    return this.#state;
  }

  #join(
    host: Host,
    scanner: TextScanner,
    listing: SourceListing,
    resolver?: Resolver,
  ): CodeBase {
    return buildCodeBase(
      host,
      this.#root,
      listing,
      this.#markers,
      this.#settings,
      scanner,
      this.#cache,
      this.#trustsManifests,
      resolver,
    );
  }
}
