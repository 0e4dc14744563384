/** `call`, `apply` and `bind`. */
import { UNDEFINED, joinAll, keyOf, type Value } from "../../values/index.ts";
import { elementsOf } from "../content.ts";
import type { Args, CallSite, Frame, Machine } from "../machine.ts";

export function callFunctionMethod(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  const [receiver = UNDEFINED, ...rest] = args.list;
  if (method === "call")
    return m.callValue(
      frame,
      self,
      receiver,
      { list: rest, rest: args.rest, exprs: args.exprs.slice(1) },
      site,
    );
  if (method === "apply")
    return m.callValue(
      frame,
      self,
      receiver,
      argsOutOf(m, frame, rest[0] ?? UNDEFINED),
      site,
    );
  return {
    ...self,
    atoms: self.atoms.map((atom) =>
      atom.t === "function"
        ? {
            ...atom,
            key: `${atom.key}^b${receiver.atoms.map((one) => one.key).join("|")}/${rest.length}`,
            closure: {
              ...atom.closure,
              self: atom.closure.fn.isArrow ? atom.closure.self : receiver,
              boundArgs: [...(atom.closure.boundArgs ?? []), ...rest],
            },
          }
        : atom,
    ),
  };
}

/** Arguments out of an array: one by one where all of them are known. */
export function argsOutOf(m: Machine, frame: Frame, array: Value): Args {
  const [atom] = array.atoms;
  const obj =
    atom?.t === "object" && atom.obj.kind === "array" ? atom.obj : undefined;
  const list: Value[] = [];
  for (let index = 0; obj?.fields.has(String(index)); index++)
    list.push(obj.fields.get(String(index)) as Value);
  const isWhole =
    list.length > 0 &&
    !array.unseen &&
    array.atoms.length === 1 &&
    keyOf(joinAll(list)) === keyOf(obj?.elements ?? UNDEFINED);
  return {
    list,
    rest: isWhole ? undefined : elementsOf(m, frame, array),
    exprs: [],
  };
}
