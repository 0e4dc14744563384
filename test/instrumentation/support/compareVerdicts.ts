import { FlowStore } from "../../../extension/src/flows/FlowStore.ts";
import { decodeJson } from "../../../extension/src/sources/otlp/decodeJson.ts";
import { readSpans } from "../../../extension/src/sources/otlp/readSpans.ts";
import type { LogEntry } from "../../../lab/src/index.ts";
import type { Collector, ReportedSpan } from "./startCollector.ts";

/** A read with the verdicts of both. */
export interface ComparedRead {
  readonly read: string;
  readonly lab: string;
  /** `missing`: the preload did not report it. */
  readonly preload: string;
  /** With what the other processes reported: what the panel shows. */
  readonly joined: string;
  readonly isInSubscribeHandler: boolean;
  readonly reason: string;
}

/** What the lab judged: reads, and batches that read and write; without attempts that the SDK repeated. */
export function readsOf(log: readonly LogEntry[]): LogEntry[] {
  const repeated = new Set(log.map(({ retryOf }) => retryOf));
  return log.filter(
    ({ n, verdict }) => verdict !== undefined && !repeated.has(n),
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
  { spans, bodies }: Pick<Collector, "spans" | "bodies">,
): ComparedRead[] {
  const handlers = new Set(
    spans
      .filter(({ name }) => name.startsWith("process "))
      .map(({ spanId }) => spanId),
  );
  const shown = shownByPanel(bodies);
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
      joined: shown.get(span?.spanId ?? "") ?? preload,
      isInSubscribeHandler:
        span?.parentSpanId !== undefined && handlers.has(span.parentSpanId),
      reason: String(span?.fields["cosmos_session.reason"] ?? ""),
    };
  });
}

/** Verdicts by span, where the panel gets these requests. */
function shownByPanel(bodies: readonly string[]): ReadonlyMap<string, string> {
  const store = new FlowStore();
  for (const body of bodies) {
    for (const event of readSpans(decodeJson(body))) store.add(event);
  }
  const verdicts = new Map<string, string>();
  for (const { reads } of store.all()) {
    for (const { event, verdict } of reads) {
      if (event.span !== undefined) verdicts.set(event.span.spanId, verdict);
    }
  }
  return verdicts;
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
