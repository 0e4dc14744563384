import { string } from "../amqp/encode.ts";
import type { EncodedEntries } from "./outcome.ts";

/** The application properties that say why a message is among the dead letters. */
export function deadLetterReason(
  name: string,
  description: string,
): EncodedEntries {
  return [
    string("DeadLetterReason"),
    string(name),
    string("DeadLetterErrorDescription"),
    string(description),
  ];
}
