import type * as t from "@babel/types";
import { iterators } from "../sdk/callbacks.ts";
import { callsForMessages } from "../sdk/serviceBus.ts";
import type { Draft } from "./draft.ts";
import { addIndexToLoop, indexParameter } from "./elementIndex.ts";
import type { Held } from "./held.ts";
import {
  bare,
  calleeName,
  contains,
  isCall,
  isFunction,
  isMember,
  memberName,
  type CallNode,
  type FunctionNode,
  type Node,
} from "./nodes.ts";
import { declarationAt } from "./names.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

const receivingCalls: ReadonlySet<string> = new Set(callsForMessages);
/** Array methods that give some of the same elements; the index is another one. */
const keepingCalls = new Set([
  "filter",
  "slice",
  "sort",
  "reverse",
  "toSorted",
  "toReversed",
  "values",
  "concat",
]);
const iteratingCalls = new Set([
  "map",
  "forEach",
  "flatMap",
  "some",
  "every",
  "find",
  "filter",
]);

/** Which values are the batch: a parameter, or what a receiving call gave. */
export interface Batch {
  readonly source: Source;
  readonly fn: Node;
  /** The identifier that declares the array; absent where it comes from a receiving call in the function. */
  readonly declaration?: Node;
  /** `context.messages` of an `sdkBinding` parameter that is not taken apart. */
  readonly member?: { readonly object: Node; readonly name: string };
}

interface Element {
  readonly pattern?: Node;
  readonly expression?: string;
  readonly scope: Node;
  readonly after?: Node;
  /** How to get at the element's index in the batch; absent where there is none. */
  readonly index?: (draft: Draft) => string;
}

/**
 * Finds the element of a batch that the code around `use` works on: the variable of the loop, or the parameter of
 * the callback of `map` and the like.
 */
export function findElement(batch: Batch, use: Node): Element | undefined {
  const { source } = batch;
  let inner: Node = use;
  for (const outer of source.ancestors(use)) {
    const found =
      elementOfLoop(batch, outer, inner) ??
      elementOfCallback(batch, outer) ??
      elementOfVariable(batch, outer, use);
    if (found !== undefined) return found;
    if (outer === batch.fn) break;
    inner = outer;
  }
  return undefined;
}

export function toHeld(
  draft: Draft,
  source: Source,
  element: Element,
  metadata?: {
    property: "triggerMetadata" | "bindingData";
    pattern: Node | undefined;
    missing?: { fn: FunctionNode; index: number };
  },
): Held {
  if (metadata === undefined) {
    return {
      source,
      kind: "message",
      pattern: element.pattern,
      ...(element.expression === undefined
        ? {}
        : { expression: element.expression }),
      scope: element.scope,
      ...(element.after === undefined ? {} : { after: element.after }),
    };
  }
  if (element.index === undefined) {
    throw new Refusal(
      "The loop over the batch gives no index, and none can be added safely, so the properties of this read's message cannot be found. Loop with `messages.entries()`, then try again.",
    );
  }
  return {
    source,
    kind: "metadata",
    pattern: metadata.pattern,
    ...(metadata.missing === undefined ? {} : { missing: metadata.missing }),
    property: metadata.property,
    index: element.index(draft),
    scope: element.scope,
    ...(element.after === undefined ? {} : { after: element.after }),
  };
}

// Case: for (const message of messages) { … }, for await (const message of receiver.getMessageIterator()) { … }
function elementOfLoop(
  batch: Batch,
  loop: Node,
  inner: Node,
): Element | undefined {
  const { source } = batch;
  if (loop.type === "ForStatement") return elementOfCounter(batch, loop, inner);
  if (loop.type !== "ForOfStatement" && loop.type !== "ForInStatement") return;
  if (loop.body !== inner || loop.left.type !== "VariableDeclaration") return;
  const pattern = loop.left.declarations[0]?.id as Node | undefined;
  if (pattern === undefined) return;
  const scope = loop.body as Node;
  const right = bare(loop.right);
  if (loop.type === "ForInStatement") {
    if (pattern.type !== "Identifier" || !isBatch(batch, right)) return;
    return {
      expression: `${source.slice(right)}[${pattern.name}]`,
      scope,
      index: () => `Number(${pattern.name})`,
    };
  }
  // Case: for (const [index, message] of messages.entries())
  if (isCall(right) && calleeName(right) === "entries") {
    const callee = bare(right.callee);
    const [index, element] =
      pattern.type === "ArrayPattern" ? pattern.elements : [];
    if (!isMember(callee) || !isBatch(batch, callee.object) || !element) return;
    return {
      pattern: element as Node,
      scope,
      ...(index?.type === "Identifier" && isWhole(batch, callee.object)
        ? { index: () => index.name }
        : {}),
    };
  }
  if (!isBatch(batch, right)) return;
  return {
    pattern,
    scope,
    ...(loop.await || !isWhole(batch, right)
      ? {}
      : {
          index: (draft: Draft) => addIndexToLoop(draft, source, loop, pattern),
        }),
  };
}

