/** Parameters that are added to a function. */
import type { Draft } from "./draft.ts";
import { appendItems } from "./listItems.ts";
import { parameterList } from "./lists.ts";
import { isFunction, type FunctionNode, type Node } from "./nodes.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

/** Adds parameters at the end, with parentheses where an arrow function has none. */
export function addParameters(
  draft: Draft,
  source: Source,
  fn: FunctionNode,
  texts: readonly string[],
): void {
  const list = parameterList(source, fn);
  if (list.isBare) {
    draft.insert(source, list.open, "(");
    draft.insert(source, list.close, `, ${texts.join(", ")})`);
  } else {
    appendItems(draft, source, list, texts);
  }
}

/** No parameter can be added behind a rest parameter, or where `arguments` would see it. */
export function refuseOtherParameters(source: Source, fn: FunctionNode): void {
  const rest = fn.params.find(({ type }) => type === "RestElement");
  if (rest !== undefined) {
    throw new Refusal(
      `The function in line ${source.line(fn.start)} takes its arguments as a rest parameter, so another one has no place. Name its parameters, then try again.`,
    );
  }
  const usesArguments = source.nodes.some(
    (node) =>
      node.type === "Identifier" &&
      node.name === "arguments" &&
      node.start > fn.start &&
      node.end < fn.end &&
      nonArrowAround(source, node) === fn,
  );
  if (usesArguments) {
    throw new Refusal(
      `The function in line ${source.line(fn.start)} uses \`arguments\`, so another parameter could change what it does. Name its parameters, then try again.`,
    );
  }
}

function nonArrowAround(source: Source, node: Node): Node | undefined {
  for (const outer of source.ancestors(node)) {
    if (isFunction(outer) && outer.type !== "ArrowFunctionExpression")
      return outer;
  }
  return undefined;
}
