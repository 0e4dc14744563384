import type { TokenPart, VectorPart } from "./SessionToken.ts";

/** How one range's state stands to another state of the same range. */
export type PartOrder = "equal" | "older" | "newer" | "concurrent";

/** Version first, then global LSN, then the regions' local LSNs. A missing region is the oldest. */
export function orderOf(a: TokenPart, b: TokenPart): PartOrder {
  if (a.form === "simple") {
    return b.form === "simple"
      ? orderOfNumbers(a.globalLsn, b.globalLsn)
      : mirrored(orderAgainstSimple(b, a.globalLsn));
  }
  if (b.form === "simple") return orderAgainstSimple(a, b.globalLsn);
  if (a.version !== b.version) return orderOfNumbers(a.version, b.version);
  if (a.globalLsn !== b.globalLsn) {
    return orderOfNumbers(a.globalLsn, b.globalLsn);
  }
  return orderOfRegions(a, b);
}

/**
 * True when a state `have` contains everything that `need` stands for. Stricter than `orderOf` on
 * purpose: at an equal version a higher global LSN does not make up for a region that lags, because
 * that region's write may be the one that is looked for (docs/decisions/010).
 */
export function contains(have: TokenPart, need: TokenPart): boolean {
  if (need.form === "simple") return have.globalLsn >= need.globalLsn;
  if (have.form === "simple") return false;
  if (have.version !== need.version) return have.version > need.version;
  if (have.globalLsn < need.globalLsn) return false;
  for (const [region, lsn] of need.regions) {
    const there = have.regions.get(region);
    if (there === undefined || there < lsn) return false;
  }
  return true;
}

function orderOfNumbers(a: bigint, b: bigint): PartOrder {
  return a === b ? "equal" : a < b ? "older" : "newer";
}

/** A simple part knows neither version nor regions, so it never outranks a vector. */
function orderAgainstSimple(vector: VectorPart, simpleLsn: bigint): PartOrder {
  return vector.globalLsn >= simpleLsn ? "newer" : "concurrent";
}

function mirrored(order: PartOrder): PartOrder {
  return order === "older" ? "newer" : order === "newer" ? "older" : order;
}

function orderOfRegions(a: VectorPart, b: VectorPart): PartOrder {
  let newer = false;
  let older = false;
  for (const [region, lsn] of a.regions) {
    const other = b.regions.get(region);
    if (other === undefined || lsn > other) newer = true;
    else if (lsn < other) older = true;
  }
  for (const region of b.regions.keys()) {
    if (!a.regions.has(region)) older = true;
  }
  return joined(newer, older);
}

/** The order of two things of which each may be newer somewhere. */
export function joined(newer: boolean, older: boolean): PartOrder {
  if (newer && older) return "concurrent";
  return newer ? "newer" : older ? "older" : "equal";
}
