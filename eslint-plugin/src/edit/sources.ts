import type { Host } from "../analysis/host.ts";
import { Refusal } from "./proposal.ts";
import { Source } from "./source.ts";

/**
 * Parsed files, for proposals that are made one after the other: each of them looks into the same few. A file whose
 * text has changed is parsed anew. Trees are large; let go of it when the proposals are made.
 */
export class Sources {
  readonly #known = new Map<string, Source>();

  /** @throws {Refusal} where the file cannot be read or does not parse. */
  open(host: Pick<Host, "readText">, file: string): Source {
    const text = host.readText(file);
    if (text === undefined) throw new Refusal(`\`${file}\` cannot be read.`);
    const known = this.#known.get(file);
    if (known?.text === text) return known;
    const source = new Source(file, text);
    this.#known.set(file, source);
    return source;
  }
}
