import type { LabConfig } from "../../../lab/src/readConfig.ts";
import type { Lab } from "../../../lab/src/index.ts";

/** A pair of programs, and what is expected of them. Stands in `programs/NAME/scenario.ts`. */
export interface Scenario {
  /** What goes wrong, or is right, in one sentence. */
  readonly expects: string;
  /** What must be there before the programs start. */
  readonly config: LabConfig;
  /** A producer of `programs/common/src/`; left out: the scenario has a `producer` of its own. */
  readonly producer?: string;
  /**
   * The producer of `programs/common/src/` that the mended consumer runs with, where the one before
   * carries no token: consumers are rolled out first.
   */
  readonly laterProducer?: string;
  /** The consumer is Azure Functions: `consumer` registers handlers, or folders hold a `function.json`. */
  readonly host?: "functions";
  /**
   * Before the lag is on and the programs start: items that the programs find. They are at every
   * replica.
   */
  readonly seed?: (lab: Lab) => Promise<void>;
  /** When each program starts, and what is done to the lab. Left out: the consumer, then the producer. */
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
  /**
   * The file, without its ending, where a rule reports the mistake that makes this read wrong: a
   * token that was lost before the message was sent. The read itself is as it should be.
   */
  readonly lostIn?: string;
  /** The rule that will report this read, which does not exist yet. What the lab saw is recorded. */
  readonly ruleToCome?: string;
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
  /** Starts the consumer. */
  readonly consume: () => void;
  /** Starts the producer and waits until it has ended well. */
  readonly produce: () => Promise<void>;
  /** Waits until the log has such a line, so that the moment is the same on every machine. */
  readonly until: (
    what: string,
    holds: (log: ReturnType<Lab["log"]>) => boolean,
  ) => Promise<void>;
}
