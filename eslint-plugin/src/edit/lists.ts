import type * as t from "@babel/types";
import type { ListPlace } from "./listItems.ts";
import type { CallNode, FunctionNode, Node } from "./nodes.ts";
import type { Source } from "./source.ts";

/** The arguments of a call. */
export function argumentList(source: Source, call: CallNode): ListPlace {
  const { typeArguments, typeParameters, callee } = call as {
    typeArguments?: Node | null;
    typeParameters?: Node | null;
    callee: Node;
  };
  const from = (typeArguments ?? typeParameters ?? callee).end;
  let open = source.tokenAfter(from);
  // A parenthesised callee, `(a.b)()`: its own parenthesis closes first.
  while (source.tokenText(open) !== "(" && open.end < call.end) {
    open = source.tokenAfter(open.end);
  }
  return {
    items: call.arguments as Node[],
    open: open.end,
    close: call.end - 1,
  };
}

export function objectList(
  object: (t.ObjectExpression | t.ObjectPattern) & {
    start?: number | null;
    end?: number | null;
  },
  source: Source,
): ListPlace {
  const open = source.tokenAfter(object.start!);
  const last = object.properties.at(-1);
  let close = source.tokenAfter(last?.end ?? open.end);
  while (source.tokenText(close) !== "}") close = source.tokenAfter(close.end);
  return {
    items: object.properties as Node[],
    open: open.end,
    close: close.start,
  };
}

/** Whatever has parameters: a function, an overload, a member of an interface, a function type. */
export type Signature =
  | FunctionNode
  | ((
      | t.TSDeclareFunction
      | t.TSDeclareMethod
      | t.TSMethodSignature
      | t.TSFunctionType
      | t.TSCallSignatureDeclaration
    ) & { start: number; end: number });

export function parametersOf(signature: Signature): Node[] {
  const { params, parameters } = signature as unknown as {
    params?: Node[];
    parameters?: Node[];
  };
  return params ?? parameters ?? [];
}

/** The parameters; `bare` for an arrow function's single parameter without parentheses. */
export function parameterList(
  source: Source,
  signature: Signature,
): ListPlace & { readonly isBare: boolean } {
  const items = parametersOf(signature);
  const first = items[0];
  if (
    first !== undefined &&
    signature.type === "ArrowFunctionExpression" &&
    items.length === 1 &&
    source.tokenText(source.tokenAfter(first.end)) === "=>"
  ) {
    return { items, open: first.start, close: first.end, isBare: true };
  }
  let open = source.tokenAfter(beforeParameters(signature));
  while (source.tokenText(open) !== "(") open = source.tokenAfter(open.end);
  let close = source.tokenAfter(items.at(-1)?.end ?? open.end);
  while (source.tokenText(close) !== ")") close = source.tokenAfter(close.end);
  return { items, open: open.end, close: close.start, isBare: false };
}

function beforeParameters(signature: Signature): number {
  const { typeParameters, id, key } = signature as {
    typeParameters?: t.Node | null;
    id?: t.Node | null;
    key?: t.Node;
  };
  return typeParameters?.end ?? id?.end ?? key?.end ?? signature.start;
}
