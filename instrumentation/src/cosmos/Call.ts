import type { HandlerContext } from "../Context.ts";
import type { CosmosRequest } from "./describeRequest.ts";

/** One attempt on the wire, with its answer. */
export interface Attempt {
  readonly request: CosmosRequest;
  readonly startMs: number;
  readonly endMs: number;
  readonly status: number;
  readonly subStatus: number | undefined;
  readonly served: string | undefined;
  readonly charge: number | undefined;
  readonly activityId: string | undefined;
  readonly lsn: string | undefined;
  readonly host: string | undefined;
  /** `file:line` */
  readonly callSite: string | undefined;
  readonly handler: HandlerContext | undefined;
  /** The connection: the SDK repeats an attempt on that of the first. */
  readonly socket: object | undefined;
}
