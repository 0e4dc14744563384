/** Every expression of a list. */
import type { Expr } from "../ir.ts";
import { none, type Context } from "./context.ts";
import type { Node } from "./tree.ts";

/** Lists are made in their final length: one that grows by `push` holds room for 17 elements. */
export function lowerAll(
  context: Context,
  nodes: readonly Node[],
): readonly Expr[] {
  if (nodes.length === 0) return none;
  const exprs = new Array<Expr>(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    exprs[i] = context.lower.expression(context, nodes[i]!);
  }
  return exprs;
}
