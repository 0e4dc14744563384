import { isMap } from "../amqp/decode.ts";
import { array, long, map, string } from "../amqp/encode.ts";
import { BrokerError } from "../entities/BrokerError.ts";
import {
  assertPropertyLimits,
  maxMessageSize,
  messageTooLarge,
} from "../message/limits.ts";
import { parseContent } from "../message/parseContent.ts";
import { ok, type Operation } from "./Operation.ts";
import { readNumbers } from "./read.ts";

export const scheduleMessage: Operation = {
  faultName: "schedule",
  run({ path, body, client, context }) {
    const destination = context.namespace().destination(path);
    const messages = body.get("messages");
    const contents = (Array.isArray(messages) ? messages : []).map((entry) => {
      const bytes = isMap(entry) ? entry.get("message") : undefined;
      if (!Buffer.isBuffer(bytes)) {
        throw new BrokerError(
          "amqp:invalid-field",
          'The request has no bytes in "messages[].message".',
        );
      }
      if (bytes.length > maxMessageSize) throw messageTooLarge(bytes.length);
      return parseContent(bytes, () => context.tokens.nextId());
    });
    for (const content of contents) {
      assertPropertyLimits(content);
      destination.check(content);
    }
    const numbers = contents.map((content) =>
      long(destination.add(content, client.id, "schedule")),
    );
    return ok(map([[string("sequence-numbers"), array(numbers)]]));
  },
};

export const cancelScheduledMessage: Operation = {
  faultName: "cancel",
  run({ path, body, client, context }) {
    context
      .namespace()
      .destination(path)
      .cancel(readNumbers(body, "sequence-numbers"), client.id);
    return ok();
  },
};
