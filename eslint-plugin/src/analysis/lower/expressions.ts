/** Expressions. */
import type { Expr, Literal, ObjectProp, OperatorExpr } from "../ir.ts";
import { lowerAll } from "./all.ts";
import { lowerCall, lowerImport } from "./calls.ts";
import { lowerClass } from "./classes.ts";
import { exact, none, type Context } from "./context.ts";
import { lowerFunction, lowerFunctionExpression } from "./functions.ts";
import { lowerTarget } from "./patterns.ts";
import {
  constantOf,
  functionPartOf,
  keyNameOf,
  privateNameOf,
  startOf,
  type Node,
} from "./tree.ts";
import { lowerType } from "./types.ts";
import { noteWrite } from "./writes.ts";

export function lowerExpression(context: Context, node: Node): Expr {
  const { start, end } = node;
  switch (node.type) {
    case "Identifier":
      return lowerIdentifier(context, node);
    case "StringLiteral":
    case "NumericLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
    case "Literal": {
      const value = constantOf(node);
      // Case: /pattern/, 10n
      if (value === undefined) return opaque(start, end, none);
      return {
        k: "lit",
        value: typeof value === "string" ? context.keep(value) : value,
        start,
        end,
      };
    }
    case "MemberExpression":
    case "OptionalMemberExpression":
      return lowerMember(context, node);
    case "CallExpression":
    case "OptionalCallExpression":
    case "NewExpression":
      return lowerCall(context, node);
    case "ObjectExpression":
      return {
        k: "object",
        props: lowerProperties(context, node["properties"]),
        start,
        end,
      };
    case "ArrayExpression":
      return {
        k: "array",
        elements: lowerElements(context, node["elements"], start),
        start,
        end,
      };
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "FunctionDeclaration":
      return lowerFunctionExpression(context, node, "", start);
    case "ClassExpression":
    case "ClassDeclaration":
      return lowerClassExpression(context, node, "");
    case "TemplateLiteral":
      return lowerTemplate(context, node, undefined, start, end);
    case "TaggedTemplateExpression":
      return lowerTemplate(context, node["quasi"], node["tag"], start, end);
    case "AssignmentExpression":
      return lowerAssignment(context, node);
    case "UpdateExpression": {
      const target = lowerTarget(context, node["argument"]);
      noteWrite(context, target);
      const value: Literal = { k: "lit", value: 1, start, end };
      return { k: "assign", target, op: "op", value, start, end };
    }
    case "ConditionalExpression":
      return {
        k: "conditional",
        test: lowerExpression(context, node["test"]),
        then: lowerExpression(context, node["consequent"]),
        otherwise: lowerExpression(context, node["alternate"]),
        start,
        end,
      };
    case "LogicalExpression":
      return {
        k: "logical",
        op: node["operator"],
        left: lowerExpression(context, node["left"]),
        right: lowerExpression(context, node["right"]),
        start,
        end,
      };
    case "BinaryExpression":
      return lowerBinary(context, node);
    case "UnaryExpression":
      return lowerUnary(context, node);
    case "AwaitExpression":
      return {
        k: "await",
        value: lowerExpression(context, node["argument"]),
        start,
        end,
      };
    case "YieldExpression": {
      const delegate = node["delegate"] === true;
      if (!node["argument"]) return { k: "yield", delegate, start, end };
      const value = lowerExpression(context, node["argument"]);
      return { k: "yield", value, delegate, start, end };
    }
    case "ThisExpression":
      return { k: "this", start, end };
    case "Super":
      return { k: "super", start, end };
    case "SequenceExpression":
      return {
        k: "sequence",
        exprs: lowerAll(context, node["expressions"]),
        start,
        end,
      };
    case "SpreadElement":
      return {
        k: "spread",
        value: lowerExpression(context, node["argument"]),
        start,
        end,
      };
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
      return lowerCast(
        context,
        node,
        lowerExpression(context, node["expression"]),
      );
    case "ImportExpression":
      return lowerImport(context, node["source"], start, end);
    case "ChainExpression":
    case "TSNonNullExpression":
    case "TSInstantiationExpression":
    case "ParenthesizedExpression":
    case "TypeCastExpression":
    case "TSTypeCastExpression":
    case "JSXExpressionContainer":
    case "JSXSpreadChild":
      return lowerExpression(context, node["expression"]);
    case "JSXElement":
    case "JSXFragment":
      return opaque(start, end, lowerJsx(context, node, []));
    case "MetaProperty":
      return node["meta"].name === "import"
        ? { k: "ref", name: "import.meta", start, end }
        : opaque(start, end, none);
    default:
      // Case: a private name before `in`, and what only proposals have.
      return opaque(start, end, none);
  }
}

