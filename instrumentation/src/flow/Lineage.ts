import { BoundedMap } from "../BoundedMap.ts";
import type { Splits } from "../sessionToken.ts";
import { rangesOf } from "./tokenParts.ts";

/**
 * Which ranges came of which, as far as one partition key shows it: a key that was answered by range
 * 0 and is now answered by range 2 was split off with it. The lists of ranges, which would say it,
 * are bodies.
 */
export class Lineage {
  readonly #rangeOfKey = new BoundedMap<string, string>(10_000);
  readonly #parents = new Map<string, Record<string, string[]>>();

  /** @param token of one answer about this one key */
  learn(container: string, partitionKey: string, token: string): void {
    const [range, ...others] = rangesOf(token);
    if (range === undefined || others.length > 0) return;
    const key = `${container}\0${partitionKey}`;
    const before = this.#rangeOfKey.get(key);
    if (before === range) return;
    this.#rangeOfKey.set(key, range);
    if (before === undefined) return;
    const parents = this.#parents.get(container) ?? {};
    this.#parents.set(container, parents);
    const known = (parents[range] ??= []);
    if (!known.includes(before)) known.push(before);
  }

  of(container: string): Splits | undefined {
    return this.#parents.get(container);
  }
}
