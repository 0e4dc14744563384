/** `pipe(env, load(id), map(toOrder))` of functional libraries: each function gets what the one before it gave. */
import { pipes } from "../../../sdk/callbacks.ts";
import {
  UNDEFINED,
  type ExternalAtom,
  type Value,
} from "../../values/index.ts";
import type { Args, CallSite, Frame, Machine } from "../machine.ts";

export function callPipe(
  m: Machine,
  frame: Frame,
  { module, path }: ExternalAtom,
  { list, rest, exprs }: Args,
  site: CallSite,
): Value | undefined {
  if (!pipes.has(`${module}:${path.join(".")}`) || rest) return undefined;
  const [first, ...steps] = list;
  if (!first || steps.length === 0) return undefined;
  return steps.reduce(
    (value, step, index) =>
      m.callValue(
        frame,
        step,
        UNDEFINED,
        {
          list: [value],
          rest: undefined,
          exprs: exprs.slice(index, index + 1),
        },
        site,
      ),
    first,
  );
}
