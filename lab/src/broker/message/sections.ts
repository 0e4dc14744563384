import {
  checkValue,
  endOfValue,
  MalformedError,
  readSize,
  sizeWidth,
} from "../amqp/layout.ts";

// The sections of a message (AMQP 1.0, part 3, section 3.2), found in its bytes without reading them.

export const section = {
  header: 0x70,
  deliveryAnnotations: 0x71,
  annotations: 0x72,
  properties: 0x73,
  applicationProperties: 0x74,
  data: 0x75,
  sequence: 0x76,
  value: 0x77,
  footer: 0x78,
} as const;

const symbols: Readonly<Record<string, number>> = {
  "amqp:header:list": section.header,
  "amqp:delivery-annotations:map": section.deliveryAnnotations,
  "amqp:message-annotations:map": section.annotations,
  "amqp:properties:list": section.properties,
  "amqp:application-properties:map": section.applicationProperties,
  "amqp:data:binary": section.data,
  "amqp:amqp-sequence:list": section.sequence,
  "amqp:amqp-value:*": section.value,
  "amqp:footer:map": section.footer,
};

/** One section: its bytes from `start` to `end`, of which what it says begins at `content`. */
export interface Section {
  readonly code: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/**
 * The sections of a message, all of them checked down to the last value.
 *
 * @throws {MalformedError} When the bytes are no message.
 */
export function findSections(bytes: Buffer): Section[] {
  const found: Section[] = [];
  let at = 0;
  while (at < bytes.length) {
    const content = endOfDescriptor(bytes, at);
    const code = descriptorOf(bytes, at + 1, content);
    const end = checkValue(bytes, content, bytes.length);
    checkType(code, bytes[content]!);
    found.push({ code, start: at, content, end });
    at = end;
  }
  return found;
}

function endOfDescriptor(bytes: Buffer, at: number): number {
  if (bytes[at] !== 0)
    throw new MalformedError("A section says not what it is.");
  return endOfValue(bytes, at + 1, bytes.length);
}

function descriptorOf(bytes: Buffer, at: number, end: number): number {
  const type = bytes[at];
  let code: number | undefined;
  if (type === 0x53) code = bytes[at + 1];
  else if (type === 0x80) code = Number(bytes.readBigUInt64BE(at + 1));
  else if (type === 0xa3) code = symbols[bytes.toString("latin1", at + 2, end)];
  if (code === undefined || code < section.header || code > section.footer) {
    throw new MalformedError("A section of the message is not known.");
  }
  return code;
}

const lists: ReadonlySet<number> = new Set([
  section.header,
  section.properties,
  section.sequence,
]);

function checkType(code: number, type: number): void {
  const half = type >>> 4;
  const asList = type === 0x45 || type === 0xc0 || type === 0xd0;
  const asMap = type === 0xc1 || type === 0xd1;
  const fits =
    code === section.value ||
    (code === section.data
      ? half === 0xa || half === 0xb
      : lists.has(code)
        ? asList
        : asMap);
  if (!fits)
    throw new MalformedError("A section of the message is of another type.");
}

/** Where each item of a list or map begins, and behind them where the last one ends. */
export function itemsOf(bytes: Buffer, at: number): number[] {
  const code = bytes[at]!;
  if (code === 0x45) return [at + 1];
  const width = sizeWidth(code);
  const count = readSize(bytes, at + 1 + width, width, bytes.length);
  const starts: number[] = [];
  let item = at + 1 + 2 * width;
  for (let index = 0; index < count; index++) {
    starts.push(item);
    item = endOfValue(bytes, item, bytes.length);
  }
  starts.push(item);
  return starts;
}

/** The bytes inside a binary or string that begins at `at`. */
export function bytesOf(bytes: Buffer, at: number): Buffer {
  const width = sizeWidth(bytes[at]!);
  const size = readSize(bytes, at + 1, width, bytes.length);
  return bytes.subarray(at + 1 + width, at + 1 + width + size);
}
