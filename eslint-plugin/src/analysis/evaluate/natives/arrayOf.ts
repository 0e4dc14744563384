/** Arrays that the analysis makes. */
import { PLAIN, join, ofObject, type Value } from "../../values/index.ts";
import type { Machine } from "../machine.ts";

export function arrayOf(m: Machine, elements: Value): Value {
  const obj = m.newObject("array", { elements });
  return ofObject(obj);
}

export function entryOf(m: Machine, value: Value): Value {
  const obj = m.newObject("array", { elements: join(PLAIN, value) });
  obj.fields.set("0", PLAIN);
  obj.fields.set("1", value);
  return ofObject(obj);
}
