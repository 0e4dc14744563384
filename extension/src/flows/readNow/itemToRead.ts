import { LAB } from "../mergeSeen.ts";
import type { Flow, JudgedRead } from "../Flow.ts";
import { carriedFor } from "../judgeRead.ts";
import { mergeReadable } from "../tokens.ts";

/** What is needed to ask for an item again. */
export interface ItemToRead {
  readonly database: string;
  readonly container: string;
  readonly itemId: string;
  /** As the request's header has it: one part a level, `{}` where the item has none. */
  readonly partitionKey: readonly unknown[];
  /** What the message carried for the container; else what the flow had to see there. */
  readonly token: string | undefined;
  readonly isCarried: boolean;
  /** The flow was made on the lab, and nowhere else. */
  readonly isOnLab: boolean;
}

/** @returns in `cannot`, for a person, why the read of a flow cannot be made again */
export function itemToRead(
  flow: Flow,
  { event, required }: JudgedRead,
): ItemToRead | { readonly cannot: string } {
  const { container: place = "", itemId, operation } = event;
  const [database = "", container = "", more] = place.split("/");
  if (database === "" || container === "" || more !== undefined) {
    return {
      cannot:
        "Nobody said which database and container this read asked, so it cannot be made again.",
    };
  }
  if (itemId === undefined || itemId === "") {
    return {
      cannot: `This read names no single item (it was ${operation}). Only a read by id and partition key can be made again.`,
    };
  }
  const partitionKey = partsOf(event.partitionKey);
  if (partitionKey === undefined) {
    return {
      cannot: `The partition key of ${itemId} is not known: who reported this read did not say it. Only a read by id and partition key can be made again.`,
    };
  }
  const carried = mergeReadable(carriedFor(place, flow));
  return {
    database,
    container,
    itemId,
    partitionKey,
    token: carried ?? mergeReadable([required]),
    isCarried: carried !== undefined,
    isOnLab: isOnLab(flow),
  };
}

function partsOf(text: string | undefined): readonly unknown[] | undefined {
  if (text === undefined) return undefined;
  try {
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) && parts.every(isPart) ? parts : undefined;
  } catch {
    return undefined;
  }
}

function isPart(part: unknown): boolean {
  return typeof part === "object"
    ? part === null || Object.keys(part).length === 0
    : ["string", "number", "boolean"].includes(typeof part);
}

function isOnLab({ writes, handlerWrites, reads }: Flow): boolean {
  return [...writes, ...handlerWrites, ...reads.map(({ event }) => event)].some(
    ({ source }) => source === LAB,
  );
}
