/**
 * What is known of a project, kept as long as it is true. A whole analysis serves every file of a lint run; what
 * changes later, on the disk or in an editor's unsaved text, is analysed for the handlers that it concerns.
 */
import type { Analysis } from "./analyse.ts";
import { Answers, type Part } from "./answers.ts";
import type { CodeBase } from "./codeBase.ts";
import { EMPTY_STATS, type EngineStats } from "./engine.types.ts";
import type { Finding } from "./finding.ts";
import type { Host } from "./host.ts";
import { analyse } from "./lateAnalysis.ts";
import { lateCode } from "./lateCode.ts";
import type { IrCache } from "./irCache.ts";
import { everyFileMarkers, markersFor } from "./markers.ts";
import { overlayHost } from "./overlayHost.ts";
import { importsOf } from "./project/importsOf.ts";
import { groupsIn, type MarkerTable } from "./project/scanTexts.ts";
import { seenFiles } from "./project/seenFiles.ts";
import { ProjectStates, type ProjectState } from "./projectStates.ts";
import type { Settings } from "./settings.ts";
import { skeletonOf } from "./skeleton.ts";

export interface SessionOptions {
  /** See `EngineOptions`. */
  readonly everyFile?: boolean;
  readonly trustsManifests?: boolean;
}

/** The last text that was asked for and is not the one on the disk. */
interface Unsaved {
  readonly file: string;
  readonly text: string;
  readonly state: ProjectState;
  readonly changes: number;
  readonly codeBase: CodeBase;
  readonly findings: readonly Finding[];
}

export class Session {
  readonly #host: Host;
  readonly #settings: Settings;
  readonly #cache: IrCache;
  readonly #markers: MarkerTable;
  readonly #cosmosMarkers: MarkerTable;
  readonly #gateMarkers: MarkerTable;
  readonly #states: ProjectStates;
  /** The answers of a state, without what one analysis needs only while it runs. */
  #known: { state: ProjectState; answers: Answers } | undefined;
  #stats: EngineStats = EMPTY_STATS;
  #unsaved: Unsaved | undefined;
  /** Files that had findings when they were last asked for. */
  readonly #reported = new Set<string>();
  /** Of files that have changed: what they declared when they were last asked for. */
  readonly #skeletons = new Map<
    string,
    { skeleton: string | undefined; stamp: string | undefined }
  >();

