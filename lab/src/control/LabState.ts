import type { BrokerState } from "../broker/Broker.ts";
import type { CosmosState } from "../gateway/Gateway.ts";
import type { Verdict } from "../sessionToken.ts";

/** Answer of `GET /state`. */
export interface LabState {
  readonly cosmos: CosmosState;
  readonly serviceBus: BrokerState;
  /** How many reads came out how. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly log: {
    /** Number of the newest line. */
    readonly last: number;
  };
  /** What was asked for and is not there, with how often. */
  readonly unknownOperations: Readonly<Record<string, number>>;
}
