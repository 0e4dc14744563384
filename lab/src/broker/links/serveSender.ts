import { MalformedError } from "../amqp/layout.ts";
import { BrokerError } from "../entities/BrokerError.ts";
import { faultError } from "../Faults.ts";
import {
  assertPropertyLimits,
  maxMessageSize,
  messageTooLarge,
} from "../message/limits.ts";
import { parseContent } from "../message/parseContent.ts";
import { batchFormat, splitBatch } from "../message/splitBatch.ts";
import type { ReceivingLink, Transfer } from "../wire/ReceivingLink.ts";
import type { ClientConnection } from "./ClientConnection.ts";
import type { LinkContext } from "./LinkContext.ts";

/**
 * A link on which a client sends messages to a queue or topic.
 *
 * @throws {BrokerError} When there is no such entity.
 */
export function serveSender(
  link: ReceivingLink,
  path: string,
  client: ClientConnection,
  context: LinkContext,
): void {
  context.namespace().destination(path);
  const createId = (): string => context.tokens.nextId();

  const take = ({ bytes, format }: Transfer): void => {
    if (bytes.length > maxMessageSize) throw messageTooLarge(bytes.length);
    // Found anew each time: it may have been deleted, or a queue made at first use become a topic.
    const destination = context.namespace().destination(path);
    const contents = (format === batchFormat ? splitBatch(bytes) : [bytes]).map(
      (one) => parseContent(one, createId),
    );
    // All or none.
    for (const content of contents) {
      assertPropertyLimits(content);
      destination.check(content);
    }
    for (const content of contents) {
      destination.add(
        content,
        client.id,
        content.scheduledFor === undefined ? "send" : "schedule",
      );
    }
  };

  link.onTransfer = (transfer) => {
    const fault = context.faults.take("send", path);
    if (fault?.drop) {
      client.wire.destroy();
      return;
    }
    try {
      if (fault !== undefined) throw faultError(fault);
      take(transfer);
      transfer.accept();
    } catch (cause) {
      const error = asBrokerError(cause);
      context.report({
        operation: "send",
        entity: path,
        connection: client.id,
        condition: error.condition,
      });
      transfer.reject(error);
    }
  };
  link.accept(maxMessageSize);
}

function asBrokerError(cause: unknown): BrokerError {
  if (cause instanceof BrokerError) return cause;
  if (cause instanceof MalformedError) {
    return new BrokerError(
      "amqp:decode-error",
      `The message cannot be read: ${cause.message}`,
    );
  }
  throw cause;
}
