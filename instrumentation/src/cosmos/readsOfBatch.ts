import type { Target } from "../flow/Read.ts";

/** `@azure/cosmos` writes the body by `JSON.stringify`, so the text has no other form. */
const READ = '"operationType":"Read"';

/** What is read by a batch or a bulk call. */
export interface BatchReads {
  readonly items: readonly Target[];
  /** Others of its operations write. */
  readonly alsoWrites: boolean;
}

/**
 * What a batch or a bulk call reads. Only its body says so: its headers are those of one that writes.
 * Of each operation its type and the key of its item are looked at; most batches have no read in them,
 * and are not even parsed.
 *
 * @param body the whole of it, as it is written to the request
 * @returns `undefined` where it reads nothing, or is nothing that the SDK makes
 */
export function readsOfBatch(body: unknown): BatchReads | undefined {
  const text = textOf(body);
  if (text?.includes(READ) !== true) return undefined;
  const operations = JSON.parse(text) as readonly Operation[];
  const reads = operations.filter(
    ({ operationType }) => operationType === "Read",
  );
  // Case: an item that is written holds the text that was looked for.
  if (reads.length === 0) return undefined;
  return {
    items: reads.map(({ id, partitionKey }) => ({ itemId: id, partitionKey })),
    alsoWrites: reads.length < operations.length,
  };
}

interface Operation {
  readonly operationType: string;
  readonly id: string;
  /** Of a bulk call, JSON as text; for a batch, a header says it. */
  readonly partitionKey?: string;
}

function textOf(body: unknown): string | undefined {
  if (typeof body === "string") return body;
  if (!(body instanceof Uint8Array)) return undefined;
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
}
