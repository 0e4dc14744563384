import { decode, isMap, type AmqpValue } from "../amqp/decode.ts";
import { findSections, itemsOf, section } from "../message/sections.ts";

/** A message that wants an answer. */
export interface Request {
  /** As it was encoded, because the answer repeats it in its own type. */
  readonly messageId: Buffer | undefined;
  readonly replyTo: string;
  /** Application properties. */
  readonly properties: Readonly<Record<string, AmqpValue | undefined>>;
  readonly body: AmqpValue;
  /** Encoded, for what must keep its types. */
  readonly bodyBytes: Buffer;
}

const messageIdPlace = 0;
const replyToPlace = 4;

/** @throws {MalformedError} */
export function readRequest(bytes: Buffer): Request {
  let messageId: Buffer | undefined;
  let replyTo = "";
  let properties: Record<string, AmqpValue> = {};
  let bodyBytes: Buffer = Buffer.from([0x40]);
  for (const { code, content, end } of findSections(bytes)) {
    if (code === section.properties) {
      const items = itemsOf(bytes, content);
      if (items.length > 1)
        messageId = bytes.subarray(items[messageIdPlace], items[1]);
      const fields = decode(bytes, content, end);
      const value = Array.isArray(fields) ? fields[replyToPlace] : undefined;
      if (typeof value === "string") replyTo = value;
    } else if (code === section.applicationProperties) {
      const map = decode(bytes, content, end);
      if (isMap(map))
        properties = Object.fromEntries(map) as Record<string, AmqpValue>;
    } else if (code === section.value) bodyBytes = bytes.subarray(content, end);
  }
  return { messageId, replyTo, properties, body: decode(bodyBytes), bodyBytes };
}

/** A value that should be a text, for a message or a comparison. */
export const show = (value: AmqpValue | undefined): string =>
  typeof value === "string" ? value : JSON.stringify(value ?? null);
