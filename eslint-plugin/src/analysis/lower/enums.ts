/** Enums: their members' constant values. */
import type { Context } from "./context.ts";
import { constantOf, enumMembersOf, keyNameOf, type Node } from "./tree.ts";

type Value = string | number;

export function lowerEnum(context: Context, node: Node): void {
  const binding = context.bindings.findOwn(context.scope, node["id"].name);
  if (!binding) return;
  const known = new Map<string, Value | undefined>();
  for (const { name, value } of binding.enumMembers ?? []) {
    known.set(name, value);
  }
  let next: number | undefined = 0;
  for (const member of enumMembersOf(node)) {
    const name = keyNameOf(member["id"], false);
    if (name === undefined) continue;
    const initializer: Node | null | undefined = member["initializer"];
    const value: Value | undefined = initializer
      ? fold(initializer, known)
      : next;
    next = typeof value === "number" ? value + 1 : undefined;
    known.set(
      context.keep(name),
      typeof value === "string" ? context.keep(value) : value,
    );
  }
  const members: { name: string; value?: Value }[] = [];
  for (const [name, value] of known) {
    members.push(value === undefined ? { name } : { name, value });
  }
  binding.enumMembers = members;
}

function fold(
  node: Node,
  known: ReadonlyMap<string, Value | undefined>,
): Value | undefined {
  const constant = constantOf(node);
  if (typeof constant === "string" || typeof constant === "number") {
    return constant;
  }
  switch (node.type) {
    case "Identifier":
      return known.get(node["name"]);
    case "UnaryExpression": {
      const value = fold(node["argument"], known);
      if (typeof value !== "number") return undefined;
      if (node["operator"] === "-") return -value;
      return node["operator"] === "~" ? ~value : undefined;
    }
    case "BinaryExpression": {
      const left = fold(node["left"], known);
      const right = fold(node["right"], known);
      return left === undefined || right === undefined
        ? undefined
        : combine(node["operator"], left, right);
    }
    default:
      return undefined;
  }
}

function combine(
  operator: string,
  left: Value,
  right: Value,
): Value | undefined {
  if (typeof left === "string" || typeof right === "string") {
    return operator === "+" ? `${left}${right}` : undefined;
  }
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "|":
      return left | right;
    case "&":
      return left & right;
    case "<<":
      return left << right;
    default:
      return undefined;
  }
}
