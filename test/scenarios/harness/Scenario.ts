import type { LabConfig } from "../../../lab/src/readConfig.ts";
import type { Lab } from "../../../lab/src/index.ts";

/** A pair of programs, and what is expected of them. Stands in `programs/NAME/scenario.ts`. */
export interface Scenario {
  /** What goes wrong, or is right, in one sentence. */
  readonly expects: string;
  /** What must be there before the programs start. */
  readonly config: LabConfig;
  /**
   * Before the lag is on and the programs start: items that the programs find. They are at every
   * replica.
   */
  readonly seed?: (lab: Lab) => Promise<void>;
  /** Once the lag is on, before the programs start. */
  readonly prepare?: (lab: Lab) => Promise<void> | void;
  /**
   * What is done to the lab while the programs run; it is waited for. Left out: the producer starts
   * when the consumer is there.
   */
  readonly play?: (play: Play) => Promise<void>;
  /** What the reads of the consumer are, as written. */
  readonly reads: readonly ExpectedRead[];
  /** Why a disagreement is none. At most three scenarios may have this. */
  readonly exempt?: string;
  /** Another answer than the carried token's is the point: what a mended read may end as, besides `fresh`. */
  readonly mendedMayBe?: readonly Seen[];
}

export interface ExpectedRead {
  /** File below the scenario's `src`, without its ending. */
  readonly file: string;
  /** `item.read`, `items.query`, as the rules call it. */
  readonly call: string;
  readonly says: Says;
  /** At least one of the read's answers in the lab. */
  readonly sees: Seen;
}

/** What the rules say of a read. */
export type Says = "protected" | "unprotected" | "unknown" | "unseen";

/** A verdict of the lab, or `none`: the read never ran. */
export type Seen =
  | "foreign"
  | "refused"
  | "downgraded"
  | "stale"
  | "lucky"
  | "fresh"
  | "unprotected"
  | "unknown"
  | "none";

export interface Play {
  readonly lab: Lab;
  /** Starts `producer.ts` (or `.js`, or another one) and waits until it has ended well. */
  readonly produce: (program?: string) => Promise<void>;
  /** Waits until no message is left in any queue or subscription. */
  readonly drained: () => Promise<void>;
}
