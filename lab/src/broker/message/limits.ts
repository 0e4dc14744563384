import { BrokerError } from "../entities/BrokerError.ts";
import type { Content } from "./Content.ts";
import { findSections, itemsOf } from "./sections.ts";

// Quotas of the service (documentation, tier Standard).

/** Bytes of a message, or of a batch of them. */
export const maxMessageSize = 262_144;
const maxIdLength = 128;
const maxPropertySize = 32_768;
const maxPropertiesSize = 65_536;

export const messageTooLarge = (size: number): BrokerError =>
  new BrokerError(
    "amqp:link:message-size-exceeded",
    `The received message (size: ${size} bytes) exceeds the limit (${maxMessageSize} bytes) currently allowed on the link.`,
  );

const refuse = (what: string): BrokerError =>
  new BrokerError("amqp:not-allowed", `The message is refused: ${what}.`);

/** @throws {BrokerError} */
export function assertPropertyLimits(content: Content): void {
  const { messageId, sessionId, bodyAt, applicationPropertiesAt, tail } =
    content;
  if (messageId.length > maxIdLength) {
    throw refuse(
      `its message id has ${messageId.length} characters, of ${maxIdLength} at most`,
    );
  }
  if (sessionId !== undefined && sessionId.length > maxIdLength) {
    throw refuse(
      `its session id has ${sessionId.length} characters, of ${maxIdLength} at most`,
    );
  }
  if (bodyAt > maxPropertiesSize) {
    throw refuse(
      `its properties take ${bodyAt} bytes, of ${maxPropertiesSize} at most`,
    );
  }
  if (bodyAt - applicationPropertiesAt > maxPropertySize) {
    assertEachProperty(tail.subarray(applicationPropertiesAt, bodyAt));
  }
}

function assertEachProperty(bytes: Buffer): void {
  const [found] = findSections(bytes);
  const items = itemsOf(bytes, found!.content);
  for (let index = 0; index + 2 < items.length; index += 2) {
    const size = items[index + 2]! - items[index]!;
    if (size <= maxPropertySize) continue;
    const name = bytes.toString("utf8", items[index]! + 2, items[index + 1]);
    throw refuse(
      `its application property "${name}" takes ${size} bytes, of ${maxPropertySize} at most`,
    );
  }
}