// Case: for (let i = 0; i < messages.length; i++) { messages[i] … }
function elementOfCounter(
  batch: Batch,
  loop: t.ForStatement & { start: number; end: number },
  inner: Node,
): Element | undefined {
  const { init, test } = loop;
  if (loop.body !== inner || init?.type !== "VariableDeclaration") return;
  const counter = init.declarations[0]?.id;
  if (counter?.type !== "Identifier" || test?.type !== "BinaryExpression")
    return;
  const limit = bare(test.right);
  if (!isMember(limit) || memberName(limit) !== "length") return;
  if (!isBatch(batch, limit.object)) return;
  const array = batch.source.slice(bare(limit.object));
  return {
    expression: `${array}[${counter.name}]`,
    scope: loop.body as Node,
    ...(isWhole(batch, limit.object) ? { index: () => counter.name } : {}),
  };
}

// Case: messages.map(async (message) => { … })
function elementOfCallback(batch: Batch, fn: Node): Element | undefined {
  if (!isFunction(fn) || fn === batch.fn) return;
  const { source } = batch;
  const call = source.parent(fn);
  if (!isCall(call)) return;
  const ofPackage = elementOfPackage(batch, call, fn);
  if (ofPackage || call.arguments[0] !== (fn as t.Node)) return ofPackage;
  const callee = bare(call.callee);
  if (!isMember(callee) || !isBatch(batch, callee.object)) return;
  const method = memberName(callee);
  const at =
    method === "reduce" ? 1 : iteratingCalls.has(method ?? "") ? 0 : -1;
  const pattern = fn.params[at] as Node | undefined;
  if (pattern === undefined) return;
  return {
    pattern,
    scope: fn,
    ...(isWhole(batch, callee.object)
      ? { index: (draft: Draft) => indexParameter(draft, source, fn, at + 1) }
      : {}),
  };
}

// Case: await pMap(messages, async (message) => { … }, { concurrency: 5 })
function elementOfPackage(
  batch: Batch,
  call: CallNode,
  fn: FunctionNode,
): Element | undefined {
  const { source } = batch;
  const [list] = call.arguments;
  const pattern = fn.params[0] as Node | undefined;
  if (!list || list === (fn as t.Node) || !pattern) return undefined;
  if (list.type === "SpreadElement" || !isBatch(batch, list)) return undefined;
  const module = moduleOf(source, bare(call.callee));
  if (module === undefined || !Object.hasOwn(iterators, module))
    return undefined;
  return {
    pattern,
    scope: fn,
    ...(iterators[module] && isWhole(batch, list)
      ? { index: (draft: Draft) => indexParameter(draft, source, fn, 1) }
      : {}),
  };
}

/** The package that a function comes from: `pMap`, `_.map`, `async.each`. */
function moduleOf(source: Source, callee: Node): string | undefined {
  const root = isMember(callee) ? bare(callee.object) : callee;
  if (root.type !== "Identifier") return undefined;
  const declaration = declarationAt(source, root.name, root);
  const holder = declaration && source.parent(declaration);
  const statement = holder && source.parent(holder);
  if (statement?.type === "ImportDeclaration") return statement.source.value;
  // Case: const async = require("async");
  const made = holder?.type === "VariableDeclarator" ? holder.init : undefined;
  const [literal] = made && isCall(made) ? made.arguments : [];
  return made &&
    isCall(made) &&
    calleeName(made) === "require" &&
    literal?.type === "StringLiteral"
    ? literal.value
    : undefined;
}

