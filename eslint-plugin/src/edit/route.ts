import type { Frame } from "../analysis/finding.ts";
import type { Span } from "../analysis/ir.ts";
import type { Draft } from "./draft.ts";
import {
  contains,
  isFunction,
  type CallNode,
  type FunctionNode,
} from "./nodes.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

/** A function between handler and read, and the call in it that leads on. */
export interface Hop {
  readonly source: Source;
  readonly fn: FunctionNode | Source["program"];
  readonly call: CallNode;
}

/**
 * The path of a finding as nodes. A function written inside the call that leads to it (`ids.map(async (id) => …)`)
 * sees the variables around it, so it is one hop with the function around it.
 */
export function routeOf(
  draft: Draft,
  path: readonly Frame[],
  handlerFn: Span,
): Hop[] {
  const hops: Hop[] = [];
  for (const frame of path) {
    const source = draft.source(frame.file);
    const call = source.callAt(frame.call.span);
    if (call === undefined) {
      throw new Refusal(
        `The call in line ${frame.call.start.line} of \`${frame.file}\` is written in a way that gives no place for the token. Pass it there by hand.`,
      );
    }
    const fn = source.functionAt(frame.fn) ?? source.program;
    const last = hops.at(-1);
    if (
      last?.source === source &&
      isFunction(fn) &&
      contains(last.call, fn) &&
      fn !== last.fn
    ) {
      hops[hops.length - 1] = { ...last, call };
    } else {
      hops.push({ source, fn, call });
    }
  }
  const first = hops[0];
  if (first === undefined)
    throw new Refusal("The finding names no path from a handler to the read.");
  // The path may begin in a function inside the handler, which sees the handler's variables.
  const handler = first.source.functionAt(handlerFn);
  if (
    handler !== undefined &&
    handler !== first.fn &&
    contains(handler, first.call)
  ) {
    hops[0] = { ...first, fn: handler };
  }
  return hops;
}