/** An expression, with the name that an unnamed function or class in it takes from where it is put. */
export function lowerNamed(
  context: Context,
  node: Node,
  name: string,
  nameStart: number,
): Expr {
  switch (node.type) {
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "FunctionDeclaration":
      return lowerFunctionExpression(context, node, name, nameStart);
    case "ClassExpression":
    case "ClassDeclaration":
      return lowerClassExpression(context, node, name);
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
      return lowerCast(
        context,
        node,
        lowerNamed(context, node["expression"], name, nameStart),
      );
    case "TSNonNullExpression":
    case "ParenthesizedExpression":
      return lowerNamed(context, node["expression"], name, nameStart);
    default:
      return lowerExpression(context, node);
  }
}

function lowerClassExpression(
  context: Context,
  node: Node,
  name: string,
): Expr {
  const id = lowerClass(context, node, name);
  return { k: "class", id, start: startOf(node), end: node.end };
}

function opaque(start: number, end: number, parts: readonly Expr[]): Expr {
  return { k: "opaque", parts, start, end };
}

function lowerIdentifier(context: Context, node: Node): Expr {
  const { start, end } = node;
  const written: string = node["name"];
  const binding =
    context.bindings.findValue(context.scope, written) ??
    (written === "arguments" ? argumentsOf(context, start) : undefined);
  if (binding !== undefined) {
    const { name } = context.bindings.all[binding]!;
    return { k: "ref", name, binding, start, end };
  }
  const name = context.keep(written);
  if (name === "undefined") return { k: "lit", value: undefined, start, end };
  return { k: "ref", name, start, end };
}

/** The `arguments` of the nearest function that has its own; none at module level. */
function argumentsOf(context: Context, start: number): number | undefined {
  let fn = context.fn;
  while (fn.isArrow && fn.parent) fn = fn.parent;
  if (fn.id === 0) return undefined;
  fn.argumentsBinding ??= context.bindings.make(
    "arguments",
    "var",
    fn.id,
    start,
  ).id;
  return fn.argumentsBinding;
}

function lowerMember(context: Context, node: Node): Expr {
  const { start, end } = node;
  const property: Node = node["property"];
  const object = lowerExpression(context, node["object"]);
  const optional = node["optional"] === true;
  const nameStart = property.start;
  const name = keyNameOf(property, node["computed"] === true);
  if (name !== undefined) {
    return {
      k: "member",
      object,
      name: context.keep(name),
      optional,
      nameStart,
      start,
      end,
    };
  }
  const key = lowerExpression(context, property);
  return { k: "member", object, key, optional, nameStart, start, end };
}

function lowerElements(
  context: Context,
  nodes: readonly (Node | null)[],
  start: number,
): readonly Expr[] {
  if (nodes.length === 0) return none;
  const elements = new Array<Expr>(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    elements[i] = node
      ? lowerExpression(context, node)
      : { k: "lit", value: undefined, start, end: start };
  }
  return elements;
}

function lowerProperties(
  context: Context,
  nodes: readonly Node[],
): readonly ObjectProp[] {
  if (nodes.length === 0) return none;
  const props = new Array<ObjectProp>(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    props[i] = lowerProperty(context, nodes[i]!);
  }
  return props;
}

function lowerProperty(context: Context, node: Node): ObjectProp {
  const span = { start: node.start, end: node.end };
  if (node.type === "SpreadElement") {
    const value = lowerExpression(context, node["argument"]);
    return { kind: "spread", value, span };
  }
  const keyNode: Node = node["key"];
  const constant = keyNameOf(keyNode, node["computed"] === true);
  const name = constant === undefined ? undefined : context.keep(constant);
  // The key is evaluated before the value.
  const key =
    name === undefined ? lowerExpression(context, keyNode) : undefined;
  const kind =
    node["kind"] === "get" || node["kind"] === "set" ? node["kind"] : "value";
  let value: Expr;
  if (
    node.type === "ObjectMethod" ||
    node["method"] === true ||
    kind !== "value"
  ) {
    const part = functionPartOf(node);
    const id = lowerFunction(context, part, {
      start: node.start,
      end: node.end,
      name: name ?? "",
      nameStart: keyNode.start,
    });
    value = { k: "function", id, start: node.start, end: node.end };
  } else {
    value = lowerNamed(context, node["value"], name ?? "", keyNode.start);
  }
  return key
    ? { kind, key, value, span }
    : { kind, name: name ?? "", value, span };
}

