/** Calls, `new`, `import()` and `require()`. */
import type { CallExpr, Expr, TypeRef } from "../ir.ts";
import { lowerAll } from "./all.ts";
import type { Context } from "./context.ts";
import { argsStartOf } from "./positions.ts";
import { typeArgumentListOf, type Node } from "./tree.ts";
import { lowerTypeArguments } from "./types.ts";
import { noteCall } from "./writes.ts";

export function lowerCall(context: Context, node: Node): Expr {
  const { start, end } = node;
  const calleeNode: Node = node["callee"];
  if (calleeNode.type === "Import") {
    const source: Node | undefined = node["arguments"][0];
    return source
      ? lowerImport(context, source, start, end)
      : { k: "opaque", parts: [], start, end };
  }
  const callee = context.lower.expression(context, calleeNode);
  // Case: f<T>?.(x), which both parsers read as a callee with type arguments of its own.
  const typed =
    calleeNode.type === "TSInstantiationExpression" ? calleeNode : node;
  const typeList = typeArgumentListOf(typed);
  const typeArgs = typeList
    ? lowerTypeArguments(context, typeList["params"])
    : undefined;
  const from = typeList
    ? Math.max(typeList.end, calleeNode.end)
    : calleeNode.end;
  const isNew = node.type === "NewExpression";
  const call = makeCall(
    callee,
    lowerAll(context, node["arguments"]),
    isNew,
    node["optional"] === true,
    typeArgs,
    argsStartOf(context.text, from, end),
    start,
    end,
  );
  if (!isNew) {
    noteCall(context, call);
    noteRequire(context, call);
  }
  return call;
}

/** Two shapes of object, as nearly no call has type arguments. */
function makeCall(
  callee: Expr,
  args: readonly Expr[],
  isNew: boolean,
  optional: boolean,
  typeArgs: readonly TypeRef[] | undefined,
  argsStart: number,
  start: number,
  end: number,
): CallExpr {
  return typeArgs
    ? {
        k: "call",
        callee,
        args,
        isNew,
        optional,
        typeArgs,
        argsStart,
        start,
        end,
      }
    : { k: "call", callee, args, isNew, optional, argsStart, start, end };
}

export function lowerImport(
  context: Context,
  sourceNode: Node,
  start: number,
  end: number,
): Expr {
  const source = context.lower.expression(context, sourceNode);
  if (source.k === "lit" && typeof source.value === "string") {
    context.sources.add(source.value);
  }
  return { k: "import", source, start, end };
}

function noteRequire(context: Context, call: CallExpr): void {
  const { callee } = call;
  if (callee.k !== "ref" || callee.name !== "require") return;
  const source = call.args[0];
  if (callee.binding !== undefined || source?.k !== "lit") return;
  if (typeof source.value === "string") context.sources.add(source.value);
}
