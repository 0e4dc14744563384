import type { MessageView, SystemProperties } from "./MessageView.ts";
import { toValue, type Value } from "./value.ts";

/** What `sys.` may be followed by, in lower case: names of .NET's `BrokeredMessage`, which the documentation points to. */
export const systemProperties = new Map<string, keyof SystemProperties>([
  ["messageid", "messageId"],
  ["correlationid", "correlationId"],
  ["contenttype", "contentType"],
  ["label", "subject"],
  // Its name since Azure.Messaging.ServiceBus 7.
  ["subject", "subject"],
  ["to", "to"],
  ["replyto", "replyTo"],
  ["sessionid", "sessionId"],
  ["replytosessionid", "replyToSessionId"],
  ["partitionkey", "partitionKey"],
  ["scheduledenqueuetimeutc", "scheduledEnqueueTimeUtc"],
  ["enqueuedtimeutc", "enqueuedTimeUtc"],
  ["sequencenumber", "sequenceNumber"],
]);

/** Ids may be numbers in AMQP; the service knows them as text. */
const texts = new Set<keyof SystemProperties>(["messageId", "correlationId"]);

export function systemProperty(
  message: MessageView,
  name: keyof SystemProperties,
): Value {
  const value = message[name];
  return (typeof value === "number" || typeof value === "bigint") &&
    texts.has(name)
    ? String(value)
    : toValue(value);
}
