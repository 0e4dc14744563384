import type { Flow } from "./Flow.ts";
import type { MessageEvent } from "./FlowEvent.ts";
import type { Joinable } from "./FlowStore.ts";
import { digestKey } from "./Joins.ts";
import { mergeSeen } from "./mergeSeen.ts";
import { isStandIn } from "./standIn.ts";

/**
 * Where a program sends a message without an id, the broker gives it one. The lab knows it by that, its sender by the
 * body's digest only. The receiver knows both: what was told of the sending comes into the one flow.
 *
 * @returns what the sender told, to be joined as if it were told now; `undefined` where there was nothing
 */
export function absorbNameless(
  store: Joinable,
  flow: Flow,
  event: MessageEvent,
): MessageEvent | undefined {
  if (event.digest === undefined || event.kind === "send") return undefined;
  const nameless = store.joins.flowOfMessage.get(
    digestKey(event, event.digest),
  );
  const sent = nameless?.message?.sent;
  const { message } = flow;
  if (nameless === undefined || nameless === flow || nameless.isGone) {
    return undefined;
  }
  if (sent === undefined || message === undefined) return undefined;
  if (!isStandIn(sent.messageId)) return undefined;
  // The sender knows its own span; the broker its message.
  const known: MessageEvent = {
    ...mergeSeen(sent, message.sent ?? sent),
    span: sent.span,
    messageId: message.messageId,
  };
  store.remove(nameless);
  store.change(flow, (changed) => {
    message.sent = known;
    changed.time = Math.min(changed.time, nameless.time);
    changed.writes.push(
      ...nameless.writes.filter((write) => !changed.writes.includes(write)),
    );
  });
  for (const write of nameless.writes) store.joins.movedWrite(write, flow);
  if (nameless.parent !== undefined) store.adopt(flow, nameless.parent);
  return known;
}
