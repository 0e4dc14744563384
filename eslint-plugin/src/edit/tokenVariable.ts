import type * as t from "@babel/types";
import { accessProperties, type Access } from "./access.ts";
import type { MessagePart } from "./carriedNames.ts";
import type { Draft } from "./draft.ts";
import type { Held } from "./held.ts";
import {
  bare,
  contains,
  isFunction,
  isMember,
  keyName,
  memberName,
  type Node,
} from "./nodes.ts";
import { declarationAt, freeName, scopeOf } from "./names.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

/** An expression that gives the token where it is written. */
export interface TokenValue {
  readonly text: string;
  /** In TypeScript: its type is `string`, so that it needs no cast even under exactOptionalPropertyTypes. */
  readonly isString: boolean;
  /** An optional parameter of a function that others call too. */
  readonly isParameter?: boolean;
}

/** Several paths to one read must give it one token by one name. */
export function refuseOtherValue(
  draft: Draft,
  source: Source,
  call: Node,
  { text }: TokenValue,
): void {
  const key = `value ${source.file} ${call.start} ${call.end}`;
  if (draft.once(key, () => text) === text) return;
  throw new Refusal(
    `Several paths lead to the call in line ${source.line(call.start)}, and the token has another name on each. Pass it there by hand.`,
  );
}

/** The names a new variable may have, best first. */
export type NameWishes = readonly string[];

/**
 * The token of the message at hand, read by the name of its property: a variable that is there already, else a
 * new one where the message is bound, else (no block to put it in) the expression itself.
 */
export function inlineToken(
  draft: Draft,
  held: Held,
  property: string,
  use: Node,
  wishes: NameWishes,
  part: MessagePart = "properties",
): TokenValue {
  const { source } = held;
  const existing = existingVariable(held, property, use, part);
  if (existing !== undefined) return existing;
  const access = accessProperties(draft, held, part);
  const text = readProperty(source, access, property);
  return declareToken(draft, held, text, access, use, wishes, true);
}

/** `message.applicationProperties?.["cosmosSessionToken"] as string` */
function readProperty(
  source: Source,
  access: Access,
  property: string,
): string {
  if (source.isTypeScript && access.body?.isAny === false) {
    const key = isName(property) ? property : source.quote(property);
    const type = `{ ${key}?: string } | undefined`;
    const object = `(${access.properties} as ${type})`;
    return `${object}?.${isName(property) ? key : `[${key}]`} as string`;
  }
  if (source.isTypeScript && access.body === undefined)
    return `${access.properties}?.[${source.quote(property)}] as string`;
  const cast = source.isTypeScript ? " as string" : "";
  return isName(property)
    ? `${access.properties}?.${property}${cast}`
    : `${access.properties}?.[${source.quote(property)}]${cast}`;
}

function isName(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}

/** Puts `const sessionToken = …` where the message is bound; without a block there, gives the expression back. */
export function declareToken(
  draft: Draft,
  held: Held,
  text: string,
  access: Pick<Access, "root">,
  use: Node,
  wishes: NameWishes,
  isString: boolean,
): TokenValue {
  const { source, scope } = held;
  const place = placeFor(source, held, use);
  if (place === undefined) {
    if (access.root !== "" && isHidden(source, access.root, scope, use)) {
      throw new Refusal(
        `Another \`${access.root}\` hides the message in line ${source.line(use.start)}. Rename one of them, then try again.`,
      );
    }
    return { text, isString };
  }
  const name = draft.once(`variable ${source.file} ${place.at} ${text}`, () => {
    const chosen = freeName(source, wishes, place.block);
    insertStatement(draft, source, place, `const ${chosen} = ${text}`);
    return chosen;
  });
  return { text: name, isString };
}

interface StatementPlace {
  readonly block: Node;
  /** Offset behind which the statement goes. */
  readonly at: number;
  /** The statement behind it. */
  readonly next: Node | undefined;
}

function placeFor(
  source: Source,
  held: Held,
  use: Node,
): StatementPlace | undefined {
  const { scope, after } = held;
  if (after !== undefined) {
    const body = (scope as { body?: Node[] }).body ?? [];
    return { block: scope, at: after.end, next: body[body.indexOf(after) + 1] };
  }
  const block = (isFunction(scope) ? scope.body : scope) as Node;
  if (block.type !== "BlockStatement") return undefined;
  // A default value of a parameter stands outside of the block.
  if (!contains(block, use)) return undefined;
  const directive = block.directives.at(-1);
  return {
    block,
    at: directive?.end ?? block.start + 1,
    next: block.body[0] as Node | undefined,
  };
}

