import { judgeAgain } from "../../../instrumentation/src/flow/judgeAgain.ts";
import type { LogEntry } from "../../../lab/src/index.ts";
import type { ReportedSpan } from "./startCollector.ts";

/** A read with the verdicts of both. */
export interface ComparedRead {
  readonly read: string;
  readonly lab: string;
  /** `missing`: the preload did not report it. */
  readonly preload: string;
  /** With what the other processes reported, as a receiver of all of them has it. */
  readonly joined: string;
  readonly isInSubscribeHandler: boolean;
  readonly reason: string;
}

/** Reads of the lab's log, without attempts that the SDK repeated. */
export function readsOf(log: readonly LogEntry[]): LogEntry[] {
  const repeated = new Set(log.map(({ retryOf }) => retryOf));
  return log.filter(
    ({ n, kind, verdict }) =>
      kind === "read" && verdict !== undefined && !repeated.has(n),
  );
}

export function readSpansOf(spans: readonly ReportedSpan[]): ReportedSpan[] {
  return spans.filter(
    ({ fields }) => fields["cosmos_session.verdict"] !== undefined,
  );
}

/** Joins both by all that both saw of a read. */
export function compareVerdicts(
  log: readonly LogEntry[],
  spans: readonly ReportedSpan[],
): ComparedRead[] {
  const handlers = new Set(
    spans
      .filter(({ name }) => name.startsWith("process "))
      .map(({ spanId }) => spanId),
  );
  const again = judgeAgain(spans);
  const waiting = readSpansOf(spans);
  return readsOf(log).map((entry) => {
    const key = keyOfEntry(entry);
    const same = waiting.filter((span) => keyOfSpan(span) === key);
    const span =
      same.find(
        ({ fields }) => fields["cosmos_session.verdict"] === entry.verdict,
      ) ?? same[0];
    if (span !== undefined) waiting.splice(waiting.indexOf(span), 1);
    const preload = String(span?.fields["cosmos_session.verdict"] ?? "missing");
    return {
      read: key,
      lab: entry.verdict!,
      preload,
      joined: again.get(span?.spanId ?? "")?.verdict ?? preload,
      isInSubscribeHandler:
        span?.parentSpanId !== undefined && handlers.has(span.parentSpanId),
      reason: String(span?.fields["cosmos_session.reason"] ?? ""),
    };
  });
}

function keyOfEntry(entry: LogEntry): string {
  const { operation, container, itemId, partitionKey, status } = entry;
  return [
    [operation, container, itemId, partitionKey, status],
    ["sent", entry.sent, "served", entry.served],
  ]
    .flat()
    .join(" ");
}

function keyOfSpan({ fields }: ReportedSpan): string {
  const of = (name: string) => fields[`cosmos_session.${name}`];
  return [
    fields["db.operation.name"],
    of("container"),
    of("item.id"),
    of("partition_key"),
    fields["db.response.status_code"],
    "sent",
    of("token.sent"),
    "served",
    of("token.served"),
  ].join(" ");
}
