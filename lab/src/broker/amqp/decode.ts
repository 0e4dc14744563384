import {
  endOfValue,
  fixedWidth,
  isArray,
  isCompound,
  MalformedError,
  readSize,
  sizeWidth,
} from "./layout.ts";

/** 16 bytes in the order in which they are written. */
export class Uuid {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  toString(): string {
    const hex = this.bytes.toString("hex");
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      hex.slice(12, 16),
      hex.slice(16, 20),
      hex.slice(20),
    ].join("-");
  }
}

export interface Described {
  readonly descriptor: AmqpValue;
  readonly value: AmqpValue;
}

export type AmqpMap = Map<AmqpValue, AmqpValue>;

/** Symbols and characters become strings; a long that no number can hold becomes a bigint. */
export type AmqpValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | Buffer
  | Uuid
  | AmqpValue[]
  | AmqpMap
  | Described;

/** @throws {MalformedError} */
export function decode(bytes: Buffer, at = 0, end = bytes.length): AmqpValue {
  return new Decoder(bytes, at, end).value();
}

export const isMap = (value: AmqpValue | undefined): value is AmqpMap =>
  value instanceof Map;

class Decoder {
  readonly #bytes: Buffer;
  #at: number;
  readonly #end: number;

  constructor(bytes: Buffer, at: number, end: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  value(): AmqpValue {
    const code = this.#code();
    if (code !== 0) return this.#content(code);
    const descriptor = this.value();
    return { descriptor, value: this.value() };
  }

  #code(): number {
    if (this.#at >= this.#end) throw new MalformedError("A value is missing.");
    return this.#bytes[this.#at++]!;
  }

  #content(code: number): AmqpValue {
    if (isCompound(code)) return this.#compound(code);
    if (isArray(code)) return this.#array(code);
    return scalar(code, this.#take(code));
  }

  /** The bytes of a value that has nothing inside. */
  #take(code: number): Buffer {
    let size = fixedWidth(code);
    if (size === undefined) {
      const width = sizeWidth(code);
      size = readSize(this.#bytes, this.#at, width, this.#end);
      this.#at += width;
    }
    const from = this.#at;
    this.#at += size;
    if (this.#at > this.#end) {
      throw new MalformedError("A value ends too early.");
    }
    return this.#bytes.subarray(from, this.#at);
  }

  #count(code: number): number {
    const width = sizeWidth(code);
    const count = readSize(this.#bytes, this.#at + width, width, this.#end);
    this.#at += 2 * width;
    return count;
  }

  #compound(code: number): AmqpValue {
    const count = this.#count(code);
    const items: AmqpValue[] = [];
    for (let index = 0; index < count; index++) items.push(this.value());
    if ((code & 0x0f) === 0) return items;
    const map: AmqpMap = new Map();
    for (let index = 0; index + 1 < items.length; index += 2) {
      map.set(items[index]!, items[index + 1]!);
    }
    return map;
  }

  #array(code: number): AmqpValue {
    const count = this.#count(code);
    let element = this.#code();
    if (element === 0) {
      this.#at = endOfValue(this.#bytes, this.#at, this.#end);
      element = this.#code();
    }
    const items: AmqpValue[] = [];
    for (let index = 0; index < count; index++) {
      items.push(this.#content(element));
    }
    return items;
  }
}

function scalar(code: number, bytes: Buffer): AmqpValue {
  switch (code) {
    case 0x40:
      return null;
    case 0x41:
      return true;
    case 0x42:
      return false;
    case 0x56:
      return bytes[0] !== 0;
    case 0x43:
    case 0x44:
      return 0;
    case 0x45:
      return [];
    case 0x50:
    case 0x52:
    case 0x53:
      return bytes[0]!;
    case 0x51:
    case 0x54:
    case 0x55:
      return bytes.readInt8(0);
    case 0x60:
      return bytes.readUInt16BE(0);
    case 0x61:
      return bytes.readInt16BE(0);
    case 0x70:
      return bytes.readUInt32BE(0);
    case 0x71:
      return bytes.readInt32BE(0);
    case 0x72:
      return bytes.readFloatBE(0);
    case 0x73:
      return String.fromCodePoint(Math.min(bytes.readUInt32BE(0), 0x10ffff));
    case 0x80:
      return whole(bytes.readBigUInt64BE(0));
    case 0x81:
      return whole(bytes.readBigInt64BE(0));
    case 0x82:
      return bytes.readDoubleBE(0);
    case 0x83:
      return new Date(Number(bytes.readBigInt64BE(0)));
    case 0x98:
      return new Uuid(bytes);
    case 0xa1:
    case 0xb1:
    case 0xa3:
    case 0xb3:
      return bytes.toString("utf8");
    default:
      return bytes;
  }
}

function whole(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
