import type { VerdictWithReason } from "../sessionToken.ts";
import type { Delivery } from "./Delivery.ts";
import { judge } from "./judge.ts";
import type { Write } from "./Write.ts";

/** What is needed of a reported span. */
export interface Reported {
  readonly spanId: string;
  readonly parentSpanId?: string | undefined;
  readonly startTimeUnixNano: string;
  /** Tells the process that reported it from others. */
  readonly process: string;
  /** Attributes by name. */
  readonly fields: Readonly<Record<string, string | number | undefined>>;
}

/**
 * What several processes know together: the one that sent a message wrote what it speaks of, which the
 * one that handles it cannot see when the message carries no token. Reads that their process could
 * not judge (`unprotected`, `unknown`) are judged again, with the writes of the message's sender.
 *
 * @returns the new verdicts, by span
 */
export function judgeAgain(
  spans: readonly Reported[],
): ReadonlyMap<string, VerdictWithReason> {
  const sent = new Map<string, Write[]>();
  for (const { fields } of spans) {
    const writes = fields["cosmos_session.message.writes"];
    if (typeof writes !== "string") continue;
    for (const key of messageKeys(fields)) {
      sent.set(key, JSON.parse(writes) as Write[]);
    }
  }
  const deliveries = spans.flatMap((span) => readDelivery(span, sent) ?? []);
  const verdicts = new Map<string, VerdictWithReason>();
  for (const span of spans) {
    const verdict = span.fields["cosmos_session.verdict"];
    if (verdict !== "unprotected" && verdict !== "unknown") continue;
    verdicts.set(span.spanId, judgeRead(span, deliveries));
  }
  return verdicts;
}

interface Received extends Delivery {
  readonly process: string;
  readonly startTime: string;
}

function readDelivery(
  { fields, ...span }: Reported,
  sent: ReadonlyMap<string, Write[]>,
): Received | undefined {
  const operation = fields["messaging.operation.type"];
  if (operation !== "process" && operation !== "receive") return undefined;
  const known = messageKeys(fields).find((key) => sent.has(key));
  return {
    entity: String(fields["messaging.destination.name"]),
    messageId: textOf(fields["cosmos_session.message.id"]),
    content: { names: new Set(), carried: [] },
    writes: known === undefined ? [] : sent.get(known)!,
    span: { traceId: "", spanId: span.spanId },
    isActive: true,
    process: span.process,
    startTime: span.startTimeUnixNano,
  };
}

/** By id, and by the digest of the body for messages to which the broker gives their id. */
function messageKeys(fields: Reported["fields"]): string[] {
  const destination = String(fields["messaging.destination.name"]);
  return ["cosmos_session.message.id", "cosmos_session.message.digest"]
    .map((name) => fields[name])
    .filter((mark) => mark !== undefined)
    .map((mark) => `${destination}\0${mark}`);
}

function judgeRead(
  { fields, parentSpanId, process, startTimeUnixNano }: Reported,
  deliveries: readonly Received[],
): VerdictWithReason {
  const context = deliveries.filter(({ span }) => span.spanId === parentSpanId);
  const sent = textOf(fields["cosmos_session.token.sent"]);
  return judge(
    {
      container: String(fields["cosmos_session.container"]),
      partitionKey: textOf(fields["cosmos_session.partition_key"]),
      itemId: textOf(fields["cosmos_session.item.id"]),
      sent,
      dropped: false,
      served: textOf(fields["cosmos_session.token.served"]),
      status: Number(fields["db.response.status_code"]),
    },
    {
      context: context.length > 0 ? context : undefined,
      recent: () =>
        deliveries.filter(
          (one) => one.process === process && one.startTime < startTimeUnixNano,
        ),
      isForeign: () => false,
      isOwn: () => false,
      parents: undefined,
      ownWrites: [],
      hasSeveralContainers: true,
    },
  );
}

function textOf(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
