import type {
  Engine,
  HandlerReport,
  ReadReport,
} from "../analysis/engine.types.ts";
import type { Finding } from "../analysis/finding.ts";
import type { Host } from "../analysis/host.ts";
import { STYLES, type Settings } from "../analysis/settings.ts";
import {
  findCarriedNames,
  type CarriedName,
  type KnownNames,
  type MessagePart,
} from "./carriedNames.ts";
import { detectStyle } from "./detectStyle.ts";
import { choosePropertyName } from "./propertyName.ts";
import { proposeEdits, type ProposeOptions } from "./proposeEdits.ts";
import type { Proposal, Style } from "./proposal.ts";
import { Sources } from "./sources.ts";

const LIBRARY = "cosmos-session-token";

/** They outlive the proposals for one file; names only, no trees and no texts. */
const knownNames = new WeakMap<Engine, KnownNames>();

function knownNamesOf(engine: Engine): KnownNames {
  let known = knownNames.get(engine);
  if (known === undefined) {
    known = new Map() as KnownNames;
    knownNames.set(engine, known);
  }
  return known;
}

/**
 * What an edit has to know of the rest of the project: all reads of a finding's handler (one that reads several
 * containers needs a name for each token), and the names that the project's producers send already. What a finding
 * does not bring is asked of the engine, once for a project; make a new one when a text has changed. Holds the parsed
 * files, too, that all its findings share.
 */
export class HandlerReads {
  readonly #engine: Engine;
  readonly #settings: Settings;
  readonly #reports = new Map<string, readonly HandlerReport[]>();
  readonly #carried = new Map<string, readonly CarriedName[]>();
  readonly #sources = new Sources();

  constructor(engine: Engine, settings: Settings) {
    this.#engine = engine;
    this.#settings = settings;
  }

  #carriedBy({ handler, rule }: Finding, host: Host): readonly CarriedName[] {
    if (handler === undefined || rule !== "require-session-token") return [];
    const root = this.#engine.rootOf(handler.file);
    let carried = this.#carried.get(root);
    if (carried === undefined) {
      const files = this.#engine.tokenFilesOf(handler.file, this.#settings);
      carried = findCarriedNames(host, files, knownNamesOf(this.#engine));
      this.#carried.set(root, carried);
    }
    return carried;
  }

  propose(finding: Finding, host: Host, style: Style): Proposal {
    return proposeEdits(finding, {
      host,
      style,
      tokenProperty: this.#settings.tokenProperty,
      handlerReads: this.#readsOf(finding),
      ...carriedNames(this.#carriedBy(finding, host)),
      sources: this.#sources,
    });
  }

  /** What the token is called in the message, for the words of a report: as producers send it, where they do. */
  tokenNameOf(finding: Finding, host: Host): string {
    const { tokenProperty } = this.#settings;
    const { read } = finding;
    const carried = this.#carriedBy(finding, host);
    if (read === undefined || carried.length === 0) return tokenProperty;
    const names = carriedNames(carried);
    const { property } = choosePropertyName(
      read,
      this.#readsOf(finding),
      tokenProperty,
      names.carried,
      names.carriedInBody,
    );
    return carried.some(({ name }) => name === property) && property
      ? property
      : tokenProperty;
  }

  #readsOf({
    handler,
    rule,
    handlerReads,
  }: Finding): readonly ReadReport["read"][] {
    if (handler === undefined || rule !== "require-session-token") return [];
    if (handlerReads !== undefined) return handlerReads;
    const root = this.#engine.rootOf(handler.file);
    let reports = this.#reports.get(root);
    if (reports === undefined) {
      reports = this.#engine.handlersOf(handler.file, this.#settings);
      this.#reports.set(root, reports);
    }
    return reports
      .filter(
        (report) =>
          report.handler.file === handler.file &&
          report.handler.shape === handler.shape &&
          (report.handler.fn.start === handler.fn.start ||
            // Case: an unsaved text, in which everything stands elsewhere.
            (handler.name !== "" && report.handler.name === handler.name)),
      )
      .flatMap((report) => report.reads.map(({ read }) => read));
  }
}

/**
 * Edits for a finding in every style that makes sense where it stands: the preferred style first, the others only
 * where the library that they import is installed. Refusals are left out.
 */
export function offerEdits(
  finding: Finding,
  engine: Engine,
  host: Host,
  settings: Settings,
  reads = new HandlerReads(engine, settings),
): Extract<Proposal, { kind: "edits" }>[] {
  const seen = new Set<string>();
  return stylesFor(finding, host, settings).flatMap((style) => {
    const proposal = proposeIn(style, finding, engine, host, settings, reads);
    if (proposal.kind === "refused") return [];
    // Case: a level that is raised is raised the same way in every style.
    const text = JSON.stringify(proposal.files);
    if (seen.has(text)) return [];
    seen.add(text);
    return [proposal];
  });
}

/** The edit in one style, or the reason why there is none. */
export function proposeIn(
  style: Style,
  finding: Finding,
  engine: Engine,
  host: Host,
  settings: Settings,
  reads = new HandlerReads(engine, settings),
): Proposal {
  return reads.propose(finding, host, style);
}

function carriedNames(
  names: readonly CarriedName[],
): Required<Pick<ProposeOptions, "carried" | "carriedInBody">> {
  const of = (part: MessagePart): string[] =>
    names.filter((one) => one.part === part).map(({ name }) => name);
  return { carried: of("properties"), carriedInBody: of("body") };
}

function stylesFor(finding: Finding, host: Host, settings: Settings): Style[] {
  const preferred = settings.style ?? detectStyle(host, finding.dependsOn);
  const others = STYLES.filter(
    (style) =>
      style !== preferred &&
      (style === "inline" || isLibraryInstalled(host, finding.place.file)),
  );
  return [preferred, ...others];
}

function isLibraryInstalled(host: Host, file: string): boolean {
  const { path } = host;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (host.exists(path.join(folder, "node_modules", LIBRARY, "package.json")))
      return true;
    if (folder === path.dirname(folder)) return false;
  }
}
