import type { Flow } from "./Flow.ts";
import type { CarriedToken } from "./FlowEvent.ts";

const none: readonly CarriedToken[] = [];

/** A peek names the properties, so it is asked first; the lab and spans may join them. */
export function carriedOf({ message }: Flow): readonly CarriedToken[] {
  if (message === undefined) return none;
  for (const seen of [message.peeked, message.delivered, message.sent]) {
    if (seen?.carried !== undefined && seen.carried.length > 0) {
      return seen.carried;
    }
  }
  return none;
}
