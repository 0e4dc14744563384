import {
  verdict,
  type Verdict,
  type VerdictWithReason,
} from "../sessionToken.ts";
import { clientOf } from "./clientOf.ts";
import { findRequired, type Required } from "./findRequired.ts";
import { isoTime } from "./isoTime.ts";
import { KnownMessages } from "./KnownMessages.ts";
import { KnownWrites } from "./KnownWrites.ts";
import type { Log } from "./Log.ts";
import type { LogEntry } from "./LogEntry.ts";
import type {
  CosmosAttempt,
  Observer,
  ServiceBusEvent,
} from "./observation.ts";
import { Repetitions, type Repetition } from "./Repetitions.ts";
import { ServedRanges } from "./ServedRanges.ts";
import { spokenOf, type Spoken } from "./spokenOf.ts";
import { restrict } from "./tokenParts.ts";
import { VerdictCounts } from "./VerdictCounts.ts";

export interface LogObserver extends Observer {
  /** How many reads came out how; the SDK's repetitions of a read count as that read. */
  counts(): Readonly<Partial<Record<Verdict, number>>>;
  position(): number;
  /** As after the start, but for the numbers of the log. */
  clear(): void;
}

export interface ObserverOptions {
  readonly log: Log;
  /** How many writes, and how many messages, are remembered. */
  readonly capacity?: number;
}

/** Joins what the gateway and the broker report, judges each read, and writes the log. */
export function createObserver({
  log,
  capacity = 50_000,
}: ObserverOptions): LogObserver {
  const writes = new KnownWrites(capacity);
  const messages = new KnownMessages(capacity);
  const served = new ServedRanges();
  const repetitions = new Repetitions();
  const counts = new VerdictCounts();

  function cosmos(attempt: CosmosAttempt): void {
    if (attempt.container !== undefined && attempt.served !== undefined) {
      served.add(attempt.container, attempt.served);
    }
    const repetition = repetitions.take(attempt);
    const sent = repetition?.dropped ?? attempt.sent;
    const judged = isAnsweredRead(attempt)
      ? judge(attempt, sent, repetition)
      : undefined;
    const { n } = log.append(describe(attempt, sent, repetition, judged));
    counts.add(n, judged?.verdict, repetition?.of);
    if (attempt.status === 404 && attempt.subStatus === 1002) {
      repetitions.refuse(attempt, n, sent);
    }
    for (const { token, ...item } of attempt.written) {
      const { container, connection } = attempt;
      if (container === undefined) continue;
      writes.add({ container, item, token, connection });
    }
  }

  function judge(
    attempt: CosmosAttempt,
    sent: string | undefined,
    repetition: Repetition | undefined,
  ): Judged {
    const { container, ranges, parents, lagMs, status, subStatus } = attempt;
    const found = findRequired(attempt, sent, messages);
    const foreign =
      sent !== undefined &&
      (attempt.foreign === true ||
        (container !== undefined && served.isForeign(container, sent)));
    const judged = verdict({
      required: found?.required,
      // The client's own token names each range that it touched; the others are not asked for here.
      sent: sent && (restrict(sent, ranges, parents) ?? sent),
      served: attempt.served,
      status,
      subStatus,
      dropped: repetition?.dropped !== undefined,
      foreign,
      parents,
      lagMs,
    });
    return { ...judged, found };
  }

  function serviceBus(event: ServiceBusEvent): void {
    let spoken: Spoken | undefined;
    if (sending.has(event.operation) && event.content !== undefined) {
      spoken = spokenOf(event, event.content(), writes);
      messages.send(event, spoken);
    } else if (delivering.has(event.operation)) {
      ({ spoken } = messages.deliver(event, () => readSpoken(event)));
    } else if (settling.has(event.operation)) {
      messages.settle(event);
    }
    log.append(describeMessage(event, spoken));
  }

  function readSpoken(event: ServiceBusEvent): Spoken {
    const content = event.content?.();
    return content === undefined
      ? { writes: [], carried: [], traceparent: undefined }
      : spokenOf(event, content, writes);
  }

  return {
    cosmos,
    serviceBus,
    position: () => log.last,
    counts: () => counts.byVerdict,
    clear() {
      for (const part of [writes, messages, served, repetitions, counts, log]) {
        part.clear();
      }
    },
  };
}

/** Operations of `ServiceBusEvent`, by what they mean for a message. */
const sending = new Set(["send", "schedule"]);
const delivering = new Set(["deliver", "receiveDeferred"]);
const settling = new Set([
  "complete",
  "abandon",
  "defer",
  "deadLetter",
  "maxDeliveryCount",
  "lockExpired",
  "expire",
]);

/**
 * A read that got an answer about data, or none because of its token; not one that was throttled,
 * refused as wrong, or had no container. A batch with reads among its writes is judged for them.
 */
function isAnsweredRead(attempt: CosmosAttempt): boolean {
  const { kind, status, subStatus, served, foreign, concerns } = attempt;
  if (kind !== "read" && concerns === undefined) return false;
  if (status < 400 || foreign === true) return true;
  return status === 404 && (served !== undefined || subStatus === 1002);
}

interface Judged extends VerdictWithReason {
  readonly found: Required | undefined;
}

// Both name every field, in one order, so that all lines have one shape for the engine.

function describe(
  attempt: CosmosAttempt,
  sent: string | undefined,
  repetition: Repetition | undefined,
  judged: Judged | undefined,
): Omit<LogEntry, "n"> {
  return {
    time: isoTime(attempt.time),
    service: "cosmos",
    operation: attempt.operation,
    kind: attempt.kind === "other" ? undefined : attempt.kind,
    container: attempt.container,
    itemId: attempt.itemId,
    partitionKey: attempt.partitionKey,
    messageId: judged?.found?.messageId,
    required: judged?.found?.required,
    sent,
    served: attempt.served,
    status: attempt.status,
    subStatus: attempt.subStatus,
    dropped: repetition?.dropped === undefined ? undefined : true,
    retryOf: repetition?.of,
    joinedBy: judged?.found?.joinedBy,
    verdict: judged?.verdict,
    reason: judged?.reason,
    client: clientOf(attempt),
    after: attempt.after,
    connection: attempt.connection,
    traceparent: attempt.traceparent,
    etag: attempt.etag,
    activityId: attempt.activityId,
    parents: judged && attempt.parents,
    region: attempt.region,
    replica: attempt.replica,
    lagMs: attempt.lagMs,
    lagLsn: judged?.lagLsn === undefined ? undefined : Number(judged.lagLsn),
    requestCharge: attempt.requestCharge,
    durationMs: attempt.durationMs,
    callSite: attempt.callSite,
  };
}

function describeMessage(
  event: ServiceBusEvent,
  spoken: Spoken | undefined,
): Omit<LogEntry, "n"> {
  return {
    time: isoTime(event.time),
    service: "servicebus",
    operation: event.operation,
    entity: event.entity,
    messageId: event.messageId,
    sequenceNumber: event.sequenceNumber?.toString(),
    deliveryCount: event.deliveryCount,
    sessionId: event.sessionId,
    carried: spoken?.carried.length ? spoken.carried.join() : undefined,
    condition: event.condition,
    connection: event.connection,
    traceparent: spoken?.traceparent,
  };
}
