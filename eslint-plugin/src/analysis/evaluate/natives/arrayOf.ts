/** Arrays that the analysis makes. */
import { PLAIN, join, of, type Value } from "../../values/index.ts";
import type { Machine } from "../machine.ts";

export function arrayOf(m: Machine, elements: Value): Value {
  const obj = m.newObject("array", { elements });
  return of({ t: "object", key: `o${obj.id}`, obj });
}

export function entryOf(m: Machine, value: Value): Value {
  const obj = m.newObject("array", { elements: join(PLAIN, value) });
  obj.fields.set("0", PLAIN);
  obj.fields.set("1", value);
  return of({ t: "object", key: `o${obj.id}`, obj });
}
