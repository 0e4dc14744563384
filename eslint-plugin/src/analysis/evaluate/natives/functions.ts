/** `call`, `apply` and `bind`. */
import { UNDEFINED, type Value } from "../../values/index.ts";
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
  if (method === "apply") {
    const given = rest[0] ?? UNDEFINED;
    const obj = given.atoms[0]?.t === "object" ? given.atoms[0].obj : undefined;
    const list: Value[] = [];
    for (let index = 0; obj?.fields.has(String(index)); index++)
      list.push(obj.fields.get(String(index)) as Value);
    return m.callValue(
      frame,
      self,
      receiver,
      { list, rest: elementsOf(m, frame, given), exprs: [] },
      site,
    );
  }
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
