// What the gateway and the broker tell an observer of each operation. It is data of one process: of
// what it holds, the log and the spans show ids, tokens and outcomes, never bodies or keys.

export interface Observer {
  cosmos(attempt: CosmosAttempt): void;
  serviceBus(event: ServiceBusEvent): void;
  /** Number of the newest line of the log. A request notes it as it comes in (`after`). */
  position?(): number;
}

/** An item as a container knows it. */
export interface ItemKey {
  readonly id: string;
  /** The partition key as JSON array, as in the header: `["t1","u1"]`. */
  readonly partitionKey: string;
}

/** One request on the wire with its answer. The SDK's retries are attempts of their own. */
export interface CosmosAttempt {
  readonly time: number;
  /** `item.read`, `items.query`, `items.create`, `items.batch`, `container.read`, `account.read`, ... */
  readonly operation: string;
  /** `read` and `write` as in the project's terms; all else (metadata, query plans) is `other`. */
  readonly kind: "read" | "write" | "other";
  readonly method: string;
  /** Path of the request, by which an attempt and its repetition are known to be about the same. */
  readonly path: string;
  /** Numbered per lab; an SDK repeats an attempt on the connection of the first. */
  readonly connection: number;
  /** `database/container` */
  readonly container?: string;
  readonly itemId?: string;
  readonly partitionKey?: string;
  /** Partition key ranges that the request was about. */
  readonly ranges: readonly string[];
  readonly sent?: string;
  readonly served?: string;
  readonly status: number;
  readonly subStatus?: number;
  readonly requestCharge?: number;
  readonly durationMs: number;
  readonly region?: string;
  readonly replica?: string;
  /** How far the replica that answered was behind the primary, in time. */
  readonly lagMs?: number;
  /** The token sent names a range that never was in this container, or is no token at all. */
  readonly foreign?: boolean;
  /** For each range that came of a split, its parents. */
  readonly parents?: Readonly<Record<string, readonly string[]>>;
  /** Acknowledged changes of this attempt, each with the token of its one range. */
  readonly written: readonly (ItemKey & { readonly token: string })[];
  /**
   * For a read, and for a batch with reads in it: whether the newest state of the item is one that
   * the read asks for.
   */
  readonly concerns?: (item: ItemKey) => boolean;
  /** W3C traceparent of the request, if it bore one. */
  readonly traceparent?: string;
  /** As the request bore it, so that a client with a `userAgentSuffix` is known by it. */
  readonly userAgent?: string;
  /** `file:line` of the program, where the preload told it. */
  readonly callSite?: string;
  /** `Observer.position()` when the request came in. */
  readonly after?: number | undefined;
  /** `x-ms-activity-id` of the answer; unique for as long as the lab runs. */
  readonly activityId?: string;
  /** Of the one item that was read or written. */
  readonly etag?: string | undefined;
}

export interface ServiceBusEvent {
  readonly time: number;
  /** `send`, `schedule`, `deliver`, `complete`, `abandon`, `defer`, `deadLetter`, `peek`, `renewLock`, `expire`, ... */
  readonly operation: string;
  /** `orders`, `topic/Subscriptions/sub`, with `/$DeadLetterQueue` for that one. */
  readonly entity: string;
  readonly connection: number;
  readonly messageId?: string;
  readonly sequenceNumber?: bigint;
  readonly deliveryCount?: number;
  readonly sessionId?: string;
  /** AMQP condition of a failure. */
  readonly condition?: string;
  /** What the message says, decoded when asked for. */
  readonly content?: () => MessageContent;
}

export interface MessageContent {
  readonly applicationProperties: Readonly<Record<string, unknown>>;
  /** Parsed JSON where it is JSON, else text or bytes. */
  readonly body: unknown;
}
