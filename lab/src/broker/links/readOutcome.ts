import type { EncodedEntries, Outcome } from "../entities/outcome.ts";
import { itemsOf } from "../message/sections.ts";
import type { Settlement } from "../wire/SendingLink.ts";

/** What a disposition means in Service Bus (measured, @azure/service-bus 7.7.0 and 7.9.5). */
export function readOutcome(settlement: Settlement): Outcome {
  switch (settlement.state) {
    case "accepted":
      return { kind: "complete" };
    case "released":
      return { kind: "abandon" };
    case "modified":
      return {
        kind: settlement.undeliverableHere ? "defer" : "abandon",
        properties: readEntries(settlement.annotations),
      };
    case "rejected":
      return { kind: "deadLetter", properties: readEntries(settlement.info) };
  }
}

/** Keys and values of an encoded map; the keys as strings, because they become application properties. */
export function readEntries(map: Buffer | undefined): EncodedEntries {
  if (map === undefined) return [];
  const items = itemsOf(map, 0);
  return items
    .slice(0, -1)
    .map((start, index) => map.subarray(start, items[index + 1]))
    .map((item, index) => (index % 2 === 0 ? asString(item) : item));
}

const symbolCodes: ReadonlySet<number> = new Set([0xa3, 0xb3]);

function asString(key: Buffer): Buffer {
  if (!symbolCodes.has(key[0]!)) return key;
  const copy = Buffer.from(key);
  copy[0]! -= 2;
  return copy;
}
