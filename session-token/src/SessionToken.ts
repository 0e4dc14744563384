/**
 * One partition key range's part of a token, `pkRangeId:version#globalLsn#region=localLsn...`.
 * All numbers are 64-bit integers on the service's side, hence `bigint`.
 */
export interface VectorPart {
  readonly form: "vector";
  /** Partition key range id, e.g. `"0"`. Kept as text: it is a name, not a quantity. */
  readonly rangeId: string;
  /** Configuration number of the partition; grows when its set of regions changes. May be -1. */
  readonly version: bigint;
  readonly globalLsn: bigint;
  /** Local LSN of each region by region id, in the order of the text. */
  readonly regions: ReadonlyMap<number, bigint>;
}

/** The old form `pkRangeId:lsn`, which only old SDKs wrote (.NET SDK v1). */
export interface SimplePart {
  readonly form: "simple";
  readonly rangeId: string;
  readonly globalLsn: bigint;
}

export type TokenPart = VectorPart | SimplePart;

/** A parsed session token: one part for each partition key range, in the order of the text. */
export interface SessionToken {
  readonly parts: readonly TokenPart[];
}
