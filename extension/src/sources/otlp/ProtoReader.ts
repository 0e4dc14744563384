/** One field of a message: numbers as `bigint`, groups of bytes as they are. */
export interface ProtoField {
  readonly number: number;
  readonly value: bigint | Uint8Array;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/**
 * The fields of one protobuf message, in their order (protobuf.dev/programming-guides/encoding).
 * Groups, which proto3 does not have, are refused.
 *
 * @throws {RangeError} where the bytes end too early or are no message
 */
export function* readFields(bytes: Uint8Array): Generator<ProtoField> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError("A number is cut off.");
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    throw new RangeError("A number has more than ten bytes.");
  };
  const take = (length: number): number => {
    const start = at;
    if (length > bytes.length - at) throw new RangeError("A field is cut off.");
    at += length;
    return start;
  };

  while (at < bytes.length) {
    const tag = Number(varint());
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case VARINT:
        yield { number, value: varint() };
        break;
      case FIXED64:
        yield { number, value: view.getBigUint64(take(8), true) };
        break;
      case BYTES: {
        const length = Number(varint());
        const start = take(length);
        yield { number, value: bytes.subarray(start, start + length) };
        break;
      }
      case FIXED32:
        yield { number, value: BigInt(view.getUint32(take(4), true)) };
        break;
      default:
        throw new RangeError(`Wire type ${tag % 8} is not known.`);
    }
  }
}
