import type { Frame } from "../analysis/finding.ts";
import type { Span } from "../analysis/ir.ts";
import { carrierOf, handOn, hold } from "./carry.ts";
import { isDefaultExport, passingOf } from "./callTarget.ts";
import { functionName } from "./functionName.ts";
import { isOverBus } from "./overBus.ts";
import type { Draft } from "./draft.ts";
import type { Candidates } from "./family.ts";
import type { Carrier, Held } from "./held.ts";
import {
  bare,
  contains,
  isCall,
  isFunction,
  isMember,
  memberName,
  type CallNode,
  type Node,
} from "./nodes.ts";
import { declarationAt } from "./names.ts";
import { Refusal } from "./proposal.ts";
import { routeOf, type Hop } from "./route.ts";
import type { Source } from "./source.ts";
import {
  hasPlaceFor,
  passArgument,
  threadParameter,
  type ParameterWish,
  type Threaded,
} from "./threadParameter.ts";
import type { TokenValue } from "./tokenVariable.ts";
import type { MessageBinding } from "../analysis/finding.ts";

/** A path with the place on it where the message is last at hand. */
export interface Route {
  readonly hops: readonly Hop[];
  /** Index of the hop in which the token is taken from the message. */
  readonly start: number;
  readonly carrier: Carrier;
  /** The message as the handler itself gets it. */
  readonly first: Carrier;
  readonly forwarders: ReadonlySet<string>;
}

export function planRoute(
  draft: Draft,
  path: readonly Frame[],
  handlerFn: Span,
  binding: MessageBinding,
): Route {
  const { hops, forwarders } = routeOf(draft, path, handlerFn);
  const first = carrierOf(hops[0]!.source, hops[0]!.fn, binding);
  let carrier = first;
  let start = 0;
  while (start < hops.length - 1) {
    const next = hops[start + 1]!;
    if (!isFunction(next.fn)) break;
    const target = { source: next.source, fn: next.fn };
    const passing = passingOf(hops[start]!.source, hops[start]!.call, target);
    if (passing.kind !== "call") break;
    const handed = handOn(draft, carrier, hops[start]!.call, target);
    if (handed === undefined) break;
    carrier = handed;
    start++;
  }
  return { hops, start, carrier, first, forwarders };
}

/** The message where the token is taken from it. */
export function holdAtStart(draft: Draft, route: Route): Held {
  return hold(draft, route.carrier, route.hops[route.start]!.call);
}

/** Passes the token from the message down to the function of the read; answers what holds it there. */
export function passDown(
  draft: Draft,
  route: Route,
  held: Held,
  first: TokenValue,
  wish: ParameterWish,
  candidates: Candidates,
  end = route.hops.length - 1,
): TokenValue {
  let value = first;
  for (let i = route.start; i < end; i++) {
    if (sees(route, i, held)) continue;
    value = passOver(
      draft,
      route.hops[i]!,
      route.hops[i + 1]!,
      i === route.start ? seenFrom(held) : route.hops[i]!.fn,
      value,
      wish,
      candidates,
    );
  }
  return value;
}

/** Whether the next function is written where the value is seen, so that it needs no parameter. */
function sees({ hops, start }: Route, i: number, scope?: Held): boolean {
  const from = hops[i]!;
  const to = hops[i + 1]!;
  if (from.source !== to.source || from.fn === to.fn || !isFunction(to.fn))
    return false;
  if (i > start || scope === undefined)
    return i > start && contains(from.fn, to.fn);
  if (scope.after !== undefined && scope.after.end > to.fn.start) return false;
  return contains(scope.scope, to.fn);
}

function passOver(
  draft: Draft,
  from: Hop,
  to: Hop,
  seenIn: { readonly start: number; readonly end: number },
  value: TokenValue,
  wish: ParameterWish,
  candidates: Candidates,
): TokenValue {
  const { source, call } = from;
  const { fn } = to;
  if (!isFunction(fn)) throw noPlace(source, call);
  if (isOverBus(source, call, to))
    throw new Refusal(
      `The call in line ${source.line(call.start)} hands an object to a bus, which gives nothing else to \`${functionName(to.source, fn) ?? "its handler"}\`. Give the object a field for the token, fill it there, and pass it to the read.`,
    );
  const target = { source: to.source, fn };
  const passing = passingOf(source, call, target);
  const isPlain =
    passing.kind === "call" ||
    (passing.kind === "unknown" &&
      isDefaultExport(to.source, fn) &&
      (call.callee.type === "Identifier" || isOfNamespace(source, call)));
  if (isPlain) {
    const threaded = threadParameter(
      draft,
      target,
      { source, node: call },
      wish,
      candidates,
    );
    passArgument(draft, source, call, threaded.index, value);
    for (const other of sameCalls(from, seenIn)) {
      if (!meansTheSame(source, value, call, other)) continue;
      if (!hasPlaceFor(other, threaded.index)) continue;
      passArgument(draft, source, other, threaded.index, value);
    }
    return threaded;
  }
  if (passing.kind === "value")
    return wrapValue(
      draft,
      from,
      target,
      passing.argument,
      value,
      wish,
      candidates,
    );
  throw noPlace(source, call);
}

