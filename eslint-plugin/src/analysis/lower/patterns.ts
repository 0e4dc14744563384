/** What is assigned to or declared: names, members, and patterns of them. */
import type { Expr, ObjectPattern, Pattern } from "../ir.ts";
import { exact, type Context } from "./context.ts";
import { parameterStartOf } from "./positions.ts";
import { keyNameOf, type Node } from "./tree.ts";
import { lowerType, typeBinding } from "./types.ts";

export function lowerTarget(context: Context, node: Node): Pattern {
  const { end } = node;
  const start = parameterStartOf(context.text, node);
  switch (node.type) {
    case "Identifier": {
      const name = context.keep(node["name"]);
      const binding = context.bindings.findValue(context.scope, name);
      // The name alone: Babel and oxc count the annotation into the identifier.
      const nameEnd =
        node["typeAnnotation"] || node["optional"]
          ? start + node["name"].length
          : end;
      if (binding === undefined) {
        return { k: "ref", name, start, end: nameEnd };
      }
      if (node["typeAnnotation"]) {
        typeBinding(
          context,
          binding,
          lowerType(context, node["typeAnnotation"]),
        );
      }
      return { k: "ref", name, binding, start, end: nameEnd };
    }
    case "ObjectPattern":
      return lowerObjectPattern(context, node);
    case "ArrayPattern": {
      const elements: (Pattern | null)[] = [];
      let rest: Pattern | undefined;
      for (const element of node["elements"] as (Node | null)[]) {
        if (element?.type === "RestElement") {
          rest = lowerTarget(context, element["argument"]);
        } else {
          elements.push(element ? lowerTarget(context, element) : null);
        }
      }
      return rest
        ? { k: "arrayPattern", elements: exact(elements), rest, start, end }
        : { k: "arrayPattern", elements: exact(elements), start, end };
    }
    case "AssignmentPattern": {
      const target = lowerTarget(context, node["left"]);
      const value = lowerDefault(context, target, node["right"]);
      return { k: "defaultPattern", target, value, start, end };
    }
    case "TSParameterProperty":
      return lowerTarget(context, node["parameter"]);
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSNonNullExpression":
    case "ParenthesizedExpression":
    case "ChainExpression":
      return lowerTarget(context, node["expression"]);
    case "MemberExpression":
    case "OptionalMemberExpression": {
      const member = context.lower.expression(context, node);
      if (member.k === "member") return member;
      break;
    }
  }
  // What only code with errors assigns to, like a call: it takes the value in and gives it to nobody.
  return { k: "objectPattern", props: [], start, end };
}

function lowerDefault(context: Context, target: Pattern, node: Node): Expr {
  return target.k === "ref"
    ? context.lower.named(context, node, target.name, target.start)
    : context.lower.expression(context, node);
}

function lowerObjectPattern(context: Context, node: Node): Pattern {
  const { start, end } = node;
  const props: ObjectPattern["props"][number][] = [];
  let rest: Pattern | undefined;
  for (const property of node["properties"] as Node[]) {
    if (property.type === "RestElement") {
      rest = lowerTarget(context, property["argument"]);
      continue;
    }
    const span = { start: property.start, end: property.end };
    const name = keyNameOf(property["key"], property["computed"] === true);
    if (name === undefined) {
      const key = context.lower.expression(context, property["key"]);
      const target = lowerTarget(context, property["value"]);
      props.push({ key, target, span });
    } else {
      const target = lowerTarget(context, property["value"]);
      props.push({ name: context.keep(name), target, span });
    }
  }
  return rest
    ? { k: "objectPattern", props: exact(props), rest, start, end }
    : { k: "objectPattern", props: exact(props), start, end };
}
