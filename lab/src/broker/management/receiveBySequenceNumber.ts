import { binary, list, map, string, uuid } from "../amqp/encode.ts";
import { encodeDelivery } from "../message/encodeDelivery.ts";
import { ok, type Operation } from "./Operation.ts";
import { readNumber, readNumbers, readOptionalText } from "./read.ts";
import { assertSessionHeld } from "./session.ts";

/** Value of `receiver-settle-mode` for receiveAndDelete. */
const settlesAtOnce = 0;

export const receiveBySequenceNumber: Operation = {
  faultName: "receiveDeferred",
  run(call) {
    const { path, body, client, context } = call;
    const queue = context.namespace().source(path);
    const session = readOptionalText(body, "session-id");
    if (session !== undefined) assertSessionHeld(queue, session, client.id);
    const received = queue.receiveDeferred(
      readNumbers(body, "sequence-numbers"),
      readNumber(body, "receiver-settle-mode") === settlesAtOnce,
      session,
    );
    const messages = received.map(({ message, lock }) => {
      context.report({
        operation: "deliver",
        entity: queue.path,
        connection: client.id,
        message,
      });
      const until = queue.sessions.of(message)?.lockedUntil ?? lock?.until;
      return map([
        [string("message"), binary(encodeDelivery(message, until))],
        ...(lock === undefined
          ? []
          : [[string("lock-token"), uuid(lock.token)] as const]),
      ]);
    });
    return ok(map([[string("messages"), list(messages)]]));
  },
};