// Case: const [message] = await receiver.receiveMessages(1); const message = messages[0];
function elementOfVariable(
  batch: Batch,
  block: Node,
  use: Node,
): Element | undefined {
  if (block.type !== "BlockStatement" && block.type !== "Program") return;
  for (const statement of block.body as Node[]) {
    if (statement.start >= use.start) break;
    if (statement.type !== "VariableDeclaration") continue;
    for (const { id, init } of statement.declarations) {
      const value = unawaited(init);
      if (value === undefined) continue;
      const after = { scope: block, after: statement };
      if (id.type === "ArrayPattern" && isBatch(batch, value)) {
        const element = id.elements[0] as Node | null | undefined;
        if (element?.type === "Identifier") {
          return { pattern: element, ...after, index: () => "0" };
        }
      }
      if (isMember(value) && value.computed && isBatch(batch, value.object)) {
        const index = batch.source.slice(value.property);
        return { pattern: id as Node, ...after, index: () => index };
      }
    }
  }
  return undefined;
}

function unawaited(node: t.Node | null | undefined): Node | undefined {
  if (!node) return undefined;
  const value = bare(node);
  return value.type === "AwaitExpression" ? bare(value.argument) : value;
}

/** Whether a value holds messages of the batch, some or all. */
function isBatch(batch: Batch, node: t.Node, depth = 0): boolean {
  if (depth > 8) return false;
  const { source } = batch;
  const value = unawaited(node);
  if (value === undefined) return false;
  const again = (next: t.Node | null | undefined): boolean =>
    !!next && isBatch(batch, next, depth + 1);
  switch (value.type) {
    case "Identifier": {
      const declaration = declarationAt(source, value.name, value);
      if (declaration === undefined) return false;
      if (declaration === batch.declaration) return true;
      if (!contains(batch.fn, declaration)) return false;
      const declarator = source.parent(declaration);
      if (declarator?.type === "VariableDeclarator" && again(declarator.init))
        return true;
      if (isTakenOut(batch, declaration)) return true;
      return source.nodes.some(
        (other) =>
          other.type === "AssignmentExpression" &&
          other.left.type === "Identifier" &&
          other.left.name === value.name &&
          contains(batch.fn, other) &&
          again(other.right),
      );
    }
    case "MemberExpression":
    case "OptionalMemberExpression":
      return (
        batch.member !== undefined &&
        memberName(value) === batch.member.name &&
        value.object.type === "Identifier" &&
        declarationAt(source, value.object.name, value) === batch.member.object
      );
    case "ConditionalExpression":
      return again(value.consequent) || again(value.alternate);
    case "LogicalExpression":
      return again(value.left);
    case "CallExpression":
    case "OptionalCallExpression": {
      const name = calleeName(value);
      const callee = bare(value.callee);
      if (!isMember(callee)) return false;
      if (receivingCalls.has(name ?? "")) {
        return batch.declaration === undefined && batch.member === undefined;
      }
      if (name === "from") return again(value.arguments[0]);
      return keepingCalls.has(name ?? "") && again(callee.object);
    }
    default:
      return false;
  }
}

// Case: const { messages, actions } = context, of an `sdkBinding` parameter
function isTakenOut({ source, member }: Batch, declaration: Node): boolean {
  const property = source.parent(declaration);
  if (!member || property?.type !== "ObjectProperty") return false;
  if (property.computed || property.key.type !== "Identifier") return false;
  const pattern = source.parent(property);
  const declarator = pattern && source.parent(pattern);
  return (
    property.key.name === member.name &&
    declarator?.type === "VariableDeclarator" &&
    declarator.init?.type === "Identifier" &&
    declarationAt(source, declarator.init.name, declarator.init as Node) ===
      member.object
  );
}

/** Whether the value is the whole batch in its own order, so that an index in it is an index in the batch. */
function isWhole(batch: Batch, node: t.Node): boolean {
  const value = bare(node);
  if (value.type === "Identifier") {
    const declaration = declarationAt(batch.source, value.name, value);
    if (declaration === batch.declaration) return true;
    const declarator = declaration && batch.source.parent(declaration);
    return (
      declarator?.type === "VariableDeclarator" &&
      !!declarator.init &&
      isWhole(batch, declarator.init)
    );
  }
  if (value.type === "ConditionalExpression") {
    return isWhole(batch, value.consequent) || isWhole(batch, value.alternate);
  }
  if (value.type === "LogicalExpression") return isWhole(batch, value.left);
  return isMember(value) && isBatch(batch, value);
}
