/** The index of the element that a loop or callback has in hand. */
import type * as t from "@babel/types";
import type { Draft } from "./draft.ts";
import { freeName } from "./names.ts";
import { isMember, type FunctionNode, type Node } from "./nodes.ts";
import { addParameters } from "./parameters.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

export function addIndexToLoop(
  draft: Draft,
  source: Source,
  loop: t.ForOfStatement & { start: number; end: number },
  pattern: Node,
): string {
  return draft.once(`index ${source.file} ${loop.start}`, () => {
    const index = freeName(source, ["index", "messageIndex"], loop);
    draft.insert(source, pattern.start, `[${index}, `);
    draft.insert(source, pattern.end, "]");
    const right = loop.right as Node;
    const isSimple = right.type === "Identifier" || isMember(right);
    if (!isSimple) draft.insert(source, right.start, "(");
    draft.insert(source, right.end, isSimple ? ".entries()" : ").entries()");
    return index;
  });
}

export function indexParameter(
  draft: Draft,
  source: Source,
  fn: FunctionNode,
  at: number,
): string {
  const existing = fn.params[at] as Node | undefined;
  if (existing?.type === "Identifier") return existing.name;
  if (existing !== undefined || fn.params.length < at) {
    throw new Refusal(
      `The callback in line ${source.line(fn.start)} takes its index apart. Give the index a name, then try again.`,
    );
  }
  return draft.once(`index ${source.file} ${fn.start}`, () => {
    const index = freeName(source, ["index", "messageIndex"], fn);
    addParameters(draft, source, fn, [index]);
    return index;
  });
}
