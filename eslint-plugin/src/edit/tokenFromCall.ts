import { accessProperties } from "./access.ts";
import type { Route } from "./passDown.ts";
import { containerExpression } from "./containerExpression.ts";
import type { Draft } from "./draft.ts";
import type { Held } from "./held.ts";
import { importName } from "./imports.ts";
import { refuseUnknownPlace } from "./inlineStyle.ts";
import {
  bare,
  calleeName,
  contains,
  isCall,
  isMember,
  type CallNode,
  type Node,
} from "./nodes.ts";
import { declarationAt, scopeOf } from "./names.ts";
import { Refusal } from "./proposal.ts";
import type { Task, Way } from "./proposeEdits.ts";
import type { Source } from "./source.ts";
import { declareToken, inlineToken, type TokenValue } from "./tokenVariable.ts";

export const packageName = "cosmos-session-token";
/** The names that `tokenFrom` knows; others are read by hand. */
const plainName = "cosmosSessionToken";

/** The token where the message is at hand: `tokenFrom(message)`. */
export function tokenAtStart(
  { draft }: Task,
  { choice, property, handler }: Way,
  route: Route,
  held: Held,
  read: CallNode,
): TokenValue {
  const isLast = route.start === route.hops.length - 1;
  const use = isLast ? read : route.hops[route.start]!.call;
  if (
    property !== undefined &&
    property !== plainName &&
    !property.startsWith(`${plainName}_`)
  ) {
    refuseUnknownPlace(handler);
    return inlineToken(draft, held, property, use, choice.wishes, choice.part);
  }
  const access = accessProperties(draft, held);
  const options: string[] = [];
  if (choice.container !== undefined)
    options.push(`container: ${held.source.quote(choice.container)}`);
  else if (property === undefined)
    options.push(`container: ${containerId(held.source, read)}`);
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

/**
 * The token of a read whose container's name is no constant, from a message that is at hand beside the read.
 * Case: tokenFrom(message, { container: this.orders.id })
 */
export function tokenAtRead(
  draft: Draft,
  source: Source,
  read: CallNode,
  message: string,
): TokenValue {
  const name = importName(draft, source, packageName, "tokenFrom", {
    else: "sessionTokenFrom",
  });
  return {
    text: `${name}(${message}, { container: ${containerId(source, read)} })`,
    isString: false,
  };
}

function containerId(source: Source, read: CallNode): string {
  const container = containerExpression(read);
  if (container === undefined) {
    // Case: const item = orders.item(id, pk); item.read()
    const callee = bare(read.callee);
    if (isMember(callee) && bare(callee.object).type === "Identifier")
      return `${source.slice(callee.object)}.container.id`;
    throw new Refusal(
      `This handler reads several containers, and the container of the read in line ${source.line(read.start)} has no name in the code, so the name of its token is not known. Call \`tokenFrom(message, { container: container.id })\` by hand and pass the result to the read.`,
    );
  }
  const [id, ...others] = isCall(container) ? container.arguments : [];
  if (
    isCall(container) &&
    calleeName(container) === "container" &&
    id !== undefined &&
    others.length === 0
  )
    return source.slice(id);
  const text = source.slice(container);
  return container.type === "AwaitExpression" ? `(${text}).id` : `${text}.id`;
}

/** The message itself, to be passed on to where the read's container is at hand. */
export function messageAtStart(
  task: Task,
  route: Route,
  held: Held,
): TokenValue {
  const access = accessProperties(task.draft, held);
  const use = route.hops[route.start]!.call;
  if (access.index !== undefined || isHidden(held, access.root, use)) {
    throw new Refusal(
      "This handler reads several containers, and the name of this read's container is no constant, so the name of its token is not known where the message is. Call `tokenFrom` with the container beside the read, and pass the result to the read.",
    );
  }
  return { text: access.carrier, isString: false };
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
