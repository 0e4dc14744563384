import type { Frame } from "../analysis/finding.ts";
import type { Span } from "../analysis/ir.ts";
import { passingOf } from "./callTarget.ts";
import { functionName } from "./functionName.ts";
import type { Draft } from "./draft.ts";
import {
  bare,
  contains,
  isFunction,
  type CallNode,
  type FunctionNode,
  type Node,
} from "./nodes.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

/** A function between handler and read, and the call in it that leads on. */
export interface Hop {
  readonly source: Source;
  readonly fn: FunctionNode | Source["program"];
  readonly call: CallNode;
}

export interface Hops {
  readonly hops: readonly Hop[];
  /** Names of wrappers on the path whose result hands on all arguments that it gets. */
  readonly forwarders: ReadonlySet<string>;
}

/** The path of a finding as nodes. Functions that see the variables of an earlier one are one hop with it. */
export function routeOf(
  draft: Draft,
  path: readonly Frame[],
  handlerFn: Span,
): Hops {
  const hops: Hop[] = [];
  const forwarders = new Set<string>();
  for (const frame of path) {
    const source = draft.source(frame.file);
    const call = source.callAt(frame.call.span);
    if (call === undefined) {
      throw new Refusal(
        `The call in line ${frame.call.start.line} of \`${frame.file}\` is written in a way that gives no place for the token. Pass it there by hand.`,
      );
    }
    const fn = source.functionAt(frame.fn) ?? source.program;
    const outer = isFunction(fn) ? indexOfWriter(hops, source, fn) : -1;
    if (outer !== -1) {
      hops.splice(outer, hops.length, { ...hops[outer]!, call });
      continue;
    }
    const before = hops.at(-1);
    if (hops.length > 1 && before !== undefined && forwards(before)) {
      for (const name of namesAround(before)) forwarders.add(name);
      hops.pop();
    }
    hops.push({ source, fn: calledFunction(hops.at(-1), source, fn), call });
  }
  const first = hops[0];
  if (first === undefined)
    throw new Refusal("The finding names no path from a handler to the read.");
  // The path may begin in a function inside the handler, which sees the handler's variables.
  const { source } = first;
  const handler =
    source.functionAt(handlerFn) ??
    // Case: for (;;) { (await receiver.receiveMessages(10)).map(…) } at the top of a module
    (handlerFn.start === 0 && handlerFn.end === source.text.length
      ? source.program
      : undefined);
  if (
    handler !== undefined &&
    handler !== first.fn &&
    contains(handler, first.call)
  ) {
    hops[0] = { ...first, fn: handler };
  }
  return { hops, forwarders };
}

/**
 * The hop in whose call a function is written: it sees the variables there, whoever calls it in the end.
 * Case: this.withContainer((container) => container.items.query(spec).fetchAll())
 */
function indexOfWriter(
  hops: readonly Hop[],
  source: Source,
  fn: FunctionNode,
): number {
  return hops.findLastIndex(
    (hop) => hop.source === source && hop.fn !== fn && contains(hop.call, fn),
  );
}

/**
 * The function that the call before names, where the path goes on in one that is written inside of it.
 * Case: ids.forEach((id) => this.load(id)) in the called method
 */
function calledFunction(
  before: Hop | undefined,
  source: Source,
  fn: Hop["fn"],
): Hop["fn"] {
  if (before === undefined || !isFunction(fn)) return fn;
  for (const outer of [fn, ...source.ancestors(fn)]) {
    if (outer === before.fn) return fn;
    if (
      isFunction(outer) &&
      passingOf(before.source, before.call, { source, fn: outer }).kind ===
        "call"
    ) {
      return outer;
    }
    // Case: const fetch = (name) => async (id) => …, and the call of what it gave, whatever that is called there.
    if (isFunction(outer) && isReturned(source, outer)) return fn;
  }
  return fn;
}

/** Whoever calls this function has it as the value of another one. */
function isReturned(source: Source, fn: FunctionNode): boolean {
  let value: Node = fn;
  let parent = source.parent(fn);
  while (parent !== undefined && bare(parent) === fn) {
    value = parent;
    parent = source.parent(parent);
  }
  return (
    parent?.type === "ReturnStatement" ||
    (parent?.type === "ArrowFunctionExpression" && parent.body === value)
  );
}

// Case: return async (...args) => { log(args); return fn(...args); }
function forwards({ fn, call }: Hop): boolean {
  if (!isFunction(fn) || fn.params.length !== 1) return false;
  const [rest] = fn.params;
  const [argument, ...others] = call.arguments;
  return (
    rest?.type === "RestElement" &&
    rest.argument.type === "Identifier" &&
    others.length === 0 &&
    argument?.type === "SpreadElement" &&
    argument.argument.type === "Identifier" &&
    argument.argument.name === rest.argument.name
  );
}

function namesAround({ source, fn }: Hop): string[] {
  return [fn, ...source.ancestors(fn)].flatMap((outer) =>
    isFunction(outer) ? (functionName(source, outer) ?? []) : [],
  );
}
