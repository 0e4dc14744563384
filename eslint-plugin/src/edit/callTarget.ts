import type * as t from "@babel/types";
import { functionName, namesBehind } from "./functionName.ts";
import { callsMadeFunction } from "./madeFunction.ts";
import {
  bare,
  calleeName,
  isFunction,
  isMember,
  memberName,
  type CallNode,
  type FunctionNode,
  type Node,
} from "./nodes.ts";
import type { Source } from "./source.ts";

/** How a call leads to a function, as far as the places of the arguments are concerned. */
export type Passing =
  /** `load(id)`: argument by argument. */
  | { readonly kind: "call" }
  /** `ids.map(load)`: the function itself is the argument at `index`. */
  | { readonly kind: "value"; readonly argument: Node }
  | { readonly kind: "unknown" };

export function passingOf(
  source: Source,
  call: CallNode,
  target: { source: Source; fn: FunctionNode },
): Passing {
  const name = functionName(target.source, target.fn);
  const callee = bare(call.callee);
  if (call.type !== "NewExpression") {
    const called = calleeName(call);
    const exported =
      name ??
      (isDefaultExport(target.source, target.fn) ? "default" : undefined);
    if (
      called !== undefined &&
      exported !== undefined &&
      (called === name || namesBehind(source, callee).has(exported))
    )
      return { kind: "call" };
    if (isFunction(callee) && callee === target.fn) return { kind: "call" };
    if (callsMadeFunction(source, call, target)) return { kind: "call" };
  }
  for (const argument of call.arguments as Node[]) {
    const value = bare(argument);
    const given =
      value.type === "Identifier"
        ? value.name
        : isMember(value)
          ? memberName(value)
          : undefined;
    if (given !== undefined && given === name)
      return { kind: "value", argument };
  }
  return { kind: "unknown" };
}

/** Whether a default export has no other name, so that any imported name may mean it. */
export function isDefaultExport(source: Source, fn: FunctionNode): boolean {
  const parent: t.Node | undefined = source.parent(fn);
  return parent?.type === "ExportDefaultDeclaration";
}
