/** Statements. */
import type { Expr, Pattern, Stmt } from "../ir.ts";
import { lowerClass } from "./classes.ts";
import { exact, none, type Context } from "./context.ts";
import { declareBlock, declarePattern } from "./declare.ts";
import { lowerEnum } from "./enums.ts";
import { lowerExpression, lowerNamed } from "./expressions.ts";
import { lowerFunction } from "./functions.ts";
import { lowerModuleStatement } from "./modules.ts";
import { lowerNamespace } from "./namespaces.ts";
import { lowerTarget } from "./patterns.ts";
import { startOf, type Node, type Nodes } from "./tree.ts";
import { lowerAlias, lowerInterface, lowerType } from "./types.ts";
import { noteWrite } from "./writes.ts";

/** The names that the statements declare are declared before: by `declareBlock`, and `declareVars` of the function. */
export function lowerStatements(
  context: Context,
  nodes: Nodes,
): readonly Stmt[] {
  if (!nodes || nodes.length === 0) return none;
  const statements: Stmt[] = [];
  for (const node of nodes) {
    if (node) lowerStatement(context, node, statements);
  }
  return exact(statements);
}

export function lowerStatement(
  context: Context,
  node: Node,
  into: Stmt[],
): void {
  const span = { start: node.start, end: node.end };
  switch (node.type) {
    case "ExpressionStatement":
      // A directive is one in ESTree, and none in Babel.
      if (typeof node["directive"] === "string") return;
      into.push({
        k: "expr",
        expr: lowerExpression(context, node["expression"]),
        span,
      });
      return;
    case "VariableDeclaration":
      lowerVariables(context, node, into);
      return;
    case "FunctionDeclaration":
    case "TSDeclareFunction":
      lowerFunctionDeclaration(context, node);
      return;
    case "ClassDeclaration": {
      const name: Node | null | undefined = node["id"];
      if (!name) return;
      const binding = context.bindings.findOwn(context.scope, name["name"]);
      const id = lowerClass(context, node, "");
      span.start = startOf(node);
      if (binding) into.push({ k: "class", binding: binding.id, id, span });
      return;
    }
    case "ReturnStatement":
      into.push(
        node["argument"]
          ? {
              k: "return",
              value: lowerExpression(context, node["argument"]),
              span,
            }
          : { k: "return", span },
      );
      return;
    case "ThrowStatement":
      into.push({
        k: "throw",
        value: lowerExpression(context, node["argument"]),
        span,
      });
      return;
    case "IfStatement":
      into.push({
        k: "if",
        test: lowerExpression(context, node["test"]),
        then: lowerInner(context, node["consequent"]),
        otherwise: node["alternate"]
          ? lowerInner(context, node["alternate"])
          : none,
        span,
      });
      return;
    case "BlockStatement": {
      const body = lowerInner(context, node);
      if (body.length > 0) into.push({ k: "block", body, span });
      return;
    }
    case "ForStatement":
    case "WhileStatement":
    case "DoWhileStatement":
      into.push(lowerLoop(context, node));
      return;
    case "ForOfStatement":
    case "ForInStatement":
      into.push(lowerEach(context, node));
      return;
    case "TryStatement":
      into.push(lowerTry(context, node));
      return;
    case "SwitchStatement":
      into.push(lowerSwitch(context, node));
      return;
    case "LabeledStatement":
      lowerStatement(context, node["body"], into);
      return;
    case "WithStatement":
      into.push({
        k: "expr",
        expr: lowerExpression(context, node["object"]),
        span,
      });
      into.push({ k: "block", body: lowerInner(context, node["body"]), span });
      return;
    case "BreakStatement":
      into.push({ k: "jump", kind: "break", span });
      return;
    case "ContinueStatement":
      into.push({ k: "jump", kind: "continue", span });
      return;
    case "TSInterfaceDeclaration":
      lowerInterface(context, node);
      return;
    case "TSTypeAliasDeclaration":
      lowerAlias(context, node);
      return;
    case "TSEnumDeclaration":
      lowerEnum(context, node);
      return;
    case "TSModuleDeclaration":
      lowerNamespace(context, node, into);
      return;
    default:
      lowerModuleStatement(context, node, into);
  }
}

/** The statements of a block, or the one statement that stands in its place, in a scope of their own. */
function lowerInner(context: Context, node: Node): readonly Stmt[] {
  const nodes: readonly Node[] =
    node.type === "BlockStatement" ? node["body"] : [node];
  if (nodes.length === 0) return none;
  return context.inScope(() => {
    declareBlock(context, nodes);
    return lowerStatements(context, nodes);
  });
}

