import type { SpanContext } from "../otlp/Span.ts";
import { isOfRead, type Read } from "./Read.ts";

/** An acknowledged write, as far as path and headers told of it: the id of a new item is in its body. */
export interface Write {
  /** `database/container` */
  readonly container: string;
  readonly partitionKey?: string | undefined;
  readonly itemId?: string | undefined;
  readonly token: string;
  /** Of the process that wrote. */
  readonly span?: SpanContext | undefined;
}

/** Whether a read may have to see a write: where one of them does not tell, it may. */
export function concerns(write: Write, read: Read): boolean {
  return (
    write.container === read.container &&
    isOfRead(
      read,
      ({ partitionKey, itemId }) =>
        fits(write.partitionKey, partitionKey ?? read.partitionKey) &&
        fits(write.itemId, itemId),
    )
  );
}

function fits(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** The strings in a partition key; none where it is all numbers or nothing. */
export function keyStrings(partitionKey: string | undefined): string[] {
  if (partitionKey === undefined) return [];
  try {
    const values: unknown = JSON.parse(partitionKey);
    if (!Array.isArray(values)) return [];
    return values.filter((value): value is string => typeof value === "string");
  } catch {
    return [];
  }
}
