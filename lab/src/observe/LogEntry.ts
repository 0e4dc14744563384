import type { Verdict } from "../sessionToken.ts";

/**
 * One line of the log: one attempt on the wire of Cosmos DB, or one thing that happened to a message.
 * It bears ids, tokens and outcomes; never a body, a key or a query.
 */
export interface LogEntry {
  /** Grows by one for each line, for as long as the lab runs. */
  readonly n: number;
  /** ISO 8601, when it came in. */
  readonly time: string;
  readonly service: "cosmos" | "servicebus";
  /** As in `CosmosAttempt` and `ServiceBusEvent`: `item.read`, `deliver`. */
  readonly operation: string;
  readonly kind?: "read" | "write" | undefined;
  /** `database/container` */
  readonly container?: string | undefined;
  /** `orders`, `topic/Subscriptions/sub` */
  readonly entity?: string | undefined;
  readonly itemId?: string | undefined;
  /** As JSON: `["t1"]`. */
  readonly partitionKey?: string | undefined;
  readonly messageId?: string | undefined;
  /** What a read had to see; left out where nothing says so. */
  readonly required?: string | undefined;
  /** The token that the request bore; of a repetition without token, the one that was dropped. */
  readonly sent?: string | undefined;
  readonly served?: string | undefined;
  readonly status?: number | undefined;
  readonly subStatus?: number | undefined;
  readonly dropped?: true | undefined;
  /** The line of the attempt that this one repeats. */
  readonly retryOf?: number | undefined;
  /** How `required` was found. */
  readonly joinedBy?: JoinedBy | undefined;
  readonly verdict?: Verdict | undefined;
  /** The verdict as a sentence, with its numbers. */
  readonly reason?: string | undefined;

  /** Whose operation it is, for `check`: the suffix of the user agent, else the connection. */
  readonly client?: string | undefined;
  /**
   * The last line of the log as the request came in. What stands up to there had been answered
   * before this operation began.
   */
  readonly after?: number | undefined;
  readonly connection: number;
  /** W3C, of the request, or of a property of the message. */
  readonly traceparent?: string | undefined;
  readonly etag?: string | undefined;
  /** `x-ms-activity-id` of the answer, by which the program's side knows the same attempt. */
  readonly activityId?: string | undefined;
  /** For each range that came of a split, its parents; where it matters to `served`. */
  readonly parents?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly region?: string | undefined;
  readonly replica?: string | undefined;
  readonly lagMs?: number | undefined;
  readonly lagLsn?: number | undefined;
  readonly requestCharge?: number | undefined;
  readonly durationMs?: number | undefined;
  /** `file:line` of the program, where it was started with the preload (run/README.md). */
  readonly callSite?: string | undefined;

  readonly sequenceNumber?: string | undefined;
  readonly deliveryCount?: number | undefined;
  /** Of Service Bus; no session token. */
  readonly sessionId?: string | undefined;
  readonly condition?: string | undefined;
  /** The session tokens that a message carries, joined where there are several. */
  readonly carried?: string | undefined;
}

export type JoinedBy = "token" | "itemId" | "trace";
