import { string } from "../amqp/encode.ts";
import { endOfValue } from "../amqp/layout.ts";
import { decode } from "../amqp/decode.ts";
import { BrokerError, messageLockLost } from "../entities/BrokerError.ts";
import type { EncodedEntries, Outcome } from "../entities/outcome.ts";
import { readEntries } from "../links/readOutcome.ts";
import { itemsOf } from "../message/sections.ts";
import { ok, type ManagementCall, type Operation } from "./Operation.ts";
import { readOptionalText, readText, readTokens } from "./read.ts";

/** Settles messages whose link is gone. */
export const updateDisposition: Operation = {
  faultName: "updateDisposition",
  run(call) {
    const { path, body, client, context } = call;
    const queue = context.namespace().source(path);
    const outcome = readStatus(call);
    const found = readTokens(body, "lock-tokens").map((token) => {
      const message = queue.findLocked(token);
      if (message === undefined) throw messageLockLost();
      return message;
    });
    for (const message of found)
      queue.settle(message, message.lock!, outcome, client.id);
    return ok();
  },
};

function readStatus(call: ManagementCall): Outcome {
  const status = readText(call.body, "disposition-status");
  const properties = modifiedProperties(call.bodyBytes);
  switch (status) {
    case "completed":
      return { kind: "complete" };
    case "abandoned":
      return { kind: "abandon", properties };
    // So the SDK writes it (read in @azure/service-bus 7.9.5).
    case "defered":
      return { kind: "defer", properties };
    case "suspended":
      return {
        kind: "deadLetter",
        properties: [...properties, ...reasons(call)],
      };
    default:
      throw new BrokerError(
        "amqp:invalid-field",
        `The lab does not know the disposition-status "${status}".`,
      );
  }
}

function reasons({ body }: ManagementCall): EncodedEntries {
  const reason = readOptionalText(body, "deadletter-reason");
  const description = readOptionalText(body, "deadletter-description");
  return [
    ...(reason === undefined
      ? []
      : [string("DeadLetterReason"), string(reason)]),
    ...(description === undefined
      ? []
      : [string("DeadLetterErrorDescription"), string(description)]),
  ];
}

/** In the types in which they were sent. */
function modifiedProperties(bytes: Buffer): EncodedEntries {
  const items = itemsOf(bytes, 0);
  for (let index = 0; index + 2 < items.length; index += 2) {
    const value = items[index + 1]!;
    if (decode(bytes, items[index], value) !== "properties-to-modify") continue;
    const end = endOfValue(bytes, value, bytes.length);
    return isMapCode(bytes[value]!)
      ? readEntries(bytes.subarray(value, end))
      : [];
  }
  return [];
}

const isMapCode = (code: number): boolean => code === 0xc1 || code === 0xd1;
