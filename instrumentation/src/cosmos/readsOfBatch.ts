import type { Target } from "../flow/Read.ts";

/** `@azure/cosmos` writes the body by `JSON.stringify`, so the text has no other form. */
const READ = '"operationType":"Read"';

/**
 * What a batch or a bulk call reads, where it does nothing else. Only its body says so: its headers are
 * those of one that writes. Of each operation its type and the key of its item are looked at; most
 * batches have no read in them, and are not even parsed.
 *
 * @param body the whole of it, as it is written to the request
 * @returns `undefined` where it writes, too, or is nothing that the SDK makes
 */
export function readsOfBatch(body: unknown): readonly Target[] | undefined {
  const text = textOf(body);
  if (text?.includes(READ) !== true) return undefined;
  const operations = JSON.parse(text) as readonly Operation[];
  if (operations.some(({ operationType }) => operationType !== "Read")) {
    return undefined;
  }
  return operations.map(({ id, partitionKey }) => ({
    itemId: id,
    partitionKey,
  }));
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
