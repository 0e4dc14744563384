import type { Verdict } from "../sessionToken.ts";

/** What the sources report, whoever saw it: the lab, a traced program, a peek, a recording. */
export type FlowEvent = CosmosEvent | MessageEvent;

/** A span, as W3C and OTLP name it: 32 and 16 hexadecimal digits. */
export interface SpanRef {
  readonly traceId: string;
  readonly spanId: string;
}

interface Seen {
  /** Milliseconds since 1970, by the clock of the one that saw it. */
  readonly time: number;
  /** Which source reported it: `otlp:billing`, `lab`, `peek:orders-dev`. */
  readonly source: string;
  /** `service.name` of the program; none where only the other side was seen. */
  readonly process?: string | undefined;
  readonly span?: SpanRef | undefined;
  readonly parentSpanId?: string | undefined;
  readonly links?: readonly SpanRef[] | undefined;
}

/** A call on a container: what changed items (write) or asked for them (read). */
export interface CosmosEvent extends Seen {
  readonly kind: "write" | "read";
  /** `item.read`, `items.query` */
  readonly operation: string;
  /** `database/container` */
  readonly container?: string | undefined;
  /** As JSON: `["t1"]`. */
  readonly partitionKey?: string | undefined;
  readonly itemId?: string | undefined;
  /** The message whose handler made the call, where the observer knows. */
  readonly messageId?: string | undefined;
  readonly status?: number | undefined;
  readonly subStatus?: number | undefined;
  readonly charge?: number | undefined;
  readonly durationMs?: number | undefined;
  readonly required?: string | undefined;
  readonly sent?: string | undefined;
  readonly tokenSource?: string | undefined;
  /** The token of the answer; of a write, its own. */
  readonly served?: string | undefined;
  /** The SDK dropped `sent` and asked again without it. */
  readonly dropped?: boolean | undefined;
  readonly verdict?: Verdict | undefined;
  readonly reason?: string | undefined;
  readonly lagLsn?: number | undefined;
  readonly lagMs?: number | undefined;
  readonly replica?: string | undefined;
  /** `file:line` of the program. */
  readonly callSite?: string | undefined;
  /** `x-ms-activity-id`: two observers of one call share it. */
  readonly requestId?: string | undefined;
  readonly attempts?: number | undefined;
}

/** Something that happened to a message, or a look at it. */
export interface MessageEvent extends Seen {
  /** `taken`: a later peek saw it no more. */
  readonly kind: "send" | "deliver" | "settle" | "peek" | "taken";
  /** Queue or topic. */
  readonly entity: string;
  readonly subscription?: string | undefined;
  readonly messageId: string;
  readonly carried?: readonly CarriedToken[] | undefined;
  /** What it speaks of, as far as its sender saw itself write it. */
  readonly writes?: readonly SpokenWrite[] | undefined;
  /** Of the body: tells messages apart to which only the broker gives an id. */
  readonly digest?: string | undefined;
  readonly deliveryCount?: number | undefined;
  /** `complete`, `abandon`, `defer`, `dead_letter` */
  readonly disposition?: string | undefined;
  /** The sender's span, from `Diagnostic-Id` or `traceparent`. */
  readonly sentBy?: SpanRef | undefined;
  readonly callSite?: string | undefined;
  readonly peeked?: PeekedMessage | undefined;
}

export interface CarriedToken {
  /**
   * As in the property's name behind `cosmosSessionToken_`: characters other than ASCII letters,
   * digits and `_` have become `_`. None for the plain name.
   */
  readonly container?: string | undefined;
  readonly token: string;
}

/** A write by the sender of a message, as the sender tells of it. */
export interface SpokenWrite {
  /** `database/container` */
  readonly container: string;
  /** As JSON; none for a call that wrote to many keys. */
  readonly partitionKey?: string | undefined;
  readonly itemId?: string | undefined;
  readonly token: string;
}

/** What a peek saw, bounded: see `readPeeked`. */
export interface PeekedMessage {
  /** A 64-bit number as text. */
  readonly sequenceNumber: string;
  readonly enqueuedTime?: number | undefined;
  readonly state?: string | undefined;
  readonly isDeadLetter: boolean;
  /** A session entity is peeked without a session: perhaps not all of it was seen. */
  readonly isPartial?: boolean | undefined;
  readonly deadLetterReason?: string | undefined;
  readonly deadLetterDescription?: string | undefined;
  readonly system: Readonly<Record<string, string>>;
  readonly application: Readonly<Record<string, string>>;
  readonly body?: PeekedBody | undefined;
}

export interface PeekedBody {
  readonly form: "json" | "text" | "bytes";
  /** JSON and text as they are, bytes as hexadecimal digits; cut at a limit. */
  readonly text: string;
  /** Before it was cut. */
  readonly size: number;
  readonly isCut: boolean;
}

export function isCosmos(event: FlowEvent): event is CosmosEvent {
  return event.kind === "read" || event.kind === "write";
}
