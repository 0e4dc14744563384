/** What becomes of a value behind the operators of RxJS, and what an observable hands out. */
import { rxOperators, type RxEffect } from "../../../sdk/rxjs.ts";
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  UNSEEN,
  constant,
  join,
  joinAll,
  of,
  ofObject,
  stringOf,
  withLabels,
  type Obj,
  type Value,
} from "../../values/index.ts";
import { elementsOf } from "../content.ts";
import type { Args, CallSite, Frame, Machine } from "../machine.ts";
import { arrayOf } from "../natives/arrayOf.ts";
import { share } from "../objects.ts";
import { functionsIn } from "./unseen.ts";

/** Values that it holds already; every observable has this field. */
export const NOW = "#now";
/** Of an operator. */
const NAME = "#operator";
const GIVEN = "#given";

export function observable(m: Machine, now: Value = NOTHING): Value {
  const obj = m.newObject("literal", { isShared: true });
  share(now);
  obj.fields.set(NOW, now);
  return ofObject(obj);
}

export function isObservable(obj: Obj): boolean {
  return obj.fields.has(NOW);
}

/** Case: map((message) => …), before `pipe` gives it a value */
export function makeOperator(m: Machine, name: string, args: Args): Value {
  const obj = m.newObject("literal", { open: true });
  obj.fields.set(NAME, constant(name));
  obj.fields.set(GIVEN, joinAll(functionsIn(args)));
  return ofObject(obj);
}

/** What becomes of a value behind these operators. */
export function through(
  m: Machine,
  frame: Frame,
  operators: readonly Value[],
  value: Value,
  site: CallSite,
): Value {
  let at = value;
  for (const operator of operators) {
    let next: Value = operator.unseen ? withLabels(UNSEEN, at.labels) : NOTHING;
    for (const atom of operator.atoms) {
      if (atom.t === "object" && atom.obj.fields.has(NAME))
        next = join(next, behind(m, frame, atom.obj, at, site));
      // Case: an operator of the code base, (source) => source.pipe(…)
      else if (atom.t === "function")
        next = join(
          next,
          flowing(m, frame, run(m, frame, of(atom), observable(m, at), site)),
        );
      else next = join(next, at);
    }
    at = next;
  }
  return at;
}

function behind(
  m: Machine,
  frame: Frame,
  operator: Obj,
  value: Value,
  site: CallSite,
): Value {
  const name = stringOf(operator.fields.get(NAME) ?? UNDEFINED) ?? "";
  const effect: RxEffect = Object.hasOwn(rxOperators, name)
    ? (rxOperators[name] ?? "same")
    : "same";
  const given = operator.fields.get(GIVEN) ?? NOTHING;
  const made = given === NOTHING ? NOTHING : run(m, frame, given, value, site);
  switch (effect) {
    case "result":
      return made;
    case "inner":
      return flowing(m, frame, made);
    case "caught":
      return join(value, flowing(m, frame, made));
    case "list":
      return arrayOf(m, value);
    case "nested":
      return observable(m, value);
    case "flat":
      return flowing(m, frame, value);
    case "same":
      return value;
  }
}

export function run(
  m: Machine,
  frame: Frame,
  fn: Value,
  value: Value,
  site: CallSite,
): Value {
  return m.callValue(
    frame,
    fn,
    UNDEFINED,
    { list: [value, PLAIN], rest: UNSEEN, exprs: [] },
    site,
  );
}

/** What an observable, a list or a promise hands out. */
export function flowing(m: Machine, frame: Frame, value: Value): Value {
  let result: Value = value.unseen ? withLabels(UNSEEN, value.labels) : NOTHING;
  for (const atom of value.atoms) {
    const one: Value = { ...value, atoms: [atom], unseen: false };
    if (atom.t === "object" && isObservable(atom.obj))
      result = join(result, atom.obj.fields.get(NOW) ?? NOTHING);
    else if (
      (atom.t === "object" &&
        (atom.obj.kind === "array" || atom.obj.kind === "map")) ||
      (atom.t === "message" && atom.root === "messages") ||
      (atom.t === "native" && atom.name === "iterator")
    )
      result = join(result, elementsOf(m, frame, one));
    else result = join(result, one);
  }
  return result;
}
