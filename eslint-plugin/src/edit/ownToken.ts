import { containerExpression } from "./containerExpression.ts";
import type { Draft } from "./draft.ts";
import {
  calleeName,
  contains,
  isCall,
  type CallNode,
  type Node,
} from "./nodes.ts";
import { freeName } from "./names.ts";
import type { Source } from "./source.ts";

/** Calls whose answer bears the token of the container (FACTS: measured; `bulk` and `fetchAll` lose it). */
const answeringCalls = new Set([
  "create",
  "upsert",
  "replace",
  "patch",
  "delete",
  "read",
  "batch",
]);

/**
 * The name of a variable that holds the answer of the last call to the read's container before the read, in the
 * same function. An answer that nobody kept (`await orders.items.upsert(order);`) is given a name.
 */
export function ownAnswer(
  draft: Draft,
  source: Source,
  read: CallNode,
): string | undefined {
  const container = containerExpression(read);
  if (container === undefined) return undefined;
  const text = source.slice(container);
  const fn = source.functionAround(read);
  const before = source.nodes.filter((node): node is CallNode => {
    if (
      !isCall(node) ||
      node === read ||
      node.end > read.start ||
      !contains(fn, node)
    )
      return false;
    if (
      !answeringCalls.has(calleeName(node) ?? "") ||
      source.functionAround(node) !== fn
    )
      return false;
    const other = containerExpression(node);
    return other !== undefined && source.slice(other) === text;
  });
  const last = before.at(-1);
  const awaited = last && source.parent(last);
  if (awaited?.type !== "AwaitExpression") return undefined;
  const parent = source.parent(awaited);
  if (parent?.type === "VariableDeclarator") {
    const declaration = source.parent(parent);
    const block = declaration && source.parent(declaration);
    return parent.id.type === "Identifier" &&
      block !== undefined &&
      contains(block, read)
      ? parent.id.name
      : undefined;
  }
  if (parent?.type !== "ExpressionStatement") return undefined;
  const block = source.parent(parent);
  if (block?.type !== "BlockStatement" || !contains(block, read))
    return undefined;
  return draft.once(`answer ${source.file} ${parent.start}`, () => {
    const name = freeName(source, ["written", "writeResponse"], fn as Node);
    draft.insert(source, parent.start, `const ${name} = `);
    return name;
  });
}
