import type { Verdict } from "../sessionToken.ts";
import type { CosmosEvent, MessageEvent } from "./FlowEvent.ts";

/** A write, the message that speaks of it, its handler, and the reads that the handler reached. */
export interface Flow {
  /** Grows by one for each flow, for as long as the store lives. */
  readonly n: number;
  /** The flow whose handler sent this one's message. */
  parent: Flow | undefined;
  /** `n` of the first flow of the saga; its own for one that nobody sent on. */
  root: number;
  depth: number;
  /** Milliseconds since 1970, of the first thing seen of it. */
  time: number;
  /** Writes that the message speaks of. */
  readonly writes: CosmosEvent[];
  /** Writes that its handler made. */
  readonly handlerWrites: CosmosEvent[];
  message: MessageHop | undefined;
  readonly reads: JudgedRead[];
  /** Of its worst read; none while there is no read. */
  verdict: Verdict | undefined;
  /** In lower case, for the filter: everything that a person would search for. */
  text: string;
  bytes: number;
  /** It fell out of the store, or was joined to another flow. */
  isGone: boolean;
}

/** One message in one queue or subscription, with all that was seen of it. */
export interface MessageHop {
  readonly entity: string;
  subscription: string | undefined;
  /** A name of ours until somebody says the id that the broker gave it. */
  messageId: string;
  sent: MessageEvent | undefined;
  /** The last delivery. */
  delivered: MessageEvent | undefined;
  settled: MessageEvent | undefined;
  peeked: MessageEvent | undefined;
  deliveryCount: number;
  /** A later peek saw it no more: somebody took it. */
  taken: MessageEvent | undefined;
}

export interface JudgedRead {
  event: CosmosEvent;
  verdict: Verdict;
  /** One plain sentence, from session-token, or as the observer said it. */
  reason: string;
  required: string | undefined;
  lagLsn: number | undefined;
}

/** What hurts most stands first. */
export const severity: readonly Verdict[] = [
  "foreign",
  "downgraded",
  "stale",
  "refused",
  "unprotected",
  "lucky",
  "unknown",
  "fresh",
];

/** Verdicts that mean: old or wrong data reached the program. */
export const wrong: ReadonlySet<Verdict> = new Set([
  "foreign",
  "downgraded",
  "stale",
]);

/** With more evidence these may become something else. */
export const openVerdicts: ReadonlySet<Verdict> = new Set([
  "unknown",
  "unprotected",
]);

export function worstOf(reads: readonly JudgedRead[]): JudgedRead | undefined {
  let worst: JudgedRead | undefined;
  for (const read of reads) {
    if (
      worst === undefined ||
      severity.indexOf(read.verdict) < severity.indexOf(worst.verdict)
    ) {
      worst = read;
    }
  }
  return worst;
}
