// Values in the bytes of AMQP 1.0, each function for one type of it, so that nothing is guessed from
// the types of JavaScript.

export const nothing: Buffer = Buffer.from([0x40]);

export const boolean = (value: boolean): Buffer =>
  Buffer.from([value ? 0x41 : 0x42]);

export function int(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(5);
  bytes[0] = 0x71;
  bytes.writeInt32BE(value, 1);
  return bytes;
}

export function long(value: number | bigint): Buffer {
  const bytes = Buffer.allocUnsafe(9);
  bytes[0] = 0x81;
  bytes.writeBigInt64BE(BigInt(value), 1);
  return bytes;
}

function ulong(value: number | bigint): Buffer {
  const bytes = Buffer.allocUnsafe(9);
  bytes[0] = 0x80;
  bytes.writeBigUInt64BE(BigInt(value), 1);
  return bytes;
}

/** @param value Milliseconds since 1970. */
export function timestamp(value: number): Buffer {
  const bytes = long(Math.trunc(value));
  bytes[0] = 0x83;
  return bytes;
}

export function double(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(9);
  bytes[0] = 0x82;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

export const string = (value: string): Buffer =>
  variable(0xa1, 0xb1, Buffer.from(value, "utf8"));

export const binary = (value: Buffer): Buffer => variable(0xa0, 0xb0, value);

/** @param value 16 bytes in the order in which the text is read. */
export const uuid = (value: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x98]), value]);

export const symbol = (value: string): Buffer =>
  variable(0xa3, 0xb3, Buffer.from(value, "ascii"));

function variable(short: number, long: number, content: Buffer): Buffer {
  if (content.length <= 255) {
    return Buffer.concat([Buffer.from([short, content.length]), content]);
  }
  const head = Buffer.allocUnsafe(5);
  head[0] = long;
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
}

export const list = (items: readonly Buffer[]): Buffer =>
  compound(0xd0, items.length, items);

export const map = (entries: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  compound(0xd1, entries.length * 2, entries.flat());

/** @param entries Encoded keys and values in turn. */
export const mapOf = (count: number, entries: readonly Buffer[]): Buffer =>
  compound(0xd1, count, entries);

/** An array of values of one type, each as its own function encodes it, the type code first. */
export function array(items: readonly Buffer[]): Buffer {
  const code = items[0]?.subarray(0, 1) ?? nothing;
  return compound(0xf0, items.length, [
    code,
    ...items.map((item) => item.subarray(1)),
  ]);
}

export const described = (code: number | bigint, value: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([0]),
    code <= 255 ? Buffer.from([0x53, Number(code)]) : ulong(code),
    value,
  ]);

function compound(
  code: number,
  count: number,
  parts: readonly Buffer[],
): Buffer {
  const head = Buffer.allocUnsafe(9);
  head[0] = code;
  let size = 4;
  for (const part of parts) size += part.length;
  head.writeUInt32BE(size, 1);
  head.writeUInt32BE(count, 5);
  return Buffer.concat([head, ...parts]);
}
