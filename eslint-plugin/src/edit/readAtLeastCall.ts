import type { Draft } from "./draft.ts";
import { existingName, importName } from "./imports.ts";
import { appendItems } from "./listItems.ts";
import { argumentList } from "./lists.ts";
import {
  bare,
  calleeName,
  isCall,
  isFunction,
  isMember,
  walk,
  type CallNode,
  type Node,
} from "./nodes.ts";
import { declarationAt, freeName } from "./names.ts";
import { mayLoseNarrowing } from "./narrowing.ts";
import { isNothing } from "./optionsArgument.ts";
import type { Task } from "./proposeEdits.ts";
import type { ReadCall } from "./readCall.ts";
import type { Source } from "./source.ts";
import { levelOption } from "./tokenOption.ts";
import { packageName } from "./tokenFromCall.ts";
import type { TokenValue } from "./tokenVariable.ts";

// Case: await item.read() -> await readAtLeast(tokenFrom(message), (options) => item.read(options))
export function wrapRead(
  task: Task,
  source: Source,
  { call, index }: ReadCall,
  value: TokenValue,
): boolean {
  const { draft, read } = task;
  if (mergeIntoCall(task, source, { call, index }, value)) return true;
  const wrapped = answerWithToken(source, call, read.call);
  if (wrapped === undefined || mayLoseNarrowing(source, wrapped)) return false;
  const { awaits, isBound } = ofFunctionAround(wrapped);
  const present = call.arguments[index] as Node | undefined;
  const kept = present !== undefined && !isNothing(bare(present));
  if (isBound || call.arguments.some(({ type }) => type === "SpreadElement"))
    return false;
  if (
    present !== undefined &&
    bare(present).type === "ObjectExpression" &&
    source.slice(present).includes("sessionToken")
  )
    return false;
  const options = freeName(
    source,
    ["options", "requestOptions"],
    source.functionAround(call),
  );
  const readAtLeast = importName(draft, source, packageName, "readAtLeast", {
    else: "readFresh",
  });
  const level = levelOption(source, read.consistencyLevel).map(
    ({ text }) => text,
  );
  draft.once(`options ${source.file} ${call.start} ${call.end}`, () => {
    draft.insert(
      source,
      wrapped.start,
      `${readAtLeast}(${value.text}, ${awaits ? "async " : ""}(${options}) => `,
    );
    if (kept) spreadInto(draft, source, present, [`...${options}`, ...level]);
    else {
      const text =
        level.length === 0
          ? options
          : `{ ${[`...${options}`, ...level].join(", ")} }`;
      if (present !== undefined)
        draft.replace(source, present.start, present.end, text);
      else {
        const missing = Array.from(
          { length: index - call.arguments.length },
          () => "undefined",
        );
        appendItems(draft, source, argumentList(source, call), [
          ...missing,
          text,
        ]);
      }
    }
    draft.insert(source, wrapped.end, ")");
  });
  return true;
}

/**
 * Another path to the read has its token in a `readAtLeast` already: one inside of it would take that token away.
 * Case: readAtLeast(sessionToken, (options) => item.read(options)) -> readAtLeast(merge(sessionToken, …), …)
 */
function mergeIntoCall(
  { draft }: Task,
  source: Source,
  { call, index }: ReadCall,
  value: TokenValue,
): boolean {
  const callback = source.functionAround(call);
  const outer = isFunction(callback) ? source.parent(callback) : undefined;
  const given = call.arguments[index] as Node | undefined;
  if (
    callback.type !== "ArrowFunctionExpression" ||
    callback.body.type === "BlockStatement" ||
    !isCall(outer) ||
    outer.arguments[1] !== callback ||
    source.slice(outer.callee) !==
      existingName(source, packageName, "readAtLeast") ||
    given?.type !== "Identifier" ||
    callback.params.length !== 1 ||
    callback.params[0]?.type !== "Identifier" ||
    callback.params[0].name !== given.name
  )
    return false;
  const present = outer.arguments[0] as Node;
  draft.once(`options ${source.file} ${call.start} ${call.end}`, () => {
    if (isNothing(bare(present))) {
      draft.replace(source, present.start, present.end, value.text);
    } else if (source.slice(present) !== value.text) {
      const merge = importName(draft, source, packageName, "merge", {
        else: "mergeTokens",
      });
      draft.insert(source, present.start, `${merge}(`);
      draft.insert(source, present.end, `, ${value.text})`);
    }
  });
  return true;
}

/** What an expression has of the function around it, and a callback would not have. */
function ofFunctionAround(expression: Node): {
  awaits: boolean;
  isBound: boolean;
} {
  const found = { awaits: false, isBound: false };
  walk(expression, (node) => {
    if (node.type === "AwaitExpression") found.awaits = true;
    if (
      node.type === "YieldExpression" ||
      (node.type === "Identifier" && node.name === "arguments")
    )
      found.isBound = true;
    // An await or yield of a function inside is its own.
    return !isFunction(node);
  });
  return found;
}

function spreadInto(
  draft: Draft,
  source: Source,
  present: Node,
  texts: readonly string[],
): void {
  const value = bare(present);
  if (value.type === "ObjectExpression" && value.properties.length > 0) {
    draft.insert(
      source,
      (value.properties.at(-1) as Node).end,
      `, ${texts.join(", ")}`,
    );
  } else if (value.type === "ObjectExpression") {
    draft.replace(source, value.start, value.end, `{ ${texts.join(", ")} }`);
  } else {
    draft.insert(source, present.start, "{ ...");
    draft.insert(source, present.end, `, ${texts.join(", ")} }`);
  }
}

/** The expression whose answer bears a token: the read of an item, or one page of a query without ORDER BY or aggregates. */
function answerWithToken(
  source: Source,
  call: CallNode,
  kind: string,
): (Node & { start: number }) | undefined {
  if (kind === "item.read") return call;
  if (kind !== "items.query") return undefined;
  const member = source.parent(call);
  const next = member && source.parent(member);
  if (
    !member ||
    !isMember(member) ||
    next?.type !== "CallExpression" ||
    calleeName(next) !== "fetchNext"
  )
    return undefined;
  const query = call.arguments[0];
  const text = query === undefined ? "" : constantQuery(source, bare(query));
  return text !== undefined &&
    !/\border\s+by\b|\b(?:count|sum|avg|min|max)\s*\(|\bgroup\s+by\b|\bdistinct\b/i.test(
      text,
    )
    ? next
    : undefined;
}

function constantQuery(source: Source, query: Node): string | undefined {
  if (query.type === "StringLiteral") return query.value;
  if (query.type === "TemplateLiteral") return source.slice(query);
  if (query.type === "ObjectExpression") {
    const property = query.properties.find(
      (p) =>
        p.type === "ObjectProperty" &&
        p.key.type === "Identifier" &&
        p.key.name === "query",
    );
    return property?.type === "ObjectProperty"
      ? constantQuery(source, bare(property.value))
      : undefined;
  }
  if (query.type !== "Identifier") return undefined;
  const declaration = declarationAt(source, query.name, query);
  const declarator = declaration && source.parent(declaration);
  return declarator?.type === "VariableDeclarator" &&
    declarator.init &&
    declarator.init.type !== "Identifier"
    ? constantQuery(source, bare(declarator.init))
    : undefined;
}