function lowerVariables(context: Context, node: Node, into: Stmt[]): void {
  const span = { start: node.start, end: node.end };
  const isDeclared = node["declare"] === true || context.isDeclarationFile;
  const kind = kindOf(node);
  for (const declarator of node["declarations"] as Node[]) {
    const target = lowerTarget(context, declarator["id"]);
    // Case: declare const client: CosmosClient — a type and no value.
    if (isDeclared) continue;
    const type = lowerType(context, declarator["id"].typeAnnotation);
    const initNode: Node | null | undefined = declarator["init"];
    if (!initNode) {
      into.push(
        type
          ? { k: "declare", target, type, kind, span }
          : { k: "declare", target, kind, span },
      );
      continue;
    }
    const init: Expr =
      target.k === "ref"
        ? lowerNamed(context, initNode, target.name, target.start)
        : lowerExpression(context, initNode);
    into.push(
      type
        ? { k: "declare", target, type, init, kind, span }
        : { k: "declare", target, init, kind, span },
    );
  }
}

function kindOf(node: Node): "const" | "let" | "var" | "using" {
  switch (node["kind"]) {
    case "let":
    case "var":
    case "const":
      return node["kind"];
    default:
      // Case: using x = y, await using x = y
      return "using";
  }
}

/** A signature is dropped beside an implementation; without one, the first stands for all. */
function lowerFunctionDeclaration(context: Context, node: Node): void {
  const id: Node | null | undefined = node["id"];
  if (!id) return;
  const binding = context.bindings.findValue(context.scope, id["name"]);
  if (binding === undefined) return;
  if (!node["body"]) {
    if (context.implemented.has(binding)) return;
    context.implemented.add(binding);
  }
  const fn = lowerFunction(context, node, {
    start: node.start,
    end: node.end,
    name: context.keep(id["name"]),
    nameStart: id.start,
  });
  context.fn.hoisted.push({ binding, fn });
}

function lowerLoop(context: Context, node: Node): Stmt {
  const span = { start: node.start, end: node.end };
  return context.inScope(() => {
    const init: Stmt[] = [];
    const initNode: Node | null | undefined = node["init"];
    if (initNode?.type === "VariableDeclaration") {
      declareBlock(context, [initNode]);
      lowerVariables(context, initNode, init);
    } else if (initNode) {
      init.push({
        k: "expr",
        expr: lowerExpression(context, initNode),
        span: { start: initNode.start, end: initNode.end },
      });
    }
    const test: { test?: Expr } = node["test"]
      ? { test: lowerExpression(context, node["test"]) }
      : {};
    const update: { update?: Expr } = node["update"]
      ? { update: lowerExpression(context, node["update"]) }
      : {};
    const body = lowerInner(context, node["body"]);
    return {
      k: "loop",
      init: exact(init),
      ...test,
      ...update,
      body,
      span,
    };
  });
}

function lowerEach(context: Context, node: Node): Stmt {
  const span = { start: node.start, end: node.end };
  // The iterable is outside the scope of the loop's variable.
  const iterable = lowerExpression(context, node["right"]);
  return context.inScope(() => {
    const left: Node = node["left"];
    let target: Pattern;
    if (left.type === "VariableDeclaration") {
      declareBlock(context, [left]);
      target = lowerTarget(context, left["declarations"][0].id);
    } else {
      target = lowerTarget(context, left);
      noteWrite(context, target);
    }
    return {
      k: "each",
      target,
      iterable,
      over: node.type === "ForInStatement" ? "keys" : "values",
      isAwait: node["await"] === true,
      body: lowerInner(context, node["body"]),
      span,
    };
  });
}

function lowerTry(context: Context, node: Node): Stmt {
  const span = { start: node.start, end: node.end };
  const body = lowerInner(context, node["block"]);
  const clause: Node | null | undefined = node["handler"];
  const caught = clause
    ? context.inScope(() => {
        const paramNode: Node | null | undefined = clause["param"];
        declarePattern(context, context.scope, paramNode, "catch");
        const param: { param?: Pattern } = paramNode
          ? { param: lowerTarget(context, paramNode) }
          : {};
        return { ...param, handler: lowerInner(context, clause["body"]) };
      })
    : {};
  const finalizer = node["finalizer"]
    ? lowerInner(context, node["finalizer"])
    : none;
  return { k: "try", body, ...caught, finalizer, span };
}

function lowerSwitch(context: Context, node: Node): Stmt {
  const span = { start: node.start, end: node.end };
  const value = lowerExpression(context, node["discriminant"]);
  return context.inScope(() => {
    const branches: readonly Node[] = node["cases"];
    for (const branch of branches) declareBlock(context, branch["consequent"]);
    const cases: { test?: Expr; body: readonly Stmt[] }[] = [];
    for (const branch of branches) {
      const test: Expr | undefined =
        branch["test"] && lowerExpression(context, branch["test"]);
      const body = lowerStatements(context, branch["consequent"]);
      cases.push(test ? { test, body } : { body });
    }
    return { k: "switch", value, cases: exact(cases), span };
  });
}
