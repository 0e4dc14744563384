import { findProperty } from "./findProperty.ts";
import type { SystemProperties } from "./MessageView.ts";
import { RuleError } from "./Rule.ts";
import type { CorrelationFilter, MatchMessage } from "./Rule.ts";
import { systemProperty } from "./systemProperty.ts";
import { compareValues, toValue } from "./value.ts";

const systemProperties = [
  "contentType",
  "correlationId",
  "subject",
  "messageId",
  "replyTo",
  "replyToSessionId",
  "sessionId",
  "to",
] as const satisfies readonly (keyof CorrelationFilter &
  keyof SystemProperties)[];

/** @throws {RuleError} When it names no property; the service refuses such a filter, too. */
export function compileCorrelationFilter(
  filter: CorrelationFilter,
): MatchMessage {
  const wanted = systemProperties.flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [{ name, value }];
  });
  const wantedApplicationProperties = Object.entries(
    filter.applicationProperties ?? {},
  ).map(([name, value]) => ({ name, value: toValue(value) }));
  if (wanted.length + wantedApplicationProperties.length === 0) {
    throw new RuleError(
      "FilterEmpty",
      "The correlation filter names no property. Give it at least one, or use a true filter to get all messages.",
    );
  }
  return (message) =>
    wanted.every(
      ({ name, value }) => systemProperty(message, name) === value,
    ) &&
    wantedApplicationProperties.every(
      ({ name, value }) =>
        compareValues(
          findProperty(message.applicationProperties, name),
          value,
        ) === 0,
    );
}
