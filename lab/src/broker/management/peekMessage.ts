import { binary, list, map, string } from "../amqp/encode.ts";
import { encodeDelivery } from "../message/encodeDelivery.ts";
import { ok, type Operation } from "./Operation.ts";
import { readNumber, readOptionalText } from "./read.ts";

/** Bytes of an answer, so that a long peek does not stop all else. The rest comes with the next peek. */
const maxAnswerSize = 16 * 2 ** 20;

export const peekMessage: Operation = {
  faultName: "peek",
  run({ path, body, client, context }) {
    const queue = context.namespace().source(path);
    const from = readNumber(body, "from-sequence-number");
    const count = readNumber(body, "message-count");
    const session = readOptionalText(body, "session-id");
    const withBody = body.get("omit-message-body") !== true;
    const messages: Buffer[] = [];
    let size = 0;
    for (const message of queue.peek(from, count, session)) {
      const bytes = encodeDelivery(message, undefined, withBody);
      size += bytes.length;
      if (size > maxAnswerSize && messages.length > 0) break;
      context.report({
        operation: "peek",
        entity: queue.path,
        connection: client.id,
        message,
      });
      messages.push(map([[string("message"), binary(bytes)]]));
    }
    // An error, even message-not-found, would be thrown at the caller (measured, 7.9.5).
    if (messages.length === 0)
      return { status: 204, description: "No Content" };
    return ok(map([[string("messages"), list(messages)]]));
  },
};
