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
 * The names of variables that hold the answers of the calls to the read's container before the read, in the same
 * function. An answer that nobody kept (`await orders.items.upsert(order);`), or that was taken apart, is given a
 * name. `undefined` where there is none, or one that cannot be had at the read.
 */
export function ownAnswers(
  draft: Draft,
  source: Source,
  read: CallNode,
): readonly string[] | undefined {
  const container = containerExpression(read);
  if (container === undefined) return undefined;
  const text = source.slice(container);
  const fn = source.functionAround(read);
  const calls = source.nodes.filter((node): node is CallNode => {
    if (
      !isCall(node) ||
      node === read ||
      node.end > read.start ||
      !contains(fn, node)
    )
      return false;
    if (!answeringCalls.has(calleeName(node) ?? "")) return false;
    const other = containerExpression(node);
    return other !== undefined && source.slice(other) === text;
  });
  const names = calls.map((call, i) => answerOf(draft, source, call, read, i));
  return names.length > 0 && names.every((name) => name !== undefined)
    ? names
    : undefined;
}

function answerOf(
  draft: Draft,
  source: Source,
  call: CallNode,
  read: CallNode,
  number: number,
): string | undefined {
  const awaited = source.parent(call);
  if (awaited?.type !== "AwaitExpression") return undefined;
  const parent = source.parent(awaited);
  const statement =
    parent?.type === "VariableDeclarator" ? source.parent(parent) : parent;
  const block = statement && source.parent(statement);
  if (
    statement === undefined ||
    block?.type !== "BlockStatement" ||
    !contains(block, read)
  )
    return undefined;
  if (source.functionAround(call) !== source.functionAround(block.body[0]!))
    return undefined;
  const suffix = number === 0 ? "" : String(number + 1);
  const name = () =>
    freeName(
      source,
      [`answer${suffix}`, `cosmosAnswer${suffix}`],
      source.functionAround(call),
    );
  if (statement.type === "ExpressionStatement") {
    return draft.once(`answer ${source.file} ${statement.start}`, () => {
      const given = name();
      draft.insert(source, statement.start, `const ${given} = `);
      return given;
    });
  }
  if (
    parent?.type !== "VariableDeclarator" ||
    statement.type !== "VariableDeclaration"
  )
    return undefined;
  if (parent.id.type === "Identifier") return parent.id.name;
  if (parent.id.type !== "ObjectPattern" || statement.declarations.length !== 1)
    return undefined;
  const pattern = parent.id as Node;
  // Case: const { resource } = await orders.item(id, pk).read();
  return draft.once(`answer ${source.file} ${statement.start}`, () => {
    const given = name();
    const { eol, semicolon } = source.habits;
    draft.replace(source, pattern.start, pattern.end, given);
    draft.insert(
      source,
      statement.end,
      `${eol}${source.indentAt(statement.start)}${statement.kind} ${source.slice(pattern)} = ${given}${semicolon}`,
    );
    return given;
  });
}
