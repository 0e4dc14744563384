import type { Flow } from "./Flow.ts";
import { carriedOf } from "./carried.ts";

/** A body may be huge; what a person remembers of it stands at its beginning. */
const BODY = 1000;

/** What a person would search for, in lower case. No line of it is shown. */
export function searchText(flow: Flow): string {
  const words: (string | number | undefined)[] = [];
  const { message } = flow;
  if (message !== undefined) {
    words.push(`${message.entity}/${message.subscription ?? ""}`);
    words.push(message.messageId);
    for (const { token } of carriedOf(flow)) words.push(token);
    words.push(message.sent?.process, message.delivered?.process);
    const peeked = message.peeked?.peeked;
    if (peeked !== undefined) {
      words.push(peeked.deadLetterReason, peeked.deadLetterDescription);
      for (const [name, value] of Object.entries(peeked.application)) {
        words.push(name, value);
      }
      words.push(peeked.body?.text.slice(0, BODY));
    }
  }
  for (const call of flow.writes) {
    words.push(call.process, call.operation, call.container, call.itemId);
    words.push(call.served, call.callSite, call.partitionKey);
  }
  for (const call of flow.handlerWrites) {
    words.push(call.operation, call.container, call.itemId);
  }
  for (const { event, verdict } of flow.reads) {
    words.push(event.process, event.operation, event.container, event.itemId);
    words.push(event.sent, event.served, event.callSite, event.partitionKey);
    words.push(verdict);
  }
  return words
    .filter((word) => word !== undefined)
    .join(" ")
    .toLowerCase();
}
