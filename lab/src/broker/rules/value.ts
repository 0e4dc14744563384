/**
 * A value as the rules reckon with it. The service computes with C# types (documentation of SQL
 * filters): whole numbers are Int64 and divide without rest, others are Double. JavaScript has one
 * number type on the way here, so a number without fraction counts as whole.
 */
export type Value =
  string | boolean | bigint | number | Date | Bytes | Opaque | null;

/** Bytes as text, so that they can be compared. */
export interface Bytes {
  readonly hex: string;
}

/** A value that is there, but equals nothing: a list, a map. */
interface Opaque {
  readonly opaque: true;
}

const opaque: Opaque = { opaque: true };

export function toValue(raw: unknown): Value {
  switch (typeof raw) {
    case "string":
    case "boolean":
      return raw;
    case "bigint":
      return asInt64(raw);
    case "number":
      return Number.isSafeInteger(raw) ? BigInt(raw) : raw;
    case "undefined":
      return null;
    default:
      if (raw === null || raw instanceof Date) return raw;
      return raw instanceof Uint8Array
        ? { hex: Buffer.from(raw).toString("hex") }
        : opaque;
  }
}

/** Overflow wraps around, as in C# outside `checked`. */
export function asInt64(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/**
 * Less than 0, 0, or more than 0. `undefined`: unknown, for values that have no order between them:
 * of different types, null, NaN.
 */
export function compareValues(
  left: Value | undefined,
  right: Value | undefined,
): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left === null || right === null) return undefined;
  if (isNumber(left) && isNumber(right)) {
    return left < right
      ? -1
      : left > right
        ? 1
        : // Not ===: a whole number may equal a Double. NaN is left over.
          left <= right
          ? 0
          : undefined;
  }
  if (typeof left === "string" && typeof right === "string") {
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (typeof left === "boolean" && typeof right === "boolean") {
    return Number(left) - Number(right);
  }
  if (left instanceof Date && right instanceof Date) {
    const difference = left.getTime() - right.getTime();
    return Number.isNaN(difference) ? undefined : difference;
  }
  if (isBytes(left) && isBytes(right)) {
    return left.hex < right.hex ? -1 : left.hex > right.hex ? 1 : 0;
  }
  return undefined;
}

export function isNumber(value: Value): value is bigint | number {
  return typeof value === "bigint" || typeof value === "number";
}

function isBytes(value: Value): value is Bytes {
  return typeof value === "object" && value !== null && "hex" in value;
}
