import { verdict } from "../sessionToken.ts";
import { openVerdicts, type Flow, type JudgedRead } from "./Flow.ts";
import type { CosmosEvent } from "./FlowEvent.ts";
import { carriedOf } from "./carried.ts";
import { carriedNameOf, mergeReadable, restrictTo } from "./tokens.ts";

/**
 * What its observer said of a read stands, as it saw more than the flow tells: the lab knows the
 * state of its replicas. What it left open, or nobody judged, is judged by what the flow carries.
 */
export function judgeRead(event: CosmosEvent, flow: Flow): JudgedRead {
  const told = event.verdict;
  if (told !== undefined && !openVerdicts.has(told)) {
    return {
      event,
      verdict: told,
      reason: event.reason ?? "",
      required: event.required,
      lagLsn: event.lagLsn,
    };
  }
  const required = requiredOf(event, flow);
  const judged = verdict({
    required,
    sent: event.sent,
    served: event.served,
    status: event.status,
    subStatus: event.subStatus,
    dropped: event.dropped,
    foreign: isForeign(event, flow),
    lagMs: event.lagMs,
  });
  return {
    event,
    verdict: judged.verdict,
    reason: judged.reason,
    required,
    lagLsn: judged.lagLsn === undefined ? undefined : Number(judged.lagLsn),
  };
}

/**
 * The merge of what the message carries for the read's container, of the writes that it speaks of,
 * and of what the same handler wrote or read there before; for the range of the answer.
 */
function requiredOf(event: CosmosEvent, flow: Flow): string | undefined {
  const { container } = event;
  if (container === undefined) return event.required;
  const isHere = (other: CosmosEvent): boolean => other.container === container;
  const carried = carriedFor(container, flow);
  const tokens = [
    event.required,
    ...(carried.length > 0 ? carried : spokenOf(event, flow)),
    ...flow.writes.filter(isHere).map(({ served }) => served),
    ...flow.handlerWrites
      .filter(
        (write) =>
          isHere(write) &&
          answeredAt(write) <= event.time &&
          !isOneCall(write, event),
      )
      .map(({ served }) => served),
    ...flow.reads
      .filter(
        (read) =>
          read.event !== event &&
          isHere(read.event) &&
          answeredAt(read.event) < event.time,
      )
      .map((read) => read.event.served),
  ];
  const token = mergeReadable(tokens);
  return token === undefined
    ? undefined
    : restrictTo(mergeReadable([token, event.sent]), event.served);
}

/** A plain token serves any container, unless the flow shows that it is another one's. */
export function carriedFor(container: string, flow: Flow): string[] {
  const name = carriedNameOf(container);
  return carriedOf(flow)
    .filter((carried) =>
      carried.container === undefined
        ? !isAnothers(carried.token, container, flow)
        : carried.container === name,
    )
    .map(({ token }) => token);
}

/** Of what the sender says that it wrote, what the read asks for. */
function spokenOf(event: CosmosEvent, flow: Flow): string[] {
  return [flow.message?.sent, flow.message?.delivered]
    .flatMap((seen) => seen?.writes ?? [])
    .filter(
      ({ container, partitionKey }) =>
        container === event.container &&
        (partitionKey === undefined ||
          event.partitionKey === undefined ||
          partitionKey === event.partitionKey),
    )
    .map(({ token }) => token);
}

function isForeign(event: CosmosEvent, flow: Flow): boolean {
  const { sent, container } = event;
  if (sent === undefined || container === undefined) return false;
  if (isAnothers(sent, container, flow)) return true;
  const name = carriedNameOf(container);
  const same = carriedOf(flow).filter(({ token }) => token === sent);
  return (
    same.length > 0 &&
    same.every((one) => one.container !== undefined && one.container !== name)
  );
}

function isAnothers(token: string, container: string, flow: Flow): boolean {
  const answered = [...flow.writes, ...flow.handlerWrites].filter(
    ({ served }) => served === token,
  );
  return (
    answered.length > 0 &&
    answered.every(
      (write) => write.container !== undefined && write.container !== container,
    )
  );
}

/** Case: a batch that reads and writes. */
function isOneCall(write: CosmosEvent, { span }: CosmosEvent): boolean {
  return span !== undefined && write.span?.spanId === span.spanId;
}

/** What runs at the same time as the read does not bind it. */
function answeredAt({ time, durationMs = 0 }: CosmosEvent): number {
  return time + durationMs;
}
