import { getOrMake } from "./KnownWrites.ts";
import { partsOf } from "./tokenParts.ts";

interface Interval {
  from: bigint;
  to: bigint;
}

/**
 * Which LSNs each range of each container was answered with. LSNs start at a different offset in each
 * container, so a token that lies outside those of its container and inside those of another one
 * belongs to that one.
 */
export class ServedRanges {
  readonly #containers = new Map<string, Map<string, Interval>>();

  add(container: string, served: string): void {
    const ranges = getOrMake(this.#containers, container, newMap);
    for (const { rangeId, globalLsn } of partsOf(served)) {
      const known = ranges.get(rangeId);
      if (known === undefined) {
        ranges.set(rangeId, { from: globalLsn, to: globalLsn });
      } else if (globalLsn < known.from) {
        known.from = globalLsn;
      } else if (globalLsn > known.to) {
        known.to = globalLsn;
      }
    }
  }

  /** Whether another container was answered with the token, and this one cannot have been. */
  isForeign(container: string, token: string): boolean {
    return partsOf(token).some(
      ({ rangeId, globalLsn }) =>
        !this.#has(container, rangeId, globalLsn) &&
        [...this.#containers.keys()].some((other) =>
          this.#has(other, rangeId, globalLsn),
        ),
    );
  }

  clear(): void {
    this.#containers.clear();
  }

  #has(container: string, rangeId: string, lsn: bigint): boolean {
    const known = this.#containers.get(container)?.get(rangeId);
    return known !== undefined && known.from <= lsn && lsn <= known.to;
  }
}

const newMap = (): Map<string, Interval> => new Map();
