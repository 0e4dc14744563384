// Resource ids (`_rid`): base64 of 4 bytes for a database, 8 for a container, 16 for an item. The SDK
// keeps a session token only under a container's `_rid` that decodes to 8 bytes.

export function databaseRid(number: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return text(bytes);
}

export function containerRid(database: string, number: number): string {
  const bytes = Buffer.alloc(8);
  Buffer.from(database, "base64").copy(bytes);
  // The highest bit tells a container from other children of a database.
  bytes.writeUInt32BE((0x80000000 | number) >>> 0, 4);
  return text(bytes);
}

export function childRid(container: string, number: number): string {
  const bytes = Buffer.alloc(16);
  Buffer.from(container, "base64").copy(bytes);
  bytes.writeBigUInt64LE(BigInt(number), 8);
  return text(bytes);
}

/** A slash would cut paths in two; the service writes `-`. */
function text(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("/", "-");
}
