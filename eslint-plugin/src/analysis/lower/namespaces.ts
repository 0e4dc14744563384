/** `namespace a { export const b = 1 }`: a block, and behind its statements an object of what it exports. */
import type { BindingId, Expr, ObjectProp, Stmt } from "../ir.ts";
import type { Context } from "./context.ts";
import { declareBlock, declareVars } from "./declare.ts";
import { namespacePathOf, type Node } from "./tree.ts";

export function lowerNamespace(
  context: Context,
  node: Node,
  into: Stmt[],
): void {
  // Its types cannot be named from here, and it has no values.
  if (node["declare"] === true || context.isDeclarationFile) return;
  const { names, body } = namespacePathOf(node);
  const name = names[0];
  if (!name || body.length === 0) return;
  const binding = context.bindings.findOwn(context.scope, name["name"]);
  if (!binding) return;
  const span = { start: node.start, end: node.end };
  const { statements, members } = context.inScope(() => {
    declareVars(context, context.scope, body);
    declareBlock(context, body);
    const lowered = context.lower.statements(context, body);
    return { statements: lowered, members: exportsOf(context, body) };
  });
  const own: Stmt[] = [...statements];
  let props = members;
  // Case: namespace a.b {} — `a` is { b: { … } }.
  for (let i = names.length - 1; i > 0; i--) {
    const inner: Expr = { k: "object", props, ...span };
    props = [{ kind: "value", name: names[i]!["name"], value: inner, span }];
  }
  const target: Expr = {
    k: "ref",
    name: binding.name,
    binding: binding.id,
    start: name.start,
    end: name.end,
  };
  // Declared again, beside a class or function, or in pieces: members are added to what is there.
  if (binding.kind !== "namespace" || binding.start !== name.start) {
    for (const prop of props) {
      if (prop.kind === "spread") continue;
      const member: Expr = {
        k: "member",
        object: target,
        name: prop.name ?? "",
        optional: false,
        nameStart: prop.span.start,
        ...span,
      };
      own.push({
        k: "expr",
        expr: {
          k: "assign",
          target: member,
          op: "=",
          value: prop.value,
          ...span,
        },
        span,
      });
    }
  } else {
    const init: Expr = { k: "object", props, ...span };
    own.push({ k: "declare", target, init, kind: "const", span });
  }
  into.push({ k: "block", body: own, span });
}

function exportsOf(context: Context, body: readonly Node[]): ObjectProp[] {
  const props: ObjectProp[] = [];
  const add = (binding: BindingId, name: string): void => {
    const { start } = context.bindings.all[binding]!;
    const span = { start, end: start + name.length };
    props.push({
      kind: "value",
      name,
      value: { k: "ref", name, binding, ...span },
      span,
    });
  };
  for (const statement of body) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    const declaration: Node | null | undefined = statement["declaration"];
    if (!declaration) continue;
    for (const name of declaredNames(declaration)) {
      const binding = context.bindings.findValue(context.scope, name);
      if (binding !== undefined) add(binding, context.keep(name));
    }
  }
  return props;
}

/** The names that a declaration declares, in their order. */
export function declaredNames(node: Node): string[] {
  if (node.type === "VariableDeclaration") {
    const names: string[] = [];
    for (const declarator of node["declarations"] as Node[]) {
      addPatternNames(declarator["id"], names);
    }
    return names;
  }
  if (node.type === "TSModuleDeclaration") {
    const name = namespacePathOf(node).names[0];
    return name ? [name["name"]] : [];
  }
  return node["id"] ? [node["id"].name] : [];
}

function addPatternNames(
  pattern: Node | null | undefined,
  names: string[],
): void {
  switch (pattern?.type) {
    case "Identifier":
      names.push(pattern["name"]);
      return;
    case "AssignmentPattern":
      addPatternNames(pattern["left"], names);
      return;
    case "RestElement":
      addPatternNames(pattern["argument"], names);
      return;
    case "ArrayPattern":
      for (const element of pattern["elements"] as Node[]) {
        addPatternNames(element, names);
      }
      return;
    case "ObjectPattern":
      for (const property of pattern["properties"] as Node[]) {
        addPatternNames(
          property.type === "RestElement" ? property : property["value"],
          names,
        );
      }
      return;
  }
}
