import path from "node:path";
import { renderEntry } from "../cli/renderEntry.ts";
import type { Output } from "../cli/Terminal.ts";
import type { LogEntry } from "../observe/LogEntry.ts";

/** More would scroll the first ones away; the counts at the end are of all. */
const SHOWN = 50;
const wrong = new Set(["stale", "downgraded", "foreign"]);

/** Collects the reads that missed a write, to show them when the program has ended. */
export class WrongReads {
  readonly #folder: string;
  readonly #shown: LogEntry[] = [];
  readonly #bySite = new Map<string, Map<string, number>>();
  #count = 0;

  /** @param folder paths are shown from here */
  constructor(folder: string) {
    this.#folder = folder;
  }

  add(entry: LogEntry): void {
    if (entry.verdict === undefined || !wrong.has(entry.verdict)) return;
    this.#count++;
    const callSite = this.#short(entry.callSite);
    if (this.#shown.length < SHOWN) this.#shown.push({ ...entry, callSite });
    const site = callSite ?? "a line that is not known";
    const counts = this.#bySite.get(site) ?? new Map<string, number>();
    counts.set(entry.verdict, (counts.get(entry.verdict) ?? 0) + 1);
    this.#bySite.set(site, counts);
  }

  /** Each read with tokens, reason and line; then how many there were at which line. */
  render(output: Output): string {
    if (this.#count === 0) return "";
    const entries = this.#shown.map((entry) => renderEntry(entry, output));
    if (this.#count > SHOWN) {
      entries.push(
        `… and ${this.#count - SHOWN} more; --log FILE writes them all.\n`,
      );
    }
    const sites = [...this.#bySite].map(([site, counts]) => {
      const each = [...counts].map(([verdict, count]) => `${count} ${verdict}`);
      return `  ${site}  ${each.join(", ")}\n`;
    });
    return `Reads that did not see what they had to:\n${entries.join("")}\nBy line of the program:\n${sites.join("")}`;
  }

  #short(callSite: string | undefined): string | undefined {
    if (callSite === undefined) return undefined;
    const from = path.relative(this.#folder, callSite);
    return from.startsWith("..") ? callSite : from;
  }
}
