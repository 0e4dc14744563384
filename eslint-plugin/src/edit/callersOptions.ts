import { passingOf } from "./callTarget.ts";
import { bare, isCall, isFunction, type CallNode, type Node } from "./nodes.ts";
import { declarationAt, usesOf } from "./names.ts";
import { isNothing } from "./optionsArgument.ts";
import type { Route } from "./passDown.ts";
import type { Hop } from "./route.ts";
import type { Source } from "./source.ts";

export interface OptionsPlace {
  readonly source: Source;
  readonly call: CallNode;
  readonly index: number;
}

/**
 * Where the read's options are a parameter that nothing else uses, the call that passes them in may set them
 * instead; and so on upwards. The nearest such call first.
 */
export function callersOptions(
  route: Route,
  call: CallNode,
  index: number,
): OptionsPlace[] {
  const { hops, start } = route;
  const places: OptionsPlace[] = [];
  let target = { call, index };
  for (let at = hops.length - 1; at > start; at--) {
    const parameter = optionsParameter(hops[at]!, target.call, target.index);
    const caller = hops[at - 1]!;
    if (
      parameter === undefined ||
      !canSetOptionsAt(caller, hops[at]!, parameter.at)
    ) {
      break;
    }
    target = { call: caller.call, index: parameter.at };
    places.push({ source: caller.source, ...target });
  }
  return places;
}

/**
 * Other calls of the function beside this one pass a token in the same options: the token belongs there too, and
 * another place for it would take that of the others away.
 */
export function othersPassToken({
  source,
  call,
  index,
}: OptionsPlace): boolean {
  const callee = source.slice(call.callee);
  return source.nodes.some((node) => {
    if (!isCall(node) || node === call) return false;
    const options = node.arguments[index];
    return (
      options !== undefined &&
      source.slice(node.callee) === callee &&
      /sessionToken|initialHeaders/.test(source.slice(options))
    );
  });
}

/** The parameter of the function that is the options argument of the call, where nothing else uses it. */
function optionsParameter(
  hop: Hop,
  call: CallNode,
  index: number,
): { at: number } | undefined {
  const { source, fn } = hop;
  const arg = call.arguments[index];
  const value = arg && bare(arg);
  if (!isFunction(fn) || value?.type !== "Identifier") return undefined;
  const at = (fn.params as Node[]).findIndex((parameter) => {
    if (parameter.type === "AssignmentPattern") {
      const { left, right } = parameter;
      const isEmpty =
        right.type === "ObjectExpression" && right.properties.length === 0;
      return isEmpty && left.type === "Identifier" && left.name === value.name;
    }
    return parameter.type === "Identifier" && parameter.name === value.name;
  });
  const parameter = fn.params[at] as Node | undefined;
  const declaration =
    parameter?.type === "AssignmentPattern"
      ? (parameter.left as Node)
      : parameter;
  if (
    declaration?.type !== "Identifier" ||
    declarationAt(source, value.name, value) !== declaration
  )
    return undefined;
  if (usesOf(source, declaration).length !== 1) return undefined;
  const type = declaration.typeAnnotation
    ? source.slice(declaration.typeAnnotation)
    : "";
  if (
    source.isTypeScript &&
    !/^:\s*(?:\w+\.)?(?:RequestOptions|FeedOptions|ChangeFeedOptions|ChangeFeedIteratorOptions|any)$/.test(
      type,
    )
  )
    return undefined;
  return { at };
}

/** Whether the call that leads to a function can take options at an index: it names no other value there. */
function canSetOptionsAt(from: Hop, to: Hop, index: number): boolean {
  const { source, call } = from;
  if (
    !isFunction(to.fn) ||
    passingOf(source, call, { source: to.source, fn: to.fn }).kind !== "call"
  )
    return false;
  if (
    call.arguments
      .slice(0, index + 1)
      .some(({ type }) => type === "SpreadElement")
  )
    return false;
  const arg = call.arguments[index];
  if (arg === undefined) return true;
  const value = bare(arg);
  return value.type === "ObjectExpression" || isNothing(value);
}
