import {
  boolean,
  described,
  double,
  list,
  long,
  map,
  nothing,
  string,
  timestamp,
} from "../amqp/encode.ts";
import type { CorrelationFilter, Rule, RuleFilter } from "../rules/Rule.ts";

/** Codes of the described lists (documentation of the service's AMQP request-response operations). */
const code = {
  ruleDescription: 0x0000013700000004,
  sqlFilter: 0x000001370000006,
  trueFilter: 0x000001370000007,
  falseFilter: 0x000001370000008,
  correlationFilter: 0x000001370000009,
  emptyAction: 0x0000013700000005,
};

/** A rule as the rule manager of @azure/service-bus reads it: filter, action, name. */
export function encodeRule({ name, filter }: Rule): Buffer {
  return described(
    code.ruleDescription,
    list([
      encodeFilter(filter),
      described(code.emptyAction, list([])),
      string(name),
    ]),
  );
}

function encodeFilter(filter: RuleFilter): Buffer {
  switch (filter.kind) {
    case "sql":
      return described(code.sqlFilter, list([string(filter.expression)]));
    case "true":
      return described(code.trueFilter, list([]));
    case "false":
      return described(code.falseFilter, list([]));
    case "correlation":
      return described(code.correlationFilter, list(correlationFields(filter)));
  }
}

function correlationFields(filter: CorrelationFilter): Buffer[] {
  const fields = [
    filter.correlationId,
    filter.messageId,
    filter.to,
    filter.replyTo,
    filter.subject,
    filter.sessionId,
    filter.replyToSessionId,
    filter.contentType,
  ].map((text) => (text === undefined ? nothing : string(text)));
  const { applicationProperties } = filter;
  if (applicationProperties === undefined) return fields;
  const entries = Object.entries(applicationProperties).map(
    ([key, value]) => [string(key), encodeProperty(value)] as const,
  );
  return [...fields, map(entries)];
}

function encodeProperty(value: unknown): Buffer {
  if (typeof value === "string") return string(value);
  if (typeof value === "boolean") return boolean(value);
  if (typeof value === "bigint") return long(value);
  if (value instanceof Date) return timestamp(value.getTime());
  if (typeof value !== "number") return nothing;
  return Number.isSafeInteger(value) ? long(value) : double(value);
}