// Case: import * as db from "./db"; db.load(id), where load is the default export of a file behind ./db
function isOfNamespace(source: Source, { callee }: CallNode): boolean {
  if (!isMember(callee) || callee.object.type !== "Identifier") return false;
  const { name } = callee.object;
  const declaration = declarationAt(source, name, callee as Node);
  return (
    declaration !== undefined &&
    source.parent(declaration)?.type === "ImportNamespaceSpecifier"
  );
}

/**
 * Other calls of the same function in the same function: they lead to the same read, whether the finding names
 * them as paths of their own or not.
 */
function sameCalls(
  { source, call }: Hop,
  seenIn: { readonly start: number; readonly end: number },
): CallNode[] {
  const callee = source.slice(call.callee);
  return source.nodes.filter(
    (node): node is CallNode =>
      isCall(node) &&
      node !== call &&
      node.type === call.type &&
      contains(seenIn, node) &&
      source.slice(node.callee) === callee,
  );
}

/** Where a value that is made beside the message is seen. */
function seenFrom({ scope, after }: Held): { start: number; end: number } {
  return { start: after?.end ?? scope.start, end: scope.end };
}

/** Whether all names in the value mean the same at both calls. */
function meansTheSame(
  source: Source,
  { text }: TokenValue,
  call: CallNode,
  other: CallNode,
): boolean {
  const names = text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? [];
  return names.every((name) => {
    const declaration = declarationAt(source, name, other);
    if (declaration !== declarationAt(source, name, call)) return false;
    const parent = declaration && source.parent(declaration);
    return (
      parent?.type !== "VariableDeclarator" || declaration!.end < other.start
    );
  });
}

function noPlace(source: Source, call: CallNode): Refusal {
  return new Refusal(
    `The call in line ${source.line(call.start)} leads on in a way that gives no place for another argument (a constructor, a wrapper or a function made elsewhere). Pass the token there by hand.`,
  );
}

const arrayMethods = new Set([
  "map",
  "forEach",
  "flatMap",
  "filter",
  "some",
  "every",
  "find",
]);

// Case: ids.map(load) -> ids.map((id) => load(id, sessionToken))
function wrapValue(
  draft: Draft,
  from: Hop,
  target: { source: Source; fn: Hop["fn"] & { type: string } },
  argument: Node,
  value: TokenValue,
  wish: ParameterWish,
  candidates: Candidates,
): Threaded {
  const { source, call } = from;
  const fn = target.fn;
  const callee = bare(call.callee);
  const taken = isFunction(fn) ? fn.params.length : 0;
  if (
    !isFunction(fn) ||
    !isMember(callee) ||
    !arrayMethods.has(memberName(callee) ?? "") ||
    call.arguments[0] !== argument ||
    taken > 1
  ) {
    throw noPlace(source, call);
  }
  const parameter = fn.params[0] as Node | undefined;
  const name =
    parameter?.type === "Identifier" && parameter.name !== value.text
      ? parameter.name
      : "element";
  draft.once(`rewritten ${source.file} ${bare(argument).start}`, () => true);
  const threaded = threadParameter(
    draft,
    { source: target.source, fn },
    { source, node: call },
    wish,
    candidates,
  );
  draft.once(`wrap ${source.file} ${argument.start}`, () => {
    const given = [
      ...Array.from({ length: threaded.index }, (_, i) =>
        i === 0 ? name : "undefined",
      ),
      value.text,
    ];
    const type = writableType(target.source, parameter, source);
    draft.insert(source, argument.start, `(${name}${type}) => `);
    draft.insert(source, argument.end, `(${given.join(", ")})`);
  });
  return threaded;
}

/** The type of a parameter, where it can be written in the other file as it is: without it, `any[]` gives an implicit any. */
function writableType(
  from: Source,
  parameter: Node | undefined,
  to: Source,
): string {
  if (
    !to.isTypeScript ||
    parameter?.type !== "Identifier" ||
    !parameter.typeAnnotation
  )
    return "";
  const type = from.slice(parameter.typeAnnotation);
  return from === to || /^:\s*(?:string|number|boolean|unknown|any)$/.test(type)
    ? type
    : "";
}
