import { refuseOtherParameters } from "./parameters.ts";
import type { Draft } from "./draft.ts";
import { startOf, endOf } from "./listItems.ts";
import {
  bare,
  isCall,
  isFunction,
  walk,
  type FunctionNode,
  type Node,
} from "./nodes.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

/** Puts the body of a handler, or of a loop over messages, inside `handle(message, () => { … })`. */
export function wrapBody(
  draft: Draft,
  source: Source,
  scope: Node,
  opening: (arrow: string) => string,
  closing: string,
): void {
  draft.once(`body ${source.file} ${scope.start}`, () => {
    if (isFunction(scope)) wrapFunction(draft, source, scope, opening, closing);
    else wrapLoop(draft, source, scope, opening, closing);
  });
}

/** Whether the scope's body is a call of `handle` already. */
export function isHandled(source: Source, scope: Node, name: string): boolean {
  let body: Node | undefined = isFunction(scope) ? (scope.body as Node) : scope;
  if (body.type === "BlockStatement") body = body.body[0] as Node | undefined;
  if (body?.type === "ReturnStatement")
    body = (body.argument ?? undefined) as Node | undefined;
  if (body?.type === "ExpressionStatement") body = body.expression as Node;
  if (body?.type === "AwaitExpression") body = body.argument as Node;
  if (!isCall(body)) return false;
  // Case: this.handle(message) is no call of `handle`.
  return source.slice(bare(body.callee)) === name;
}

function wrapFunction(
  draft: Draft,
  source: Source,
  fn: FunctionNode,
  opening: (arrow: string) => string,
  closing: string,
): void {
  if (fn.generator === true) {
    throw new Refusal(
      `The function in line ${source.line(fn.start)} is a generator, which cannot run inside of a callback. Call \`handle\` around what runs it.`,
    );
  }
  refuseOtherParameters(source, fn);
  const body = fn.body as Node;
  const later = bare(body);
  if (isFunction(later)) {
    // Case: queue.addAll(messages.map((message) => () => dispatch(message)))
    if (later.params.length === 0) {
      wrapFunction(draft, source, later, opening, closing);
      return;
    }
    throw new Refusal(
      `The function in line ${source.line(fn.start)} only makes the function that runs later. Call \`handle\` inside of that one.`,
    );
  }
  const arrow = fn.async === true ? "async () =>" : "() =>";
  if (fn.type === "ArrowFunctionExpression") {
    // Case: async (message) => { … } -> async (message) => handle(message, async () => { … })
    const open = source.tokenAfter(fn.params.at(-1)?.end ?? fn.start).start;
    const start =
      body.type === "BlockStatement" ? body.start : startOf(source, body, open);
    const end =
      body.type === "BlockStatement" ? body.end : endOf(source, body, open);
    draft.insert(source, start, opening(arrow));
    draft.insert(source, end, closing);
    return;
  }
  if (body.type === "BlockStatement")
    wrapStatements(
      draft,
      source,
      body,
      `return ${opening(arrow)}{`,
      `}${closing}`,
    );
}

function wrapLoop(
  draft: Draft,
  source: Source,
  body: Node,
  opening: (arrow: string) => string,
  closing: string,
): void {
  if (body.type !== "BlockStatement") {
    const statement = bare(body);
    if (statement.type !== "ExpressionStatement") throw leaves(source, body);
    const { end } = statement.expression as Node;
    draft.insert(source, statement.start, `await ${opening("async () =>")}`);
    draft.insert(source, end, closing);
    return;
  }
  refuseJumps(source, body);
  wrapStatements(
    draft,
    source,
    body,
    `await ${opening("async () =>")}{`,
    `}${closing}`,
  );
}

/** A callback cannot leave the loop or the function around it. */
function refuseJumps(source: Source, body: Node): void {
  walk(body, (node) => {
    if (isFunction(node)) return false;
    if (
      node.type === "ReturnStatement" ||
      node.type === "BreakStatement" ||
      node.type === "ContinueStatement" ||
      node.type === "YieldExpression"
    ) {
      throw leaves(source, node);
    }
    return true;
  });
}

function leaves(source: Source, node: Node): Refusal {
  return new Refusal(
    `The loop over the messages is left in line ${source.line(node.start)}, which a callback cannot do. Move the loop's body into a function of its own, and call \`handle(message, () => …)\` around its call.`,
  );
}

/** Puts a block's statements one level deeper, between two new lines. */
function wrapStatements(
  draft: Draft,
  source: Source,
  block: Node,
  first: string,
  last: string,
): void {
  const { eol, indent, semicolon } = source.habits;
  const inside = source.text.slice(block.start + 1, block.end - 1);
  if (!inside.includes("\n")) {
    draft.insert(source, block.start + 1, ` ${first}`);
    draft.insert(source, block.end - 1, `${last}${semicolon} `);
    return;
  }
  const outer = source.indentAt(block.end - 1);
  draft.insert(source, block.start + 1, `${eol}${outer}${indent}${first}`);
  const inTemplates = templates(source, block);
  for (
    let at = source.text.indexOf("\n", block.start) + 1;
    at > 0 && at < block.end;
    at = source.text.indexOf("\n", at) + 1
  ) {
    const isBlank = /^[ \t]*\r?$/.test(
      source.text.slice(at, source.text.indexOf("\n", at)),
    );
    const isLast = source.text.slice(at, block.end - 1).trim() === "";
    if (
      isBlank ||
      isLast ||
      inTemplates.some(({ start, end }) => start < at && at <= end)
    )
      continue;
    draft.insert(source, at, indent);
  }
  draft.insert(
    source,
    block.end - 1,
    `${indent}${last}${semicolon}${eol}${outer}`,
  );
}

/** Texts whose lines must stay as they are. */
function templates(source: Source, block: Node): Node[] {
  return source.nodes.filter(
    (node) =>
      node.start >= block.start &&
      node.end <= block.end &&
      (node.type === "TemplateElement" || node.type === "JSXText"),
  );
}
