import { accessProperties } from "./access.ts";
import {
  holdAtStart,
  passDown,
  planRoute,
  setRequestOptions,
  type Route,
} from "./callEdges.ts";
import { containerExpression } from "./containerExpression.ts";
import type { Draft } from "./draft.ts";
import type { Held } from "./held.ts";
import { importName } from "./imports.ts";
import {
  bare,
  calleeName,
  contains,
  isFunction,
  isMember,
  walk,
  type CallNode,
  type Node,
} from "./nodes.ts";
import { declarationAt, freeName, scopeOf } from "./names.ts";
import { mayLoseNarrowing } from "./narrowing.ts";
import { isNothing } from "./optionsArgument.ts";
import { appendItems } from "./listItems.ts";
import { argumentList } from "./lists.ts";
import { ownAnswers } from "./ownToken.ts";
import { Refusal } from "./proposal.ts";
import type { Task } from "./proposeEdits.ts";
import { readCall, type ReadCall } from "./readCall.ts";
import type { Source } from "./source.ts";
import { levelOption, tokenOption } from "./tokenOption.ts";
import { declareToken, inlineToken, type TokenValue } from "./tokenVariable.ts";

const packageName = "cosmos-session-token";
/** The names that `tokenFrom` knows; others are read by hand. */
const plainName = "cosmosSessionToken";

/** Takes the token with `tokenFrom`, and reads with `readAtLeast` where the answer tells how fresh it is. */
export function proposeHelper(task: Task): string {
  const { draft, finding, handler, read } = task;
  const source = draft.source(read.place.file);
  const { call, index } = readCall(source, read);
  let value: TokenValue | undefined;
  for (const path of [finding.path, ...finding.otherPaths]) {
    const route = planRoute(draft, path, handler.fn, handler.message);
    const held = holdAtStart(draft, route);
    const first = tokenAtStart(task, route, held, call);
    value = passDown(draft, route, held, first, task.choice.wishes, {
      files: task.files,
    });
  }
  if (value === undefined)
    throw new Refusal("The finding names no path from a handler to the read.");
  const merged = read.ownTokenExists
    ? mergeWithOwn(draft, source, call, value)
    : value;
  if (!wrapRead(task, source, { call, index }, merged)) {
    setRequestOptions(draft, source, call, index, [
      tokenOption(source, merged),
      ...levelOption(source, read.consistencyLevel),
    ]);
  }
  const name = task.property ?? `${task.tokenProperty}_…`;
  return read.ownTokenExists
    ? `Pass the message's \`${name}\`, merged with this flow's own token, to this read.`
    : `Pass the message's \`${name}\` to this read with \`${packageName}\`.`;
}

function tokenAtStart(
  task: Task,
  route: Route,
  held: Held,
  read: CallNode,
): TokenValue {
  const { draft, choice, property } = task;
  const isLast = route.start === route.hops.length - 1;
  const use = isLast ? read : route.hops[route.start]!.call;
  if (
    property !== undefined &&
    property !== plainName &&
    !property.startsWith(`${plainName}_`)
  ) {
    return inlineToken(draft, held, property, use, choice.wishes);
  }
  const access = accessProperties(draft, held);
  const options: string[] = [];
  if (choice.container !== undefined)
    options.push(`container: ${held.source.quote(choice.container)}`);
  else if (property === undefined)
    options.push(`container: ${containerAt(held, read, isLast)}.id`);
  if (access.index !== undefined)
    options.push(access.index === "index" ? "index" : `index: ${access.index}`);
  const name = importName(draft, held.source, packageName, "tokenFrom", {
    else: "sessionTokenFrom",
  });
  const args = [
    access.carrier,
    ...(options.length === 0 ? [] : [`{ ${options.join(", ")} }`]),
  ];
  const text = `${name}(${args.join(", ")})`;
  const existing = variableWith(held, text, use);
  if (existing !== undefined) return { text: existing, isString: false };
  if (isHidden(held, access.root, use)) {
    return declareToken(draft, held, text, access, use, choice.wishes, false);
  }
  return { text, isString: false };
}

/** The container in the read, where the message and it are both at hand. */
function containerAt(held: Held, read: CallNode, isLast: boolean): string {
  const container = isLast ? containerExpression(read) : undefined;
  if (
    container === undefined ||
    (container.type !== "Identifier" && !isMember(container))
  ) {
    throw new Refusal(
      "This handler reads several containers, and the name of this read's container is no constant, so the name of its token is not known where the message is. Call `tokenFrom(message, { container: container.id })` by hand and pass the result to the read.",
    );
  }
  return held.source.slice(container);
}

function variableWith(held: Held, text: string, use: Node): string | undefined {
  const { source } = held;
  for (const node of source.nodes) {
    if (
      node.type !== "VariableDeclarator" ||
      node.id.type !== "Identifier" ||
      !node.init ||
      node.end > use.start
    )
      continue;
    if (source.slice(bare(node.init)) !== text) continue;
    if (
      contains(held.scope, node) &&
      declarationAt(source, node.id.name, use) === (node.id as Node)
    )
      return node.id.name;
  }
  return undefined;
}

function isHidden(held: Held, root: string, use: Node): boolean {
  const declaration = declarationAt(held.source, root, use);
  if (declaration === undefined || held.pattern === undefined) return false;
  const scope = scopeOf(held.source, declaration);
  return (
    contains(held.scope, scope) &&
    scope !== held.scope &&
    !contains(scope, held.pattern)
  );
}

function mergeWithOwn(
  draft: Draft,
  source: Source,
  call: CallNode,
  value: TokenValue,
): TokenValue {
  const own = ownAnswers(draft, source, call);
  if (own === undefined) {
    throw new Refusal(
      "The same flow wrote or read this container before, and the answer of that call is not at hand here, so its token cannot be merged with the message's. Keep the answer, and pass `merge(tokenOf(answer), tokenFrom(message))`.",
    );
  }
  const merge = importName(draft, source, packageName, "merge", {
    else: "mergeTokens",
  });
  const tokenOf = importName(draft, source, packageName, "tokenOf", {
    else: "tokenOfAnswer",
  });
  return {
    text: `${merge}(${[...own.map((name) => `${tokenOf}(${name})`), value.text].join(", ")})`,
    isString: false,
  };
}

// Case: await item.read() -> await readAtLeast(tokenFrom(message), (options) => item.read(options))
function wrapRead(
  task: Task,
  source: Source,
  { call, index }: ReadCall,
  value: TokenValue,
): boolean {
  const { draft, read } = task;
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
