/** One operation of a history, as far as session guarantees ask for it. */
export interface Operation {
  /** Its place in the log. A higher one was answered later. */
  readonly n: number;
  /** Whose it is. */
  readonly session: string;
  readonly kind: "read" | "write";
  /** Container, partition key and id; of a query, which reads all of its ranges, `undefined`. */
  readonly item: string | undefined;
  readonly container: string;
  /** The states that it was answered from, or that it made: one for each range. */
  readonly states: readonly State[];
  /**
   * Of a read: the state that the write had made whose data came back. It says more than the states
   * of the answer, which the answer only claims.
   */
  readonly seen?: State | undefined;
  /** What stands in the log up to here had been answered before this began. */
  readonly after: number;
  /** The line of the log, for whoever reads the result. */
  readonly line: number;
}

/** How far a range is. States of one range, and of what it was split into, have an order. */
export interface State {
  readonly range: string;
  /** Grows with each failover, and counts before the LSN. */
  readonly version: bigint;
  readonly lsn: bigint;
}

export function isBefore(a: State, b: State): boolean {
  return a.version < b.version || (a.version === b.version && a.lsn < b.lsn);
}

export const guarantees = [
  "read your writes",
  "monotonic reads",
  "monotonic writes",
  "writes follow reads",
] as const;

export type Guarantee = (typeof guarantees)[number];

/** Two operations of one session that show that a guarantee does not hold. */
export interface Violation {
  readonly guarantee: Guarantee;
  readonly earlier: Operation;
  readonly later: Operation;
  readonly earlierState: State;
  readonly laterState: State;
  /** The states are those of the data, not those that the answers claim. */
  readonly isByData: boolean;
}
