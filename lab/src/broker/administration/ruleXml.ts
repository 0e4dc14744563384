import {
  RuleError,
  type CorrelationFilter,
  type Rule,
  type RuleFilter,
} from "../rules/Rule.ts";
import { assertRuleName } from "../rules/ruleName.ts";
import { badRequest, unsupported } from "./AdministrationError.ts";
import type { RuleView } from "./AdministrationTarget.ts";
import { findChild, type XmlElement } from "./readXml.ts";
import { escapeXml, writeElement } from "./writeXml.ts";

type TextProperty = Exclude<
  keyof CorrelationFilter,
  "kind" | "applicationProperties"
>;

/** In the order of the service. */
const texts: ReadonlyMap<string, TextProperty> = new Map([
  ["CorrelationId", "correlationId"],
  ["MessageId", "messageId"],
  ["To", "to"],
  ["ReplyTo", "replyTo"],
  ["Label", "subject"],
  ["SessionId", "sessionId"],
  ["ReplyToSessionId", "replyToSessionId"],
  ["ContentType", "contentType"],
]);

/**
 * @param name From the address; left out for the default rule of a subscription, which names itself.
 * @throws {AdministrationError | RuleError} The text of the filter is not read here.
 */
export function readRule(description: XmlElement, name?: string): Rule {
  const own = name ?? findChild(description, "Name")?.text.trim();
  assertRuleName(own);
  const action = findChild(description, "Action");
  if (findChild(action, "SqlExpression")?.text.trim()) {
    throw new RuleError(
      "RuleActionUnsupported",
      `Rule "${own}": the lab has no SQL rule actions (SET, REMOVE). Leave the action out; the filter alone works.`,
    );
  }
  return { name: own, filter: readFilter(findChild(description, "Filter")) };
}

function readFilter(filter: XmlElement | undefined): RuleFilter {
  if (filter === undefined) return { kind: "true" };
  const type = filter.attributes.get("type") ?? "";
  switch (type.slice(type.indexOf(":") + 1)) {
    case "SqlFilter": {
      const expression = findChild(filter, "SqlExpression")?.text ?? "";
      const parameters = readKeyValues(findChild(filter, "Parameters"));
      return { kind: "sql", expression, ...(parameters && { parameters }) };
    }
    case "CorrelationFilter": {
      const applicationProperties = readKeyValues(
        findChild(filter, "Properties"),
      );
      const wanted: Partial<Record<TextProperty, string>> = {};
      for (const [element, property] of texts) {
        const child = findChild(filter, element);
        if (child !== undefined) wanted[property] = child.text;
      }
      return {
        kind: "correlation",
        ...wanted,
        ...(applicationProperties && { applicationProperties }),
      };
    }
    case "TrueFilter":
      return { kind: "true" };
    case "FalseFilter":
      return { kind: "false" };
    default:
      throw unsupported(
        `a filter of the type "${type.slice(0, 80)}". There are SqlFilter, CorrelationFilter, TrueFilter and FalseFilter.`,
      );
  }
}

function readKeyValues(
  element: XmlElement | undefined,
): Record<string, unknown> | undefined {
  const pairs = element?.children.filter(
    ({ name }) => name === "KeyValueOfstringanyType",
  );
  if (pairs === undefined || pairs.length === 0) return undefined;
  // From pairs, so that a key such as __proto__ is a key.
  return Object.fromEntries(
    pairs.map((pair) => {
      const key = findChild(pair, "Key")?.text ?? "";
      const value = findChild(pair, "Value");
      const type = value?.attributes.get("type") ?? "string";
      return [
        key,
        readTyped(key, type.slice(type.indexOf(":") + 1), value?.text ?? ""),
      ];
    }),
  );
}

function readTyped(key: string, type: string, text: string): unknown {
  switch (type) {
    case "string":
      return text;
    case "boolean":
      return text.trim() === "true" || text.trim() === "1";
    case "dateTime": {
      const date = new Date(text.trim());
      if (!Number.isNaN(date.getTime())) return date;
      break;
    }
    case "int":
    case "long":
    case "double": {
      const number = Number(text.trim());
      if (text.trim() !== "" && !Number.isNaN(number)) return number;
      break;
    }
    default:
      throw unsupported(
        `values of the type "${type.slice(0, 80)}" in a filter. There are string, boolean, int, long, double and dateTime.`,
      );
  }
  throw badRequest(`The value of "${key.slice(0, 80)}" is no ${type}.`);
}

/** `RuleDescription` as the service answers it. */
export function writeRule({ rule, createdAt }: RuleView): string {
  return `${writeFilter(rule.filter)}<Action i:type="EmptyRuleAction"/>${writeElement("CreatedAt", new Date(createdAt).toISOString())}${writeElement("Name", rule.name)}`;
}

function writeFilter(filter: RuleFilter): string {
  switch (filter.kind) {
    case "sql":
      return `<Filter i:type="SqlFilter">${writeElement("SqlExpression", filter.expression)}<CompatibilityLevel>20</CompatibilityLevel>${writeKeyValues("Parameters", filter.parameters)}</Filter>`;
    case "true":
      return `<Filter i:type="TrueFilter"><SqlExpression>1=1</SqlExpression><CompatibilityLevel>20</CompatibilityLevel></Filter>`;
    case "false":
      return `<Filter i:type="FalseFilter"><SqlExpression>1=0</SqlExpression><CompatibilityLevel>20</CompatibilityLevel></Filter>`;
    case "correlation": {
      const wanted = [...texts].map(([element, property]) => {
        const value = filter[property];
        return value === undefined ? "" : writeElement(element, value);
      });
      return `<Filter i:type="CorrelationFilter">${wanted.join("")}${writeKeyValues("Properties", filter.applicationProperties)}</Filter>`;
    }
  }
}

function writeKeyValues(
  element: string,
  values: Readonly<Record<string, unknown>> | undefined,
): string {
  const pairs = Object.entries(values ?? {});
  if (pairs.length === 0) return "";
  const written = pairs.map(([key, value]) => {
    const [type, text] = typed(value);
    // @azure/service-bus 7.9.5 cuts off five characters to find the type: the prefix must have four.
    return `<KeyValueOfstringanyType>${writeElement("Key", key)}<Value i:type="d6p1:${type}" xmlns:d6p1="http://www.w3.org/2001/XMLSchema">${escapeXml(text)}</Value></KeyValueOfstringanyType>`;
  });
  return `<${element}>${written.join("")}</${element}>`;
}

/** Whole numbers as int where they fit: @azure/service-bus 7.9.5 cannot read long. */
function typed(value: unknown): [type: string, text: string] {
  switch (typeof value) {
    case "boolean":
      return ["boolean", String(value)];
    case "bigint":
    case "number":
      return Number.isInteger(Number(value)) &&
        Math.abs(Number(value)) < 2 ** 31
        ? ["int", String(value)]
        : ["double", String(value)];
    case "string":
      return ["string", value];
    default:
      return value instanceof Date
        ? ["dateTime", value.toISOString()]
        : ["string", ""];
  }
}