  constructor(
    host: Host,
    root: string,
    settings: Settings,
    cache: IrCache,
    { everyFile = false, trustsManifests = false }: SessionOptions = {},
  ) {
    this.#host = host;
    this.#settings = settings;
    this.#cache = cache;
    const markers = everyFile ? everyFileMarkers : markersFor(settings);
    const { cosmos = [], handler = [] } = markers;
    this.#markers = markers;
    this.#cosmosMarkers = { cosmos };
    this.#gateMarkers = { cosmos, handler };
    this.#states = new ProjectStates(
      host,
      root,
      settings,
      markers,
      cache,
      trustsManifests &&
        !everyFile &&
        settings.handlers.length + settings.presets.length === 0,
    );
  }

  findingsIn(file: string, text: string | undefined): readonly Finding[] {
    try {
      if (this.#isSilent(file, text)) return [];
      this.#cache.keepsTreeOf = this.#reported.has(file) ? file : undefined;
      const findings = this.#findingsIn(file, text);
      if (findings.length > 0) this.#reported.add(file);
      else this.#reported.delete(file);
      return findings;
    } finally {
      this.#cache.keepsTreeOf = undefined;
      this.#states.noteAnswer();
      if (!this.#states.isAskedAgain) lateCode.noteAnswer(file);
    }
  }

  /** Whether nothing is to be said of the file, whatever its text is: then nobody has to read it. */
  isSilent(file: string): boolean {
    if (this.#states.silentWithout(file)?.length !== 0) return false;
    this.#states.noteAsked(file);
    this.#states.noteAnswer();
    return true;
  }

  /** The thousands of files of a project that has nothing to do with any of it: their texts are enough. */
  #isSilent(file: string, text: string | undefined): boolean {
    if (text === undefined) return false;
    const without = this.#states.silentWithout(file);
    if (!without || groupsIn(text, this.#markers, without).size > 0)
      return false;
    this.#states.noteAsked(file);
    return true;
  }

  #findingsIn(file: string, text: string | undefined): readonly Finding[] {
    const state = this.#settled(this.#states.askedFor(file), file);
    const isRelevant =
      state.codeBase.layout.isRelevant ||
      (text !== undefined && groupsIn(text, this.#cosmosMarkers).size > 0);
    if (!isRelevant) return [];
    return text === undefined || this.#host.readText(file) === text
      ? this.#savedFindings(state, file)
      : this.#unsavedFindings(state, file, text);
  }

  /** Everything anew, as `explain` shows it. */
  analysis(): Analysis {
    const state = this.#settled(this.#states.current());
    return this.#analyse(state.codeBase, this.#host);
  }

  /**
   * Files in which a token is named, and that may have to do with Cosmos. Asked after a file of the project was
   * answered for: what was looked at then is not looked at again, but for these files themselves.
   */
  tokenFiles(): readonly string[] {
    const state = this.#states.latest();
    state.lookAtTexts(state.codeBase.layout.tokenFiles);
    return this.#settled(state).codeBase.layout.tokenFiles;
  }

  stats(): EngineStats {
    return this.#stats;
  }

  /** The state after all changes that are known, of which those of the file's dependencies are known always. */
  #settled(state: ProjectState, file?: string): ProjectState {
    const answers =
      this.#known?.state === state ? this.#known.answers : undefined;
    if (answers && file !== undefined)
      state.lookAtTexts(answers.dependenciesOf(file));
    const changed = state.takeChanges();
    if (!changed) return this.#states.rebuild(state);
    for (const one of changed)
      answers?.noteChange(one, this.#host.readText(one) ?? "");
    return state;
  }

  #analyse(codeBase: CodeBase, host: Host, part?: Part): Analysis {
    lateCode.noteUse(codeBase.layout.listing.sources.length);
    // One look at each file for the whole analysis.
    const once = seenFiles(host).host;
    const analysis = analyse(
      codeBase.under(once),
      once,
      this.#settings,
      this.#cache,
      part,
    );
    // What a part left out is told together with what the whole did.
    const { steps } = analysis.stats;
    const milliseconds = {
      ...analysis.stats.milliseconds,
      scan: this.#states.scanMilliseconds,
    };
    this.#stats =
      part === undefined
        ? { ...analysis.stats, milliseconds }
        : { ...this.#stats, steps, milliseconds };
    // A run of a linter asks for each file once: nobody needs the forms of their texts any more.
    if (!this.#states.isAskedAgain) this.#cache.clear();
    return analysis;
  }

  #answersOf(state: ProjectState): Answers {
    if (this.#known?.state === state) return this.#known.answers;
    const { layout } = state.codeBase;
    const whole = this.#analyse(state.codeBase, this.#host);
    for (const [file, stamp] of whole.parsedFiles) state.seen.note(file, stamp);
    const answers = new Answers(layout, whole);
    lateCode.expectReports(whole.findings.keys());
    this.#known = { state, answers };
    return answers;
  }

  #savedFindings(state: ProjectState, file: string): readonly Finding[] {
    if (!state.isOwn(file)) return [];
    const answers = this.#answersOf(state);
    this.#update(state, answers, file, () => this.#isHarmless(file));
    return answers.findingsIn(file);
  }

  /** Runs again what has to be before the file can be answered for. */
  #update(
    state: ProjectState,
    answers: Answers,
    file: string,
    isHarmless: () => boolean,
  ): void {
    let part = answers.partFor(file, isHarmless);
    while (part !== undefined) {
      const analysis = this.#analyse(state.codeBase, this.#host, part);
      for (const [one, stamp] of analysis.parsedFiles)
        state.seen.note(one, stamp);
      if (answers.knowsBetterThan(analysis)) return;
      part = answers.update(part, analysis, file);
    }
  }

  /**
   * Whether a file that holds no handler declares and gives away what it did before. Then none of its functions has
   * become one by its own change, unless it fills a table of handlers within a function; that is followed when the
   * same text is asked for again. To run all that reaches the file would cost many times more than to lint it.
   */
  #isHarmless(file: string): boolean {
    const ir = this.#cache.get(this.#host, file);
    const before = this.#skeletons.get(file);
    const skeleton = ir?.ir && skeletonOf(ir.ir);
    const stamp = ir?.stamp;
    this.#skeletons.set(file, { skeleton, stamp });
    return (
      before !== undefined &&
      before.skeleton === skeleton &&
      before.stamp !== stamp
    );
  }

  /** The file as the editor holds it, everything else as it is on disk. */
  #unsavedFindings(
    state: ProjectState,
    file: string,
    text: string,
  ): readonly Finding[] {
    const isNew = !state.isOwn(file);
    // Case: a test, a file that git ignores, a block of a .vue file.
    if (isNew && this.#host.stamp(file) !== undefined) return [];
    const answers = state.codeBase.layout.isRelevant
      ? this.#answersOf(state)
      : undefined;
    // What the disk says of this file is not asked now.
    if (answers) this.#update(state, answers, file, () => true);
    const changes = answers?.changes ?? 0;
    const known =
      this.#unsaved?.file === file && this.#unsaved.state === state
        ? this.#unsaved
        : undefined;
    if (known?.text === text && known.changes === changes)
      return known.findings;
    if (isNew && !this.#mayConcern(state, file, text)) return [];
    const host = overlayHost(this.#host, file, text);
    const sameLayout = state.codeBase.withText(host, file);
    const codeBase =
      sameLayout ??
      known?.codeBase.withText(host, file) ??
      this.#states.withText(state, host, file);
    if (!codeBase) return [];
    const { roots, tokenFiles, graph } = codeBase.layout;
    const concerned = new Set(answers?.rootsOf(file));
    if (roots.has(file)) concerned.add(file);
    if (isNew)
      for (const root of roots)
        if (graph.reachable([root]).has(file)) concerned.add(root);
    const part = {
      roots: [...concerned].filter((root) => roots.has(root)).sort(),
      tokenFiles: tokenFiles.includes(file) ? [file] : [],
    };
    const found =
      part.roots.length + part.tokenFiles.length === 0
        ? []
        : (this.#analyse(codeBase, host, part).findings.get(file) ?? []);
    const findings = answers?.onceEach(file, found) ?? found;
    this.#unsaved = { file, text, state, changes, codeBase, findings };
    return findings;
  }

  /** A name that no file has, thousands of them in a project of .vue files: a plain look decides for most. */
  #mayConcern(state: ProjectState, file: string, text: string): boolean {
    if (groupsIn(text, this.#gateMarkers).size > 0) return true;
    const { resolver, neighbours } = state.codeBase.layout;
    const near = new Set(neighbours);
    return importsOf(text).some((specifier) => {
      const resolution = resolver.resolve(file, specifier);
      return resolution.kind === "file" && near.has(resolution.path);
    });
  }
}
