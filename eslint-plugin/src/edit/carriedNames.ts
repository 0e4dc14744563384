import type * as t from "@babel/types";
import type { Host } from "../analysis/host.ts";
import { TOKEN_HEADER } from "../sdk/cosmos.ts";
import {
  bare,
  calleeName,
  isCall,
  isMember,
  keyName,
  memberName,
  type Node,
} from "./nodes.ts";
import { declarationAt, usesOf } from "./names.ts";
import { Source } from "./source.ts";

/** A name under which a message carries a token, and where it stands in the message. */
export interface CarriedName {
  readonly name: string;
  readonly part: MessagePart;
}

export type MessagePart = "properties" | "body";

/** How far a token is followed through constants. */
const MAX_STEPS = 4;

/** What files say, by their paths, as long as they say it. */
export type KnownNames = Map<
  string,
  { readonly stamp: string | undefined; readonly names: readonly CarriedName[] }
>;

/**
 * Names that the code base's own producers send: a key in `applicationProperties` or `body` whose value is, in the
 * same file and through constants only, the session token of a response's headers. Less sure ways give no name.
 *
 * @param files Those in which a token is named.
 * @param known What was found before: a run of a linter asks once for each file with findings, and the producers stay.
 */
export function findCarriedNames(
  host: Host,
  files: readonly string[],
  known: KnownNames = new Map(),
): CarriedName[] {
  const found = new Map<string, CarriedName>();
  for (const file of files) {
    const stamp = host.stamp(file);
    let entry = known.get(file);
    if (entry === undefined || entry.stamp !== stamp) {
      entry = { stamp, names: namesIn(file, host.readText(file)) };
      known.set(file, entry);
    }
    for (const carried of entry.names)
      found.set(`${carried.part} ${carried.name}`, carried);
  }
  return [...found.values()];
}

function namesIn(file: string, text: string | undefined): CarriedName[] {
  // A name in a message needs a message; most files that name a token have none.
  if (text === undefined || !/applicationProperties|\bbody\b/.test(text))
    return [];
  let source: Source;
  try {
    source = new Source(file, text);
  } catch {
    return [];
  }
  return source.nodes.flatMap((node): CarriedName[] => {
    const entry = entryOf(node);
    if (entry === undefined || !isResponseToken(source, entry.value, 0))
      return [];
    const part = partOf(source, entry.holder, 0);
    return part === undefined ? [] : [{ name: entry.name, part }];
  });
}

interface Entry {
  readonly name: string;
  readonly value: t.Node;
  /** The object that gets the name: a literal, or what is assigned to. */
  readonly holder: t.Node;
}

function entryOf(node: Node): Entry | undefined {
  if (node.type === "AssignmentExpression") {
    // Case: message.applicationProperties.cosmosSessionToken = token
    const { left } = node;
    const name = isMember(left) ? memberName(left) : undefined;
    return isMember(left) && name !== undefined
      ? { name, value: node.right, holder: left.object }
      : undefined;
  }
  // Case: { cosmosSessionToken: headers["x-ms-session-token"] }
  if (node.type !== "ObjectProperty") return undefined;
  const name = keyName(node);
  return name === undefined
    ? undefined
    : { name, value: node.value, holder: node };
}

/** Whether an expression is surely the session token of a response. */
function isResponseToken(source: Source, node: t.Node, steps: number): boolean {
  if (steps > MAX_STEPS) return false;
  const value = bare(node);
  if (value.type === "LogicalExpression" && value.operator !== "&&")
    return isResponseToken(source, value.left, steps + 1);
  if (isMember(value)) {
    // Case: response.headers["x-ms-session-token"], headers[TOKEN_HEADER]
    const object = bare(value.object);
    const isHeaders =
      (isMember(object) && memberName(object) === "headers") ||
      (object.type === "Identifier" && object.name === "headers");
    return isHeaders && isHeaderName(source, value);
  }
  if (isCall(value) && calleeName(value) === "String" && value.arguments[0])
    return isResponseToken(source, value.arguments[0], steps + 1);
  if (value.type !== "Identifier") return false;
  const constant = constantOf(source, value);
  return constant !== undefined && isResponseToken(source, constant, steps + 1);
}

function isHeaderName(
  source: Source,
  { property }: t.MemberExpression | t.OptionalMemberExpression,
): boolean {
  if (property.type === "StringLiteral") return property.value === TOKEN_HEADER;
  if (property.type !== "Identifier") return false;
  const constant = constantOf(source, property as Node);
  return constant?.type === "StringLiteral" && constant.value === TOKEN_HEADER;
}

/** What a `const` holds. */
function constantOf(source: Source, use: Node): Node | undefined {
  if (use.type !== "Identifier") return undefined;
  const declaration = declarationAt(source, use.name, use);
  const declarator = declaration && source.parent(declaration);
  if (
    declarator?.type !== "VariableDeclarator" ||
    declarator.id !== (declaration as t.Node) ||
    !declarator.init
  )
    return undefined;
  const statement = source.parent(declarator);
  return statement?.type === "VariableDeclaration" && statement.kind === "const"
    ? bare(declarator.init)
    : undefined;
}

const parts: Readonly<Record<string, MessagePart | undefined>> = {
  applicationProperties: "properties",
  body: "body",
};

/** In which part of a message an object stands, if it stands in one. */
function partOf(
  source: Source,
  holder: t.Node,
  steps: number,
): MessagePart | undefined {
  if (steps > MAX_STEPS) return undefined;
  if (holder.type === "ObjectProperty") {
    const object = source.parent(holder);
    return object && partOfValue(source, object, steps);
  }
  const value = bare(holder);
  if (isMember(value)) return parts[memberName(value) ?? ""];
  // Case: const properties = {}; properties.token = …; sendMessages({ applicationProperties: properties })
  if (value.type !== "Identifier") return undefined;
  const declaration = declarationAt(source, value.name, value);
  return declaration && partOfVariable(source, declaration, steps);
}

/** Case: applicationProperties: { … }, message.body = { … }, const properties = { … } */
function partOfValue(
  source: Source,
  value: Node,
  steps: number,
): MessagePart | undefined {
  const parent = source.parent(value);
  switch (parent?.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "ParenthesizedExpression":
      return partOfValue(source, parent, steps);
    case "ObjectProperty":
      return parent.value === (value as t.Node)
        ? parts[keyName(parent) ?? ""]
        : undefined;
    case "AssignmentExpression":
      return isMember(parent.left)
        ? parts[memberName(parent.left) ?? ""]
        : undefined;
    case "VariableDeclarator":
      return parent.id.type === "Identifier"
        ? partOfVariable(source, parent.id as Node, steps + 1)
        : undefined;
    default:
      return undefined;
  }
}

function partOfVariable(
  source: Source,
  declaration: Node,
  steps: number,
): MessagePart | undefined {
  const found = new Set(
    usesOf(source, declaration).flatMap(
      (use) => partOfValue(source, use, steps + 1) ?? [],
    ),
  );
  return found.size === 1 ? [...found][0] : undefined;
}
