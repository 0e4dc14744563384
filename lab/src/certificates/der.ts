// As much of DER (X.690) as a certificate needs: a tag, a length, and the content.

/** An element with its content, which is bytes or further elements. */
function element(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
}

export const sequence = (...content: readonly Buffer[]): Buffer =>
  element(0x30, ...content);

export const set = (...content: readonly Buffer[]): Buffer =>
  element(0x31, ...content);

/** `[number]`, around elements or bytes. */
export function context(
  number: number,
  form: "constructed" | "primitive",
  ...content: readonly Buffer[]
): Buffer {
  return element((form === "constructed" ? 0xa0 : 0x80) + number, ...content);
}

/** @param bytes Big-endian, at least one; never read as negative. */
export function integer(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const number = bytes.subarray(start);
  const sign = number[0]! >= 0x80 ? [Buffer.from([0])] : [];
  return element(0x02, ...sign, number);
}

export const boolean = (value: boolean): Buffer =>
  element(0x01, Buffer.from([value ? 0xff : 0]));

export const octets = (bytes: Buffer): Buffer => element(0x04, bytes);

/** @param unused How many bits at the end of the last byte do not count. */
export const bits = (bytes: Buffer, unused = 0): Buffer =>
  element(0x03, Buffer.from([unused]), bytes);

export const text = (value: string): Buffer =>
  element(0x0c, Buffer.from(value, "utf8"));

/** @param dotted `1.2.840.10045.4.3.2` */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap(base128);
  return element(0x06, Buffer.from(bytes));
}

/** UTCTime up to 2049, GeneralizedTime from 2050 on, as RFC 5280 4.1.2.5 asks. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return date.getUTCFullYear() < 2050
    ? element(0x17, Buffer.from(digits.slice(2), "ascii"))
    : element(0x18, Buffer.from(digits, "ascii"));
}

function length(count: number): Buffer {
  if (count < 0x80) return Buffer.from([count]);
  const bytes: number[] = [];
  for (let rest = count; rest > 0; rest = Math.floor(rest / 256)) {
    bytes.unshift(rest % 256);
  }
  return Buffer.from([0x80 + bytes.length, ...bytes]);
}

function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0;) {
    bytes.unshift(0x80 + (rest % 128));
    rest = Math.floor(rest / 128);
  }
  return bytes;
}
