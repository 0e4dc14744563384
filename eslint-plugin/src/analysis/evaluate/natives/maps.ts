/** Methods of Map and Set. */
import { PLAIN, UNDEFINED, join, type Value } from "../../values/index.ts";
import { elementsOf } from "../content.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { storeField } from "../objects.ts";
import { arrayOf } from "./arrays.ts";
import { callBack } from "./callBack.ts";

export function callMap(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  const elements = elementsOf(m, frame, self);
  switch (method) {
    case "set":
      storeField(m, frame, self, undefined, argAt(args, 1) ?? UNDEFINED);
      return self;
    case "add":
      storeField(m, frame, self, undefined, argAt(args, 0) ?? UNDEFINED);
      return self;
    case "get":
      return join(elements, UNDEFINED);
    case "forEach":
      callBack(m, frame, argAt(args, 0), [elements, PLAIN, self], site);
      return UNDEFINED;
    case "entries":
      return arrayOf(m, arrayOf(m, join(PLAIN, elements)));
    case "values":
      return arrayOf(m, elements);
    default:
      return PLAIN;
  }
}
