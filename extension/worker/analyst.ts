/** Answers the editor's questions about a workspace of any number of folders. Knows no thread and no VS Code. */
import type {
  EditorFinding,
  FolderSettings,
  HandlerSummary,
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
  type Settings,
} from "./engine.ts";
import { describe, summarise } from "./plain.ts";
import { Lines } from "./spots.ts";
import { readSuppressions } from "./suppressions.ts";

/** A folder of the workspace. */
interface Place {
  readonly folder: string;
  readonly settings: Settings;
  readonly engine: Engine;
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

export class Analyst {
  /** Absolute path -> text that is not saved. */
  readonly #unsaved = new Map<string, string>();
  readonly #host: Host = createDiskHost(this.#unsaved);
  /** Settings are part of what an engine keeps: each folder has its own. */
  #folders: Place[] = [];

  get host(): Host {
    return this.#host;
  }

  /** @returns sentences about settings that were left out */
  configure(folders: readonly FolderSettings[]): string[] {
    const problems: string[] = [];
    this.#folders = folders
      .map(({ folder, settings: raw }) => {
        const parsed = parseSettings(raw);
        for (const problem of parsed.problems)
          problems.push(`${folder}: ${problem}`);
        const known = this.#folders.find(
          (one) => one.folder === folder && one.settings === parsed.settings,
        );
        return (
          known ?? {
            folder,
            settings: parsed.settings,
            engine: createEngine(this.#host),
          }
        );
      })
      // Case: a folder of the workspace inside of another one.
      .sort((a, b) => b.folder.length - a.folder.length);
    return problems;
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
    });
  }

  engineFindings(file: string): Finding[] {
    const place = this.placeOf(file);
    if (place === undefined) return [];
    const findings = place.engine.findingsIn(file, undefined, place.settings);
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
    if (place === undefined) return [];
    return place.engine
      .handlersOf(file, place.settings)
      .filter(({ handler }) => handler.file === file)
      .map(summarise);
  }

  placeOf(file: string): Place | undefined {
    const { path } = this.#host;
    return this.#folders.find(({ folder }) =>
      file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep),
    );
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
