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
  if (nameless === undefined || nameless === flow || nameless.isGone) return;
  if (sent === undefined || !isStandIn(sent.messageId)) return undefined;
  store.remove(nameless);
  let known = sent;
  store.change(flow, ({ message, writes }) => {
    // The sender knows its own span; the broker its message.
    const { span } = sent;
    const { messageId } = message!;
    known = { ...mergeSeen(sent, message!.sent ?? sent), span, messageId };
    message!.sent = known;
    for (const write of nameless.writes) {
      if (writes.includes(write)) continue;
      writes.push(write);
      store.joins.speakerOfWrite.set(write, flow);
    }
    flow.time = Math.min(flow.time, nameless.time);
  });
  if (nameless.parent !== undefined) store.adopt(flow, nameless.parent);
  return known;
}
