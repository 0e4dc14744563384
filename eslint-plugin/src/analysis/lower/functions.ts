/** Functions of every kind, and the module body. */
import type {
  BindingId,
  ClassId,
  Expr,
  FunctionExpr,
  FunctionId,
  FunctionIr,
  ParamIr,
  Stmt,
} from "../ir.ts";
import { exact, none, type Context, type OpenFunction } from "./context.ts";
import { declareBlock, declarePattern, declareVars } from "./declare.ts";
import { lowerTarget } from "./patterns.ts";
import { Scope, type Mutable } from "./scope.ts";
import type { Node } from "./tree.ts";
import { declareTypeParameters, isThisParameter, lowerType } from "./types.ts";

/** What a function is besides its parameters and body. */
export interface FunctionHead {
  /** The whole function; for a method, from its name or modifiers. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly nameStart: number;
  /** The class whose member it is. */
  readonly owner?: ClassId;
  /** The function's own name, as a function expression may have. */
  readonly self?: Node;
}

export function lowerFunctionExpression(
  context: Context,
  node: Node,
  name: string,
  nameStart: number,
): FunctionExpr {
  const { start, end } = node;
  const own: Node | null | undefined = node["id"];
  const fieldOf = context.fieldOf;
  const head: Mutable<FunctionHead> = own
    ? {
        start,
        end,
        name: context.keep(own["name"]),
        nameStart: own.start,
        self: own,
      }
    : { start, end, name, nameStart: name === "" ? start : nameStart };
  // An arrow in a field's initialiser has the `this` of the class, as its methods have.
  if (fieldOf !== undefined && node.type === "ArrowFunctionExpression") {
    head.owner = fieldOf;
  }
  return { k: "function", id: lowerFunction(context, node, head), start, end };
}

/** `node` has the parameters and the body; for a method of ESTree, it is the method's value. */
export function lowerFunction(
  context: Context,
  node: Node,
  head: FunctionHead,
): FunctionId {
  const id = context.functions.length;
  // Its place is taken before the functions in it take theirs.
  context.functions.push(undefined as never);
  const outer = {
    fn: context.fn,
    scope: context.scope,
    fieldOf: context.fieldOf,
  };
  const isArrow = node.type === "ArrowFunctionExpression";
  let around = outer.scope;
  let selfBinding: BindingId | undefined;
  if (head.self) {
    around = new Scope(around, id);
    const { name, nameStart } = head;
    selfBinding = context.bindings.declare(
      around,
      name,
      "function",
      nameStart,
    ).id;
  }
  const scope = new Scope(around, id);
  const fn: OpenFunction = {
    id,
    isArrow,
    sharesThisWith:
      isArrow && outer.fieldOf === undefined ? outer.fn : undefined,
    parent: outer.fn,
    scope,
    hoisted: [],
    argumentsBinding: undefined,
    writesBindings: undefined,
    writesFields: undefined,
  };
  context.fn = fn;
  context.scope = scope;
  context.fieldOf = undefined;
  try {
    declareTypeParameters(context, node);
    const params = lowerParams(context, node["params"]);
    const returns = lowerType(context, node["returnType"]);
    const bodyNode: Node | null | undefined = node["body"];
    const body = bodyNode ? lowerBody(context, bodyNode) : none;
    const ir = finish(fn, node, head, params, body);
    if (returns) ir.returns = returns;
    ir.parent = outer.fn.id;
    if (head.owner !== undefined) ir.owner = head.owner;
    if (selfBinding !== undefined) ir.selfBinding = selfBinding;
    if (!bodyNode) ir.isBodiless = true;
    context.functions[id] = ir;
  } finally {
    context.fn = outer.fn;
    context.scope = outer.scope;
    context.fieldOf = outer.fieldOf;
  }
  return id;
}

function lowerParams(
  context: Context,
  nodes: readonly Node[],
): readonly ParamIr[] {
  if (nodes.length === 0) return none;
  for (const node of nodes) {
    if (!isThisParameter(node)) {
      declarePattern(context, context.scope, node, "param");
    }
  }
  const params: ParamIr[] = [];
  for (const node of nodes) {
    if (isThisParameter(node)) continue;
    const isRest = node.type === "RestElement";
    const target = lowerTarget(context, isRest ? node["argument"] : node);
    const type = lowerType(context, annotationOf(node));
    if (isRest && target.k === "ref" && type && target.binding !== undefined) {
      context.bindings.all[target.binding]!.type = type;
    }
    params.push(type ? { target, type, isRest } : { target, isRest });
  }
  return exact(params);
}

/** The annotation of a parameter, which stands inside `x = 1` and `private x`, and beside `...x`. */
export function annotationOf(node: Node): Node | undefined {
  switch (node.type) {
    case "AssignmentPattern":
      return node["typeAnnotation"] ?? annotationOf(node["left"]);
    case "TSParameterProperty":
      return annotationOf(node["parameter"]);
    case "RestElement":
      return node["typeAnnotation"] ?? annotationOf(node["argument"]);
    default:
      return node["typeAnnotation"];
  }
}

function lowerBody(context: Context, node: Node): readonly Stmt[] {
  if (node.type === "BlockStatement") {
    const statements: readonly Node[] = node["body"];
    declareVars(context, context.scope, statements);
    declareBlock(context, statements);
    return context.lower.statements(context, statements);
  }
  const value: Expr = context.lower.expression(context, node);
  const span = { start: node.start, end: node.end };
  return [{ k: "return", value, span }];
}

/** The parts that every function has; the module body too. */
export function finish(
  fn: OpenFunction,
  node: Node,
  head: FunctionHead,
  params: readonly ParamIr[],
  body: readonly Stmt[],
): Mutable<FunctionIr> {
  const ir: Mutable<FunctionIr> = {
    id: fn.id,
    name: head.name,
    nameStart: head.nameStart,
    params,
    body,
    isAsync: node["async"] === true,
    isGenerator: node["generator"] === true,
    isArrow: fn.isArrow,
    hoisted: exact(fn.hoisted),
    writesBindings: fn.writesBindings ? [...fn.writesBindings] : none,
    writesFields: fn.writesFields ? [...fn.writesFields] : none,
    start: head.start,
    end: head.end,
  };
  if (fn.argumentsBinding !== undefined) {
    ir.argumentsBinding = fn.argumentsBinding;
  }
  return ir;
}
