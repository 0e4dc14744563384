import type { Host } from "./host.ts";
import type { FileIr } from "./ir.ts";
import { NameSearch } from "./nameSearch.ts";
import { parseFile } from "./lateAnalysis.ts";

export interface CachedIr {
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
  /** A file of which edits will be made when it has been parsed. */
  keepsTreeOf: string | undefined;
  /** What else is known of the same texts. */
  readonly names = new NameSearch();

  constructor(maxSize = 64 * 1024 * 1024) {
    this.#maxSize = maxSize;
  }

  clear(): void {
    this.#entries.clear();
    this.#size = 0;
    this.names.clear();
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
    const result = parseFile(
      path,
      text,
      "installed",
      path === this.keepsTreeOf,
    );
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
