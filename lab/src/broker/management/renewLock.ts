import { array, map, string, timestamp } from "../amqp/encode.ts";
import { ok, type Operation } from "./Operation.ts";
import { readTokens } from "./read.ts";

export const renewLock: Operation = {
  faultName: "renewLock",
  run({ path, body, client, context }) {
    const queue = context.namespace().source(path);
    const expirations = readTokens(body, "lock-tokens").map((token) =>
      timestamp(queue.renew(token, client.id)),
    );
    return ok(map([[string("expirations"), array(expirations)]]));
  },
};
