/** Promises: what they give is taken for the promise itself. */
import {
  NOTHING,
  PLAIN,
  UNSEEN,
  join,
  of,
  ofObject,
  type Obj,
  type Value,
} from "../../values/index.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { callBack } from "./callBack.ts";

const RESOLVE = "n:resolve:";

export function callPromise(
  m: Machine,
  frame: Frame,
  kind: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  if (kind === "then") {
    const done = callBack(m, frame, argAt(args, 0), [self], site);
    return argAt(args, 1)
      ? join(done, callBack(m, frame, argAt(args, 1), [UNSEEN], site))
      : done;
  }
  const other = callBack(
    m,
    frame,
    argAt(args, 0),
    kind === "catch" ? [UNSEEN] : [],
    site,
  );
  return kind === "catch" ? join(self, other) : self;
}

export function newPromise(
  m: Machine,
  frame: Frame,
  executor: Value,
  site: CallSite,
): Value {
  const box: Obj = m.newObject("array");
  const self = ofObject(box);
  const resolve = of({
    t: "native",
    key: `${RESOLVE}o${box.id}`,
    name: "array:push",
    self,
  });
  callBack(m, frame, executor, [resolve, PLAIN], site);
  return box.elements === NOTHING ? UNSEEN : box.elements;
}

/** What an executor gets to settle its promise. */
export function isResolve(value: Value): boolean {
  return value.atoms.some((atom) => atom.key.startsWith(RESOLVE));
}
