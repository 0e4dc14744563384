import type { RuleConfig } from "../../config.ts";
import {
  RuleError,
  type CorrelationFilter,
  type Rule,
  type RuleFilter,
} from "./Rule.ts";
import { assertRuleName } from "./ruleName.ts";

type TextProperty = Exclude<
  keyof CorrelationFilter,
  "kind" | "applicationProperties"
>;

/** Names in Config.json of the official emulator. */
const configNames: ReadonlyMap<string, TextProperty> = new Map([
  ["ContentType", "contentType"],
  ["CorrelationId", "correlationId"],
  ["Label", "subject"],
  ["MessageId", "messageId"],
  ["ReplyTo", "replyTo"],
  ["ReplyToSessionId", "replyToSessionId"],
  ["SessionId", "sessionId"],
  ["To", "to"],
]);

/** Names in the management request `com.microsoft:add-rule`, read in @azure/service-bus 7.9.5. */
const managementNames: ReadonlyMap<string, TextProperty> = new Map([
  ["content-type", "contentType"],
  ["correlation-id", "correlationId"],
  ["label", "subject"],
  ["message-id", "messageId"],
  ["reply-to", "replyTo"],
  ["reply-to-session-id", "replyToSessionId"],
  ["session-id", "sessionId"],
  ["to", "to"],
]);

/**
 * A rule as Config.json of the official emulator has it.
 *
 * @throws {RuleError} The filter's text is not read yet: `compileFilter` does that.
 */
export function ruleFromConfig(config: RuleConfig): Rule {
  const name: unknown = config.Name;
  assertRuleName(name);
  const properties = asRecord(config.Properties) ?? {};
  const where = `Rule "${name}"`;
  assertNoAction(where, properties["Action"]);
  switch (properties["FilterType"]) {
    case "Sql":
      return {
        name,
        filter: sqlFilter(where, properties["SqlFilter"], "SqlExpression"),
      };
    case "Correlation":
      return {
        name,
        filter: correlationFilter(
          where,
          properties["CorrelationFilter"],
          configNames,
          "Properties",
        ),
      };
    default:
      throw new RuleError(
        "RuleForm",
        `${where}: Properties.FilterType must be "Sql" or "Correlation".`,
      );
  }
}

/**
 * A rule as the rule manager sends it: `rule-name` and `rule-description` of the request
 * `com.microsoft:add-rule`, decoded to plain values.
 *
 * @throws {RuleError} The filter's text is not read yet: `compileFilter` does that.
 */
export function ruleFromManagement(name: unknown, description: unknown): Rule {
  assertRuleName(name);
  const where = `Rule "${name}"`;
  const form = asRecord(description) ?? {};
  assertNoAction(where, form["sql-rule-action"]);
  if (isGiven(form["sql-filter"])) {
    return {
      name,
      filter: sqlFilter(where, form["sql-filter"], "expression"),
    };
  }
  if (isGiven(form["correlation-filter"])) {
    return {
      name,
      filter: correlationFilter(
        where,
        form["correlation-filter"],
        managementNames,
        "properties",
      ),
    };
  }
  throw new RuleError(
    "RuleForm",
    `${where}: rule-description has neither sql-filter nor correlation-filter.`,
  );
}

function sqlFilter(where: string, form: unknown, key: string): RuleFilter {
  const expression = asRecord(form)?.[key];
  if (typeof expression === "string") return { kind: "sql", expression };
  throw new RuleError(
    "RuleForm",
    `${where}: the SQL filter has no text in ${key}.`,
  );
}

function correlationFilter(
  where: string,
  form: unknown,
  names: ReadonlyMap<string, TextProperty>,
  applicationPropertiesName: string,
): CorrelationFilter {
  const texts: Partial<Record<TextProperty, string>> = {};
  let applicationProperties: Record<string, unknown> | undefined;
  for (const [key, value] of Object.entries(asRecord(form) ?? {})) {
    if (!isGiven(value)) continue;
    const name = names.get(key);
    if (name !== undefined && isText(value)) {
      texts[name] = String(value);
    } else if (key === applicationPropertiesName && asRecord(value)) {
      applicationProperties = asRecord(value);
    } else {
      throw new RuleError(
        "RuleForm",
        `${where}: the correlation filter cannot have ${key} = ${typeof value}. It takes texts in ${[...names.keys()].join(", ")}, and a map in ${applicationPropertiesName}.`,
      );
    }
  }
  return {
    kind: "correlation",
    ...texts,
    ...(applicationProperties && { applicationProperties }),
  };
}

function assertNoAction(where: string, action: unknown): void {
  const texts = Object.values(asRecord(action) ?? {});
  if (texts.some((text) => isGiven(text) && text !== "")) {
    throw new RuleError(
      "RuleActionUnsupported",
      `${where}: the lab has no SQL rule actions (SET, REMOVE). Leave the action out; the filter alone works.`,
    );
  }
}

function isText(value: unknown): value is string | number | bigint {
  return (
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "bigint"
  );
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
