import { joinParts } from "./format.ts";
import { parse } from "./parse.ts";
import { compareRangeIds } from "./rangeId.ts";
import type { TokenPart, VectorPart } from "./SessionToken.ts";

/**
 * Joins session tokens of **one container** so that a read with the result sees every write that
 * they stand for.
 *
 * For each partition key range the highest version names the regions, and each LSN is the largest
 * that any input has for it; a range that only one input has is kept. No number is invented.
 * Same outcome as `VectorSessionToken.merge` (measured with @azure/cosmos 4.9.3), with two
 * differences: numbers keep their full 64 bits, and at an equal version with different regions the
 * result is the union (the SDK throws there, after the write has succeeded).
 *
 * `undefined` is skipped. The order of the arguments does not matter. Inputs that are all the same
 * text come back unchanged; otherwise ranges and regions are sorted by number.
 *
 * Not handled: tokens of two containers. Nothing in a token names its container.
 *
 * @returns The joined token; `undefined` when every input was `undefined`.
 * @throws {SessionTokenError} `MALFORMED`, `NOT_TEXT`.
 */
export function merge(first: string, ...rest: (string | undefined)[]): string;
export function merge(...tokens: (string | undefined)[]): string | undefined;
export function merge(...tokens: (string | undefined)[]): string | undefined {
  // `?? undefined`: plain JavaScript hands over null for an AMQP property without value.
  const distinct = new Set(
    tokens.filter((token) => (token ?? undefined) !== undefined),
  );
  if (distinct.size === 0) return undefined;

  const byRange = new Map<string, TokenPart[]>();
  for (const token of distinct) {
    for (const part of parse(token as string).parts) {
      const found = byRange.get(part.rangeId);
      if (found === undefined) byRange.set(part.rangeId, [part]);
      else found.push(part);
    }
  }
  if (distinct.size === 1) return [...distinct][0];

  const ranges = [...byRange].sort(([a], [b]) => compareRangeIds(a, b));
  return joinParts(
    ranges.map(([rangeId, parts]) => mergeParts(rangeId, parts)),
  );
}

/** Joins the parts of one partition key range; at least one. */
export function mergeParts(
  rangeId: string,
  parts: readonly TokenPart[],
): TokenPart {
  const globalLsn = parts
    .map((part) => part.globalLsn)
    .reduce((a, b) => (a > b ? a : b));
  const vectors = parts.filter((part) => part.form === "vector");
  if (vectors.length === 0) return { form: "simple", rangeId, globalLsn };

  const version = vectors
    .map((part) => part.version)
    .reduce((a, b) => (a > b ? a : b));
  return {
    form: "vector",
    rangeId,
    version,
    globalLsn,
    regions: mergeRegions(version, vectors),
  };
}

/**
 * Looks at all parts at once: folding pair by pair would forget a region's LSN where a version in
 * the middle lacks the region, and the result would depend on the order.
 */
function mergeRegions(
  version: bigint,
  vectors: readonly VectorPart[],
): Map<number, bigint> {
  const named = new Set<number>();
  for (const vector of vectors) {
    if (vector.version !== version) continue;
    for (const region of vector.regions.keys()) named.add(region);
  }
  const merged = new Map<number, bigint>();
  for (const region of [...named].sort((a, b) => a - b)) {
    let largest: bigint | undefined;
    for (const vector of vectors) {
      const lsn = vector.regions.get(region);
      if (lsn === undefined) continue;
      if (largest === undefined || lsn > largest) largest = lsn;
    }
    if (largest !== undefined) merged.set(region, largest);
  }
  return merged;
}
