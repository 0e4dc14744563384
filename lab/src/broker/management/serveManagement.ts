import { MalformedError } from "../amqp/layout.ts";
import { isMap, type AmqpMap, type AmqpValue } from "../amqp/decode.ts";
import { BrokerError } from "../entities/BrokerError.ts";
import { faultError } from "../Faults.ts";
import type { ClientConnection } from "../links/ClientConnection.ts";
import type { LinkContext } from "../links/LinkContext.ts";
import { maxMessageSize } from "../message/limits.ts";
import type { ReceivingLink, Transfer } from "../wire/ReceivingLink.ts";
import { encodeReply, type Reply } from "./encodeReply.ts";
import { operations } from "./operations.ts";
import { readRequest, show, type Request } from "./readRequest.ts";

const prefix = "com.microsoft:";

/** Answers the requests to the management node of a queue, topic or subscription. */
export function serveManagement(
  link: ReceivingLink,
  path: string,
  client: ClientConnection,
  context: LinkContext,
): void {
  link.onTransfer = (transfer) => {
    const request = readOrReject(transfer);
    if (request === undefined) return;
    const operation = show(request.properties["operation"]).replace(prefix, "");
    const reply = answer(operation, request);
    if (reply !== undefined)
      client.reply(request.replyTo, encodeReply(request, reply));
  };
  link.accept(maxMessageSize * 4);

  function answer(operation: string, request: Request): Reply | undefined {
    const handler = operations.get(operation);
    if (handler === undefined) {
      context.unknown(`$management ${prefix}${operation}`);
      return {
        status: 501,
        description: `The lab does not know the operation "${prefix}${operation}".`,
        condition: "amqp:not-implemented",
      };
    }
    const name = handler.faultName;
    const fault = context.faults.take(name, path);
    if (fault?.drop) {
      client.wire.destroy();
      return undefined;
    }
    try {
      if (fault !== undefined) throw faultError(fault);
      const body: AmqpMap = isMap(request.body)
        ? request.body
        : new Map<AmqpValue, AmqpValue>();
      return handler.run({
        path,
        body,
        bodyBytes: request.bodyBytes,
        client,
        context,
      });
    } catch (cause) {
      if (!(cause instanceof BrokerError)) throw cause;
      context.report({
        operation: name,
        entity: path,
        connection: client.id,
        condition: cause.condition,
      });
      return {
        status: cause.status,
        description: cause.message,
        condition: cause.condition,
      };
    }
  }
}

function readOrReject(transfer: Transfer): Request | undefined {
  try {
    const request = readRequest(transfer.bytes);
    transfer.accept();
    return request;
  } catch (cause) {
    if (!(cause instanceof MalformedError)) throw cause;
    transfer.reject(
      new BrokerError(
        "amqp:decode-error",
        `The request cannot be read: ${cause.message}`,
      ),
    );
    return undefined;
  }
}
