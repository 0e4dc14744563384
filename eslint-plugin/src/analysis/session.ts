/**
 * What is known of a project, kept as long as it is true. A whole analysis serves every file of a lint run; a file
 * that an editor holds unsaved gets an analysis of its own, of the handlers that concern it.
 */
import { analyse, type Analysis } from "./analyse.ts";
import { buildCodeBase, type CodeBase } from "./codeBase.ts";
import { engineSettings } from "./engineSettings.ts";
import type { EngineStats } from "./engine.types.ts";
import type { Finding } from "./finding.ts";
import type { Host } from "./host.ts";
import type { IrCache } from "./irCache.ts";
import { everyFileMarkers, markersFor } from "./markers.ts";
import { overlayHost } from "./overlayHost.ts";
import { stateKeyOf } from "./project/projectState.ts";
import { listSourceFiles, type SourceListing } from "./project/listFiles.ts";
import {
  createTextScanner,
  groupsIn,
  type MarkerTable,
  type TextScanner,
} from "./project/scanTexts.ts";
import type { Settings } from "./settings.ts";

/**
 * A look at all files of a project costs some 10 ms in a thousand files. It is taken again when it has cost less
 * than a fiftieth of the time since; what a finding depends on is looked at each time.
 */
const SHORTEST_INTERVAL_MS = 100;
const COST_FACTOR = 50;
/** Where no file names the SDK, only a file that does can change that; such a text is looked at in any case. */
const IDLE_COST_FACTOR = 200;

interface State {
  readonly codeBase: CodeBase;
  readonly key: string;
  analysis: Analysis | undefined;
  checkedAt: number;
  cost: number;
}

function intervalOf({ codeBase, cost }: State): number {
  const factor = codeBase.layout.isRelevant ? COST_FACTOR : IDLE_COST_FACTOR;
  return Math.max(SHORTEST_INTERVAL_MS, cost * factor);
}

export class Session {
  readonly #host: Host;
  readonly #root: string;
  readonly #settings: Settings;
  readonly #cache: IrCache;
  readonly #markers: MarkerTable;
  readonly #cosmosMarkers: MarkerTable;
  readonly #scanner: TextScanner;
  #state: State | undefined;
  #unsaved:
    | { file: string; text: string; state: State; findings: readonly Finding[] }
    | undefined;

  constructor(
    host: Host,
    root: string,
    settings: Settings,
    cache: IrCache,
    everyFile: boolean,
  ) {
    this.#host = host;
    this.#root = root;
    this.#settings = settings;
    this.#cache = cache;
    this.#markers = everyFile ? everyFileMarkers : markersFor(settings);
    this.#cosmosMarkers = { cosmos: this.#markers.cosmos ?? [] };
    this.#scanner = createTextScanner(host, this.#markers);
  }

  findingsIn(file: string, text: string | undefined): readonly Finding[] {
    let state = this.#current();
    if (
      !state.codeBase.layout.isRelevant &&
      (text === undefined || !this.#namesCosmos(text))
    )
      return [];
    if (text !== undefined && this.#host.readText(file) !== text)
      return this.#unsavedFindings(state, file, text);
    let analysis = this.#analysisOf(state);
    if (!analysis.isCurrent(file, this.#host)) {
      this.#state = undefined;
      state = this.#current();
      analysis = this.#analysisOf(state);
    }
    return analysis.findings.get(file) ?? [];
  }

  analysis(): Analysis {
    return this.#analysisOf(this.#current());
  }

  stats(): EngineStats | undefined {
    return this.#state?.analysis?.stats;
  }

  #analysisOf(state: State): Analysis {
    return (state.analysis ??= analyse(
      state.codeBase,
      this.#host,
      this.#settings,
      this.#cache,
    ));
  }

  #current(): State {
    const now = performance.now();
    const state = this.#state;
    if (state && now - state.checkedAt < intervalOf(state)) return state;
    const listing = listSourceFiles(this.#host, this.#root);
    const key = stateKeyOf(this.#host, [
      ...listing.sources,
      ...listing.functionJsons,
    ]);
    const end = (next: State): State => {
      next.checkedAt = performance.now();
      next.cost = next.checkedAt - now;
      return (this.#state = next);
    };
    if (state?.key === key && !state.codeBase.isStale()) return end(state);
    const codeBase = this.#build(this.#host, listing, this.#scanner);
    return end({ codeBase, key, analysis: undefined, checkedAt: 0, cost: 0 });
  }

  /** The file as the editor holds it, everything else as it is on disk. */
  #unsavedFindings(
    state: State,
    file: string,
    text: string,
  ): readonly Finding[] {
    const known = this.#unsaved;
    if (known?.file === file && known.text === text && known.state === state)
      return known.findings;
    const host = overlayHost(this.#host, file, text);
    const sameLayout = state.codeBase.withText(host, file);
    const codeBase =
      sameLayout ??
      this.#build(
        host,
        state.codeBase.layout.listing,
        createTextScanner(host, this.#markers),
      );
    const part = sameLayout && {
      roots: this.#analysisOf(state).rootsOf(file),
      tokenFiles: this.#tokenFile(codeBase, file),
    };
    const analysis = analyse(codeBase, host, this.#settings, this.#cache, part);
    const findings = analysis.findings.get(file) ?? [];
    this.#unsaved = { file, text, state, findings };
    return findings;
  }

  #tokenFile(codeBase: CodeBase, file: string): readonly string[] {
    return codeBase.layout.tokenFiles.includes(file) ? [file] : [];
  }

  #build(host: Host, listing: SourceListing, scanner: TextScanner): CodeBase {
    return buildCodeBase(
      host,
      this.#root,
      listing,
      this.#markers,
      engineSettings(this.#settings),
      scanner,
      this.#cache,
    );
  }

  #namesCosmos(text: string): boolean {
    return groupsIn(text, this.#cosmosMarkers).size > 0;
  }
}
