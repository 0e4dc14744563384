/** A function that was handed to a built-in one is called by it. */
import { NOTHING, UNDEFINED, type Value } from "../../values/index.ts";
import { argsOf, type CallSite, type Frame, type Machine } from "../machine.ts";

export function callBack(
  m: Machine,
  frame: Frame,
  fn: Value | undefined,
  values: readonly Value[],
  site: CallSite,
): Value {
  if (!fn) return NOTHING;
  return m.callValue(frame, fn, UNDEFINED, argsOf(values), site);
}
