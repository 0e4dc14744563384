import { MalformedError } from "../amqp/layout.ts";
import { bytesOf, findSections, section } from "./sections.ts";

/**
 * Message format of several messages in one transfer: each data section of the body is a message. What
 * else the envelope says is a copy of the first message (measured, @azure/service-bus 7.9.5).
 */
export const batchFormat = 0x80013700;

/** @throws {MalformedError} */
export function splitBatch(bytes: Buffer): Buffer[] {
  const messages = findSections(bytes)
    .filter(({ code }) => code === section.data)
    .map(({ content }) => bytesOf(bytes, content));
  if (messages.length === 0)
    throw new MalformedError("A batch has no messages.");
  return messages;
}
