import type {
  CountNode,
  Expression,
  QueryNode,
  SelectNode,
  SourceNode,
} from "./ast.ts";
import { isPlainName } from "./parse/tokens.ts";

/** A text that reads back as the same tree. */
export function printQuery(query: QueryNode): string {
  const parts = ["SELECT"];
  if (query.distinct) parts.push("DISTINCT");
  if (query.top !== undefined) parts.push("TOP", printCount(query.top));
  parts.push(printSelect(query.select));
  if (query.sources.length > 0) {
    parts.push("FROM", query.sources.map(printSource).join(" JOIN "));
  }
  if (query.where !== undefined) parts.push("WHERE", print(query.where));
  if (query.groupBy.length > 0) parts.push("GROUP BY", printAll(query.groupBy));
  if (query.orderBy.length > 0) {
    const orders = query.orderBy.map(
      ({ expression, descending }) =>
        `${print(expression)} ${descending ? "DESC" : "ASC"}`,
    );
    parts.push("ORDER BY", orders.join(", "));
  }
  if (query.offset !== undefined && query.limit !== undefined) {
    parts.push("OFFSET", printCount(query.offset));
    parts.push("LIMIT", printCount(query.limit));
  }
  return parts.join(" ");
}

export function print(node: Expression): string {
  switch (node.kind) {
    case "literal":
      return node.value === undefined
        ? "undefined"
        : JSON.stringify(node.value);
    case "parameter":
    case "name":
      return node.name;
    case "member":
      return `${printObject(node.object)}${printStep(node.key)}`;
    case "array":
      return `[${printAll(node.elements)}]`;
    case "object":
      return `{${node.properties
        .map(({ name, value }) => `${JSON.stringify(name)}: ${print(value)}`)
        .join(", ")}}`;
    case "unary":
      return `${node.operator} ${printOperand(node.operand)}`;
    case "binary":
      return `${printOperand(node.left)} ${node.operator} ${printOperand(node.right)}`;
    case "logical":
      return node.operands.map(printOperand).join(` ${node.operator} `);
    case "conditional":
      return `${printOperand(node.condition)} ? ${printOperand(node.consequent)} : ${printOperand(node.alternate)}`;
    case "between":
      return `${printOperand(node.operand)} ${not(node)}BETWEEN ${printOperand(node.low)} AND ${printOperand(node.high)}`;
    case "in":
      return `${printOperand(node.operand)} ${not(node)}IN (${printAll(node.list)})`;
    case "like": {
      const escape =
        node.escape === undefined
          ? ""
          : ` ESCAPE ${JSON.stringify(node.escape)}`;
      return `${printOperand(node.operand)} ${not(node)}LIKE ${printOperand(node.pattern)}${escape}`;
    }
    case "call":
      return `${node.isUdf ? "udf." : ""}${node.name}(${printAll(node.args)})`;
    case "subquery":
      return `(${printQuery(node.query)})`;
    case "exists":
      return `EXISTS(${printQuery(node.query)})`;
    case "arrayQuery":
      return `ARRAY(${printQuery(node.query)})`;
  }
}

function printAll(nodes: readonly Expression[]): string {
  return nodes.map(print).join(", ");
}

const closed: ReadonlySet<Expression["kind"]> = new Set([
  "literal",
  "parameter",
  "name",
  "member",
  "array",
  "object",
  "call",
  "subquery",
  "exists",
  "arrayQuery",
]);

function printOperand(node: Expression): string {
  return closed.has(node.kind) ? print(node) : `(${print(node)})`;
}

/** `1.a` would be a wrong number. */
function printObject(node: Expression): string {
  return node.kind === "literal" ? `(${print(node)})` : printOperand(node);
}

function printStep(key: Expression): string {
  if (key.kind !== "literal" || typeof key.value !== "string") {
    return `[${print(key)}]`;
  }
  return isPlainName(key.value) ? `.${key.value}` : `[${print(key)}]`;
}

function printCount(count: CountNode): string {
  return count.kind === "parameter" ? count.name : String(count.value);
}

function printSelect(select: SelectNode): string {
  switch (select.kind) {
    case "star":
      return "*";
    case "value":
      return `VALUE ${print(select.expression)}`;
    case "list":
      return select.items
        .map(({ expression, alias }) =>
          alias === undefined
            ? print(expression)
            : `${print(expression)} AS ${isPlainName(alias) ? alias : JSON.stringify(alias)}`,
        )
        .join(", ");
  }
}

function printSource({ collection, alias, iterates }: SourceNode): string {
  const text =
    collection.kind === "subquery"
      ? `(${printQuery(collection.query)})`
      : collection.root +
        collection.steps
          .map((step) =>
            typeof step === "string" && isPlainName(step)
              ? `.${step}`
              : `[${JSON.stringify(step)}]`,
          )
          .join("");
  if (iterates) return `${alias ?? ""} IN ${text}`;
  return alias === undefined ? text : `${text} AS ${alias}`;
}

function not({ negated }: { readonly negated: boolean }): string {
  return negated ? "NOT " : "";
}
