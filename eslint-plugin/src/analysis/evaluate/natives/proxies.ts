/** `Proxy` and `Reflect`. */
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  UNSEEN,
  constant,
  isUndefined,
  stringOf,
  ofObject,
  type Obj,
  type Value,
} from "../../values/index.ts";
import { elementsOf } from "../content.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { argsOutOf } from "./functions.ts";

const TARGET = "#target";
const TRAPS = "#traps";

/** `new Proxy(target, traps)`: known by what it stands before. */
export function newProxy(m: Machine, args: Args): Value {
  const obj = m.newObject("literal");
  obj.fields.set(TARGET, argAt(args, 0) ?? UNDEFINED);
  obj.fields.set(TRAPS, argAt(args, 1) ?? UNDEFINED);
  return ofObject(obj);
}

export function isProxy(obj: Obj): boolean {
  return obj.fields.has(TARGET);
}

/** What its `get` gives, which may be anything; without one, what the target has. */
export function proxyMember(
  m: Machine,
  frame: Frame,
  obj: Obj,
  self: Value,
  name: string,
): Value {
  const target = obj.fields.get(TARGET) ?? UNDEFINED;
  const trap = m.member(frame, obj.fields.get(TRAPS) ?? UNDEFINED, "get");
  if (trap.atoms.every(isUndefined) && !trap.unseen)
    return m.member(frame, target, name);
  const args = {
    list: [target, constant(name), self],
    rest: undefined,
    exprs: [],
  };
  const given = m.callValue(frame, trap, UNDEFINED, args, { call: undefined });
  const own = m.member(frame, target, name).atoms.map(({ key }) => key);
  const made = given.atoms.filter(({ key }) => !own.includes(key));
  // Case: a trap that wraps functions or what holds them, and gives everything else as it is
  return made.some(
    (one) => one.t === "function" || (one.t === "object" && isProxy(one.obj)),
  )
    ? { ...given, atoms: made }
    : given;
}

export function callReflect(
  m: Machine,
  frame: Frame,
  method: string,
  args: Args,
  site: CallSite,
): Value | undefined {
  const target = argAt(args, 0) ?? UNDEFINED;
  switch (method) {
    case "get": {
      const name = stringOf(argAt(args, 1) ?? UNSEEN);
      return name === undefined
        ? elementsOf(m, frame, target)
        : m.member(frame, target, name);
    }
    case "apply":
      return m.callValue(
        frame,
        target,
        argAt(args, 1) ?? UNDEFINED,
        argsOutOf(m, frame, argAt(args, 2) ?? UNDEFINED),
        site,
      );
    case "construct": {
      let made: Value = target.unseen ? UNSEEN : NOTHING;
      for (const atom of target.atoms)
        made =
          atom.t === "class"
            ? m.construct(
                frame,
                atom.cls,
                argsOutOf(m, frame, argAt(args, 1) ?? UNDEFINED),
                site,
              )
            : UNSEEN;
      return made;
    }
    case "has":
    case "ownKeys":
      return PLAIN;
    default:
      return undefined;
  }
}
