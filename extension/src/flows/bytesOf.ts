import type { Flow } from "./Flow.ts";
import type { CosmosEvent, MessageEvent } from "./FlowEvent.ts";

/** Of objects and their short fields, as measured by `bench/filter.ts` on a real heap, with their places in the indexes. */
const FLOW = 900;
const CALL = 900;
const MESSAGE = 700;

/** About how much memory a flow takes; good enough for a bound, and cheap. */
export function bytesOf(flow: Flow): number {
  let bytes = FLOW + flow.text.length;
  for (const call of flow.writes) bytes += callBytes(call);
  for (const call of flow.handlerWrites) bytes += callBytes(call);
  for (const read of flow.reads) {
    bytes += callBytes(read.event) + read.reason.length;
  }
  const { message } = flow;
  if (message !== undefined) {
    const { sent, delivered, settled, taken } = message;
    for (const seen of [sent, delivered, settled, taken]) {
      if (seen !== undefined) bytes += MESSAGE;
    }
    if (message.peeked !== undefined) bytes += peekBytes(message.peeked);
  }
  return bytes;
}

function callBytes(call: CosmosEvent): number {
  return (
    CALL +
    (call.sent?.length ?? 0) +
    (call.served?.length ?? 0) +
    (call.required?.length ?? 0)
  );
}

function peekBytes({ peeked }: MessageEvent): number {
  if (peeked === undefined) return MESSAGE;
  let bytes = MESSAGE * 2 + (peeked.body?.text.length ?? 0) * 2;
  for (const [name, value] of Object.entries(peeked.application)) {
    bytes += 2 * (name.length + value.length) + 32;
  }
  return bytes;
}
