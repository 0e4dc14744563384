import type { Host } from "../analysis/host.ts";
import { sortEdits } from "./applyEdits.ts";
import { Refusal, type FileEdits, type TextEdit } from "./proposal.ts";
import type { Source } from "./source.ts";
import { Sources } from "./sources.ts";

/** The edits made so far for one proposal, and the files that they are made in. */
export class Draft {
  readonly host: Host;
  readonly #shared: Sources;
  readonly #sources = new Map<string, Source>();
  readonly #edits = new Map<string, TextEdit[]>();
  readonly #made = new Map<string, unknown>();

  constructor(host: Host, sources = new Sources()) {
    this.host = host;
    this.#shared = sources;
  }

  /** @throws {Refusal} where the file cannot be read or does not parse. */
  source(file: string): Source {
    const known = this.#sources.get(file);
    if (known !== undefined) return known;
    const source = this.#shared.open(this.host, file);
    this.#sources.set(file, source);
    return source;
  }

  /** The source of a file that may be missing or broken without harm. */
  sourceIfAny(file: string): Source | undefined {
    try {
      return this.source(file);
    } catch {
      return undefined;
    }
  }

  insert(source: Source, at: number, text: string): void {
    this.replace(source, at, at, text);
  }

  replace(source: Source, start: number, end: number, text: string): void {
    const edits = this.#edits.get(source.file) ?? [];
    this.#edits.set(source.file, edits);
    if (start < end && edits.some((e) => e.start < end && start < e.end)) {
      throw new Refusal(
        `Two changes to \`${source.file}\` would touch the same text (line ${source.line(start)}). Pass the token there by hand.`,
      );
    }
    edits.push({ start, end, text });
  }

  /** Makes a change once, however many paths ask for it, and answers what it made. */
  once<T>(key: string, make: () => T): T {
    if (!this.#made.has(key)) this.#made.set(key, make());
    return this.#made.get(key) as T;
  }

  files(): FileEdits[] {
    return [...this.#edits]
      .filter(([, edits]) => edits.length > 0)
      .map(([file, edits]) => ({ file, edits: sortEdits(edits) }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }
}
