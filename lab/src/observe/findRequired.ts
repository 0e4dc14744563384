import { covers, merge } from "../sessionToken.ts";
import type { KnownMessages, SpokenDelivery } from "./KnownMessages.ts";
import type { JoinedBy } from "./LogEntry.ts";
import type { CosmosAttempt } from "./observation.ts";
import { parseTraceparent } from "./spokenOf.ts";
import { restrict } from "./tokenParts.ts";

export interface Required {
  /** For the ranges of the read. */
  readonly required: string;
  readonly joinedBy: JoinedBy;
  readonly messageId: string | undefined;
}

/**
 * What a read had to see, by the messages that were delivered: the newest write to its item (to the
 * items that a query could return) that one of them speaks of, and what the token sent asks for.
 *
 * Nothing on the wire says for which message a handler reads. It is, as far as one of these is there:
 * a message of the same trace; one that is not settled yet; one whose own token the read sent.
 *
 * @param sent the token that the read asked with, also when the SDK dropped it on the way
 * @returns `undefined` when no message speaks of what was read
 */
export function findRequired(
  attempt: CosmosAttempt,
  sent: string | undefined,
  messages: KnownMessages,
): Required | undefined {
  const all = candidates(attempt, messages);
  if (all.length === 0) return undefined;

  const { traceId } = parseTraceparent(attempt.traceparent) ?? {};
  const ofTrace = all.filter(
    ({ delivery }) =>
      traceId !== undefined &&
      parseTraceparent(delivery.spoken.traceparent)?.traceId === traceId,
  );
  const traced = ofTrace.length > 0;
  const open = traced ? ofTrace : preferActive(all);
  const asked =
    sent === undefined ? [] : open.filter((one) => asksForIt(sent, one));
  const meant = asked.length > 0 ? asked : open;

  const { ranges, parents } = attempt;
  const tokens = meant.map(({ write }) =>
    restrict(write.token, ranges, parents),
  );
  const own = sent && restrict(sent, ranges, parents);
  const required = merge(...tokens, own);
  if (required === undefined) return undefined;
  const last = meant.at(-1)!;
  return {
    required,
    joinedBy: traced
      ? "trace"
      : asked.length > 0
        ? "token"
        : last.write.foundBy,
    messageId: last.delivery.messageId,
  };
}

function candidates(
  attempt: CosmosAttempt,
  messages: KnownMessages,
): SpokenDelivery[] {
  const { container, itemId, partitionKey, concerns } = attempt;
  if (container === undefined) return [];
  if (itemId !== undefined && partitionKey !== undefined) {
    return messages.speakingOf(container, { id: itemId, partitionKey });
  }
  if (concerns === undefined) return [];
  return messages.speakingOfAny(container, concerns);
}

function preferActive(all: readonly SpokenDelivery[]): SpokenDelivery[] {
  const active = all.filter(({ delivery }) => delivery.isActive);
  return active.length > 0 ? active : [...all];
}

/** The read sent the token that the message carries for the write, or a newer one. */
function asksForIt(sent: string, { delivery, write }: SpokenDelivery): boolean {
  return (
    delivery.spoken.carried.length > 0 &&
    delivery.spoken.carried.some((token) => coversSafely(token, write.token)) &&
    coversSafely(sent, write.token)
  );
}

/** Splits: a token of the parent does not cover one of the child, nor the other way round. */
function coversSafely(have: string, need: string): boolean {
  try {
    return covers(have, need);
  } catch {
    return false;
  }
}
