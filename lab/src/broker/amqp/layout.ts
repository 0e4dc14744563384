// How values lie in the bytes of AMQP 1.0 (OASIS standard, part 1, section 1.6): by the first half of
// the type code, a value has a fixed width, or says its size in one byte or in four.

export class MalformedError extends Error {
  override readonly name = "MalformedError";
}

/** Deeper values are refused: no SDK sends them, and reading them would take the stack. */
const maxDepth = 32;

/** Elements of an array may take no bytes at all; as many as these are taken. */
const maxEmptyElements = 65_536;

/** Bytes of a value with a fixed width, by the first half of its type code. */
const fixedWidths: readonly (number | undefined)[] = [
  undefined,
  undefined,
  undefined,
  undefined,
  0,
  1,
  2,
  4,
  8,
  16,
];

export function fixedWidth(code: number): number | undefined {
  return fixedWidths[code >>> 4];
}

/** Bytes that tell the size of a value of this type: 1 or 4. */
export function sizeWidth(code: number): 1 | 4 {
  const half = code >>> 4;
  if (half < 0xa) {
    throw new MalformedError(`No type has the code 0x${code.toString(16)}.`);
  }
  return half % 2 === 0 ? 1 : 4;
}

export const isCompound = (code: number): boolean =>
  code >>> 4 === 0xc || code >>> 4 === 0xd;

export const isArray = (code: number): boolean => code >>> 4 >= 0xe;

export function readSize(
  bytes: Buffer,
  at: number,
  width: 1 | 4,
  end: number,
): number {
  if (at + width > end) throw new MalformedError("A value ends too early.");
  return width === 1 ? bytes[at]! : bytes.readUInt32BE(at);
}

/**
 * Where the value that begins at `at` ends. Looks at sizes only, not at what is inside.
 *
 * @throws {MalformedError} When it does not end before `end`.
 */
export function endOfValue(bytes: Buffer, at: number, end: number): number {
  let start = at;
  while (start < end && bytes[start] === 0) {
    start = endOfValue(bytes, start + 1, end);
  }
  if (start >= end) throw new MalformedError("A value is missing.");
  return endOfContent(bytes, start + 1, end, bytes[start]!);
}

function endOfContent(
  bytes: Buffer,
  at: number,
  end: number,
  code: number,
): number {
  const fixed = fixedWidth(code);
  let after: number;
  if (fixed === undefined) {
    const width = sizeWidth(code);
    after = at + width + readSize(bytes, at, width, end);
  } else {
    after = at + fixed;
  }
  if (after > end) throw new MalformedError("A value ends too early.");
  return after;
}

/**
 * Checks a value with all that is inside, so that whoever reads it later meets no size or count that
 * is not so. Returns where it ends.
 *
 * @throws {MalformedError}
 */
export function checkValue(
  bytes: Buffer,
  at: number,
  end: number,
  depth = 0,
): number {
  if (depth > maxDepth) throw new MalformedError("Values lie too deep.");
  if (at >= end) throw new MalformedError("A value is missing.");
  const code = bytes[at]!;
  if (code === 0) {
    const described = checkValue(bytes, at + 1, end, depth + 1);
    return checkValue(bytes, described, end, depth + 1);
  }
  return checkContent(bytes, at + 1, end, code, depth);
}

function checkContent(
  bytes: Buffer,
  at: number,
  end: number,
  code: number,
  depth: number,
): number {
  const after = endOfContent(bytes, at, end, code);
  if (isCompound(code)) checkItems(bytes, at, after, code, depth);
  else if (isArray(code)) checkElements(bytes, at, after, depth, code);
  return after;
}

function checkItems(
  bytes: Buffer,
  at: number,
  end: number,
  code: number,
  depth: number,
): void {
  const width = sizeWidth(code);
  const count = readSize(bytes, at + width, width, end);
  let item = at + 2 * width;
  if (count > end - item) throw new MalformedError("A list is too short.");
  if ((code & 0x0f) === 1 && count % 2 !== 0) {
    throw new MalformedError("A key of a map has no value.");
  }
  for (let index = 0; index < count; index++) {
    item = checkValue(bytes, item, end, depth + 1);
  }
  if (item !== end) throw new MalformedError("A list is too long.");
}

function checkElements(
  bytes: Buffer,
  at: number,
  end: number,
  depth: number,
  code: number,
): void {
  const width = sizeWidth(code);
  const count = readSize(bytes, at + width, width, end);
  let element = at + 2 * width;
  if (bytes[element] === 0) {
    element = checkValue(bytes, element + 1, end, depth + 1);
  }
  if (element >= end) throw new MalformedError("An array has no type.");
  const elementCode = bytes[element]!;
  element += 1;
  const fixed = fixedWidth(elementCode);
  const least = fixed ?? 1;
  if (least === 0 ? count > maxEmptyElements : count * least > end - element) {
    throw new MalformedError("An array is too short.");
  }
  for (let index = 0; index < count; index++) {
    element = checkContent(bytes, element, end, elementCode, depth + 1);
  }
  if (element !== end) throw new MalformedError("An array is too long.");
}
