/** Answers the editor's questions about a workspace of any number of folders. Knows no thread and no VS Code. */
import type {
  EditorFinding,
  EslintSays,
  FolderSettings,
  HandlerSummary,
  Levels,
  Offer,
} from "../src/analysis/protocol.ts";
import {
  createDiskHost,
  createEngine,
  HandlerReads,
  offerEdits,
  parseSettings,
  proposeIn,
  type Engine,
  type Finding,
  type Host,
  type Proposal,
  type RuleName,
  type Settings,
} from "./engine.ts";
import { describe, summarise } from "./plain.ts";
import { Lines } from "./spots.ts";
import { readSuppressions } from "./suppressions.ts";

/** Of a folder; a project has one, or one for each of its ESLint configurations. */
const maxEngines = 8;

/** What holds for a file: the settings of its folder, and what ESLint says of it. */
interface Place {
  readonly folder: string;
  readonly settings: Settings;
  readonly engine: Engine;
  readonly levels: Levels;
  readonly isIgnored: boolean;
}

interface Folder extends FolderSettings {
  /** Settings are part of what an engine keeps: each has its own. */
  readonly engines: Map<Settings, Engine>;
}

/** What the findings of several files share for one question. Holds parsed files: not to be kept for the next one. */
export class SharedReads {
  readonly #reads = new Map<Engine, HandlerReads>();

  of({ engine, settings }: Place): HandlerReads {
    let reads = this.#reads.get(engine);
    if (reads === undefined) {
      reads = new HandlerReads(engine, settings);
      this.#reads.set(engine, reads);
    }
    return reads;
  }
}

/** Of a finding that is shown. */
function levelIn({ levels }: Place, rule: RuleName): EditorFinding["level"] {
  const level = levels[rule] ?? "warning";
  return level === "off" ? "warning" : level;
}

export class Analyst {
  /** Absolute path -> text that is not saved. */
  readonly #unsaved = new Map<string, string>();
  readonly #host: Host = createDiskHost(this.#unsaved);
  #folders: readonly Folder[] = [];
  readonly #eslint = new Map<string, EslintSays>();
  readonly #places = new Map<string, Place>();

  get host(): Host {
    return this.#host;
  }

  /** @returns sentences about settings that were left out */
  configure(folders: readonly FolderSettings[]): string[] {
    this.#places.clear();
    this.#folders = folders
      .map((folder) => ({
        ...folder,
        engines:
          this.#folders.find((one) => one.folder === folder.folder)?.engines ??
          new Map<Settings, Engine>(),
      }))
      // Case: a folder of the workspace inside of another one.
      .sort((a, b) => b.folder.length - a.folder.length);
    return folders.flatMap(({ folder, settings }) =>
      parseSettings(settings).problems.map(
        (problem) => `${folder}: ${problem}`,
      ),
    );
  }

  /** @returns sentences about settings that were left out */
  setEslint(says: ReadonlyMap<string, EslintSays | null>): string[] {
    const problems = new Set<string>();
    for (const [file, one] of says) {
      this.#places.delete(file);
      if (one === null) this.#eslint.delete(file);
      else {
        this.#eslint.set(file, one);
        for (const problem of parseSettings(one.settings).problems)
          problems.add(`The ESLint configuration: ${problem}`);
      }
    }
    return [...problems];
  }

  /** @param text `undefined`: what is on the disk counts again */
  setText(file: string, text: string | undefined): void {
    if (text === undefined) this.#unsaved.delete(file);
    else this.#unsaved.set(file, text);
  }

  unsavedText(file: string): string | undefined {
    return this.#unsaved.get(file);
  }

  /** Without those that a comment silences. Empty for a file outside of every folder. */
  findingsIn(file: string, reads = new SharedReads()): EditorFinding[] {
    return this.engineFindings(file).map((finding) =>
      this.describe(finding, reads),
    );
  }

  describe(finding: Finding, reads: SharedReads): EditorFinding {
    const { file } = finding.place;
    const place = this.placeOf(file)!;
    return describe(finding, {
      folder: place.folder,
      tokenName: reads.of(place).tokenNameOf(finding, this.#host),
      text: this.#host.readText(file) ?? "",
      level: levelIn(place, finding.rule),
    });
  }

  engineFindings(file: string): Finding[] {
    const place = this.placeOf(file);
    if (place === undefined || place.isIgnored) return [];
    const findings = place.engine
      .findingsIn(file, undefined, place.settings)
      .filter(({ rule }) => place.levels[rule] !== "off");
    if (findings.length === 0) return [];
    const silent = readSuppressions(this.#host.readText(file) ?? "");
    return findings.filter(
      ({ rule, place: { start } }) => !silent.isSilent(rule, start.line - 1),
    );
  }

  /** The preferred style first. Where nothing can be offered, the reason. */
  offersFor(file: string, identity: string): Offer[] {
    const place = this.placeOf(file);
    const finding = this.engineFindings(file).find(
      (one) => one.identity === identity,
    );
    if (place === undefined || finding === undefined) return [];
    const { engine, settings } = place;
    const reads = new HandlerReads(engine, settings);
    const offers = offerEdits(finding, engine, this.#host, settings, reads);
    if (offers.length > 0) return offers.map((offer) => this.#plain(offer));
    const style = settings.style ?? "inline";
    return [
      this.#plain(
        proposeIn(style, finding, engine, this.#host, settings, reads),
      ),
    ];
  }

  handlersIn(file: string): HandlerSummary[] {
    const place = this.placeOf(file);
    if (place === undefined || place.isIgnored) return [];
    return place.engine
      .handlersOf(file, place.settings)
      .filter(({ handler }) => handler.file === file)
      .map(summarise);
  }

  placeOf(file: string): Place | undefined {
    const known = this.#places.get(file);
    if (known) return known;
    const { path } = this.#host;
    const folder = this.#folders.find((one) =>
      file.startsWith(
        one.folder.endsWith(path.sep) ? one.folder : one.folder + path.sep,
      ),
    );
    if (folder === undefined) return undefined;
    const says = this.#eslint.get(file);
    const { settings } = parseSettings({
      ...says?.settings,
      ...folder.settings,
    });
    let engine = folder.engines.get(settings);
    if (engine === undefined) {
      // Settings that somebody is still writing: engines of former ones are not needed any more.
      if (folder.engines.size >= maxEngines) {
        folder.engines.clear();
        this.#places.clear();
      }
      engine = createEngine(this.#host);
    }
    folder.engines.set(settings, engine);
    const place = {
      folder: folder.folder,
      settings,
      engine,
      levels: { ...says?.levels, ...folder.levels },
      isIgnored: says?.isIgnored === true,
    };
    this.#places.set(file, place);
    return place;
  }

  #plain(proposal: Proposal): Offer {
    if (proposal.kind === "refused") return proposal;
    return {
      ...proposal,
      files: proposal.files.map(({ file, edits }) => {
        const lines = new Lines(this.#host.readText(file) ?? "");
        return {
          file,
          edits: edits.map(({ start, end, text }) => ({
            range: { start: lines.spotAt(start), end: lines.spotAt(end) },
            text,
          })),
        };
      }),
    };
  }
}