function lowerTemplate(
  context: Context,
  node: Node,
  tag: Node | undefined,
  start: number,
  end: number,
): Expr {
  const quasis: readonly Node[] = node["quasis"];
  if (!tag && quasis.length === 1) {
    const value = context.keep(quasis[0]!["value"].cooked ?? "");
    return { k: "lit", value, start, end };
  }
  const loweredTag = tag && lowerExpression(context, tag);
  const texts: string[] = [];
  for (const quasi of quasis) {
    texts.push(context.keep(quasi["value"].cooked ?? ""));
  }
  const parts = lowerAll(context, node["expressions"]);
  return loweredTag
    ? { k: "template", parts, texts: exact(texts), tag: loweredTag, start, end }
    : { k: "template", parts, texts: exact(texts), start, end };
}

function lowerAssignment(context: Context, node: Node): Expr {
  const { start, end } = node;
  const target = lowerTarget(context, node["left"]);
  noteWrite(context, target);
  const value =
    target.k === "ref"
      ? lowerNamed(context, node["right"], target.name, target.start)
      : target.k === "member"
        ? lowerNamed(
            context,
            node["right"],
            target.name ?? "",
            target.nameStart,
          )
        : lowerExpression(context, node["right"]);
  const operator: string = node["operator"];
  switch (operator) {
    case "=":
    case "??=":
    case "||=":
    case "&&=":
      return { k: "assign", target, op: operator, value, start, end };
    default:
      return { k: "assign", target, op: "op", value, start, end };
  }
}

/** A long sum nests to the left, thousands deep in generated code: it is walked down without recursion. */
function lowerBinary(context: Context, node: Node): Expr {
  const chain: Node[] = [];
  let at = node;
  while (at.type === "BinaryExpression") {
    chain.push(at);
    at = at["left"];
  }
  let left: Expr | undefined =
    privateNameOf(at) === undefined ? lowerExpression(context, at) : undefined;
  for (let i = chain.length - 1; i >= 0; i--) {
    const { start, end, operator, right } = chain[i]! as unknown as {
      start: number;
      end: number;
      operator: string;
      right: Node;
    };
    const value = lowerExpression(context, right);
    // Case: #name in value
    const operands: Expr[] = left ? [left, value] : [value];
    left = { k: "operator", op: operator, operands, start, end };
  }
  return left!;
}

function lowerUnary(context: Context, node: Node): Expr {
  const { start, end } = node;
  const op: string = node["operator"];
  const value = lowerExpression(context, node["argument"]);
  if (op === "delete") {
    if (value.k === "member") noteWrite(context, value);
    return { k: "delete", value, start, end };
  }
  if (value.k === "lit") {
    if (op === "void") return { k: "lit", value: undefined, start, end };
    if (op === "-" && typeof value.value === "number") {
      return { k: "lit", value: -value.value, start, end };
    }
  }
  const operator: OperatorExpr = {
    k: "operator",
    op,
    operands: [value],
    start,
    end,
  };
  return operator;
}

function lowerCast(context: Context, node: Node, value: Expr): Expr {
  const annotation: Node = node["typeAnnotation"];
  // Case: x as const
  if (
    annotation.type === "TSTypeReference" &&
    annotation["typeName"].name === "const"
  ) {
    return value;
  }
  const type = lowerType(context, annotation);
  if (!type) return value;
  return { k: "cast", value, type, start: node.start, end: node.end };
}

/** The expressions in an element, in their order. */
function lowerJsx(context: Context, node: Node, parts: Expr[]): Expr[] {
  const attributes: readonly Node[] =
    node["openingElement"]?.attributes ?? none;
  for (const attribute of attributes) {
    const value: Node | null | undefined =
      attribute.type === "JSXSpreadAttribute"
        ? attribute["argument"]
        : attribute["value"];
    if (value) addJsxPart(context, value, parts);
  }
  for (const child of node["children"] as Node[]) {
    addJsxPart(context, child, parts);
  }
  return parts;
}

function addJsxPart(context: Context, node: Node, parts: Expr[]): void {
  switch (node.type) {
    case "JSXText":
    case "StringLiteral":
    case "Literal":
      return;
    case "JSXElement":
    case "JSXFragment":
      lowerJsx(context, node, parts);
      return;
    case "JSXExpressionContainer":
    case "JSXSpreadChild":
      if (node["expression"].type !== "JSXEmptyExpression") {
        parts.push(lowerExpression(context, node["expression"]));
      }
      return;
    default:
      parts.push(lowerExpression(context, node));
  }
}