function insertStatement(
  draft: Draft,
  source: Source,
  place: StatementPlace,
  statement: string,
): void {
  const { eol, semicolon, indent: step } = source.habits;
  const { at, next, block } = place;
  const end =
    semicolon ||
    (next !== undefined && /^[([`+\-/]/.test(source.text.slice(next.start))
      ? ";"
      : "");
  const isOneLine =
    next !== undefined && !source.text.slice(at, next.start).includes("\n");
  if (isOneLine) {
    draft.insert(source, at, ` ${statement};`);
    return;
  }
  const indent =
    next === undefined
      ? source.indentAt(block.start) + step
      : source.indentAt(next.start);
  const note = /^[ \t]*\/\/[^\r\n]*/.exec(source.text.slice(at))?.[0] ?? "";
  draft.insert(source, at + note.length, `${eol}${indent}${statement}${end}`);
}

/** Whether something between the scope and the place declares the same name. */
function isHidden(
  source: Source,
  name: string,
  scope: Node,
  use: Node,
): boolean {
  const declaration = declarationAt(source, name, use);
  if (declaration === undefined) return false;
  const inner = scopeOf(source, declaration);
  return inner !== scope && contains(scope, inner) && !contains(inner, scope);
}

/** A variable seen at `use` that holds the property of this message already. */
function existingVariable(
  held: Held,
  property: string,
  use: Node,
  part: MessagePart,
): TokenValue | undefined {
  const { source } = held;
  const wanted = pathOfHeld(held, property, part);
  if (wanted === undefined) return undefined;
  for (const node of source.nodes) {
    if (
      node.type !== "VariableDeclarator" ||
      !node.init ||
      node.end > use.start
    )
      continue;
    const statement = source.parent(node);
    if (statement?.type !== "VariableDeclaration" || statement.kind !== "const")
      continue;
    const found = holderIn(source, node, wanted);
    if (found === undefined) continue;
    const declaration = declarationAt(source, found.text, use);
    if (declaration !== undefined && contains(node, declaration)) return found;
  }
  return undefined;
}

function holderIn(
  source: Source,
  node: Node & t.VariableDeclarator,
  wanted: ReadonlySet<string>,
): TokenValue | undefined {
  const path = pathOf(source, node.init!);
  if (path === undefined) return undefined;
  if (node.id.type === "Identifier") {
    if (!wanted.has(path)) return undefined;
    const type = node.id.typeAnnotation ?? node.init!;
    return {
      text: node.id.name,
      isString: /(?::|\bas)\s*string\)*$/.test(source.slice(type)),
    };
  }
  if (node.id.type !== "ObjectPattern") return undefined;
  for (const property of node.id.properties) {
    if (
      property.type !== "ObjectProperty" ||
      property.value.type !== "Identifier"
    )
      continue;
    const key = keyName(property);
    if (key !== undefined && wanted.has(`${path}.${key}`))
      return { text: property.value.name, isString: false };
  }
  return undefined;
}

function pathOfHeld(
  held: Held,
  property: string,
  part: MessagePart,
): ReadonlySet<string> | undefined {
  const { pattern, kind } = held;
  const paths = new Set<string>();
  if (held.index !== undefined) return undefined;
  if (pattern?.type === "Identifier") {
    const root = `${pattern.name}@${pattern.start}`;
    if (kind === "body") return new Set([`${root}.${property}`]);
    const holders =
      kind === "message"
        ? part === "body"
          ? ["body"]
          : ["applicationProperties", "userProperties"]
        : [
            `${held.property}.applicationProperties`,
            `${held.property}.userProperties`,
          ];
    for (const holder of holders) paths.add(`${root}.${holder}.${property}`);
  } else if (pattern?.type === "ObjectPattern") {
    const ofMessage = part === "body" ? "body" : "applicationProperties";
    const wanted = kind === "message" ? ofMessage : held.property;
    for (const item of pattern.properties) {
      if (
        item.type !== "ObjectProperty" ||
        keyName(item) !== wanted ||
        item.value.type !== "Identifier"
      )
        continue;
      const root = `${item.value.name}@${item.value.start}`;
      paths.add(
        kind === "message"
          ? `${root}.${property}`
          : `${root}.applicationProperties.${property}`,
      );
    }
  }
  return paths.size === 0 ? undefined : paths;
}

/** `message@12.applicationProperties.cosmosSessionToken`: the way to a value, through constants. */
function pathOf(source: Source, node: t.Node, depth = 0): string | undefined {
  if (depth > 8) return undefined;
  const value = bare(node);
  if (value.type === "LogicalExpression")
    return pathOf(source, value.left, depth + 1);
  if (isMember(value)) {
    const object = pathOf(source, value.object, depth + 1);
    const name = memberName(value);
    return object === undefined || name === undefined
      ? undefined
      : `${object}.${name}`;
  }
  if (value.type !== "Identifier") return undefined;
  const declaration = declarationAt(source, value.name, value);
  if (declaration === undefined) return undefined;
  const parent = source.parent(declaration);
  if (
    parent?.type === "VariableDeclarator" &&
    parent.init &&
    parent.id === (declaration as t.Node)
  ) {
    const through = pathOf(source, parent.init, depth + 1);
    if (through !== undefined) return through;
  }
  // Case: const { applicationProperties } = message;
  if (parent?.type === "ObjectProperty") {
    const pattern = source.parent(parent);
    const declarator = pattern && source.parent(pattern);
    const key = keyName(parent);
    if (
      declarator?.type === "VariableDeclarator" &&
      declarator.init &&
      key !== undefined
    ) {
      const object = pathOf(source, declarator.init, depth + 1);
      if (object !== undefined) return `${object}.${key}`;
    }
  }
  return `${value.name}@${declaration.start}`;
}
