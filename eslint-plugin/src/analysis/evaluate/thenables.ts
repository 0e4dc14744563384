/** Objects of the code base with a method that promises have: query builders that run when they are waited for. */
import type { Expr } from "../ir.ts";
import {
  NOTHING,
  PLAIN,
  join,
  of,
  ofObject,
  type Atom,
  type Value,
} from "../values/index.ts";
import { lineageOf } from "./classes/lineage.ts";
import { argsOf, type Frame, type Machine } from "./machine.ts";
import { nativeOf } from "./natives/nativeOf.ts";

/** Case: chain.then(new Link()), where a class of the code base has a method of that name */
export function hasOwnThen(m: Machine, atom: Atom, name: string): boolean {
  if (atom.t !== "object") return false;
  const { cls, fields } = atom.obj;
  if (fields.has(name)) return true;
  for (const { ir } of lineageOf(m, cls))
    if (ir.members.some((one) => one.name === name && !one.isStatic))
      return true;
  return false;
}

/** Case: await Query.from(orders).where("id", id), where the class of the query has a `then` */
export function awaited(
  m: Machine,
  frame: Frame,
  expr: Expr,
  value: Value,
): Value {
  let result = value;
  for (const atom of value.atoms) {
    if (atom.t !== "object" || !atom.obj.cls) continue;
    if (!hasOwnThen(m, atom, "then")) continue;
    const box = m.newObject("array");
    const list = [nativeOf("array:push", ofObject(box)), PLAIN];
    m.callValue(
      frame,
      m.member(frame, of(atom), "then"),
      of(atom),
      argsOf(list),
      { call: expr.k === "call" ? expr : undefined },
    );
    if (box.elements !== NOTHING) result = join(result, box.elements);
  }
  return result;
}
