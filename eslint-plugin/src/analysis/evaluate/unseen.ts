/** Calls into code that the analysis does not see: packages, unseen callers' functions, dynamic members. */
import { deferring } from "../../sdk/handlers.ts";
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  join,
  joinAll,
  withLabels,
  type Value,
} from "../values/index.ts";
import { derivedFrom } from "./content.ts";
import type { Args, CallSite, Frame, Machine } from "./machine.ts";

/**
 * What may come back holds what was given. Functions among the arguments are taken to be called now, unless the
 * member's name says that they are kept for later (`on`, `get` of a router, `setInterval`); classes among them to be
 * made (`container.resolve(Orders)`).
 */
export function callUnseen(
  m: Machine,
  frame: Frame,
  self: Value | undefined,
  name: string | undefined,
  args: Args,
  site: CallSite,
): Value {
  const content = derivedFrom(self, ...args.list, args.rest);
  let result: Value = content;
  if (name === undefined || !deferring.has(name)) {
    const given = withLabels(UNSEEN, content.labels);
    for (const fn of functionsIn(args)) {
      const back = m.callValue(
        frame,
        fn,
        UNDEFINED,
        { list: [], rest: given, exprs: [] },
        site,
      );
      result = join(result, back);
    }
    // Case: handler: traced(async (message) => …), a package's function around ours.
    for (const value of args.list) {
      const inner = onlyFunctions(value);
      if (inner) result = join(result, inner);
    }
  }
  for (const value of args.list)
    for (const atom of value.atoms)
      if (atom.t === "class") result = join(result, m.instanceOf(atom.cls));
  for (const type of site.call?.typeArgs ?? []) {
    const typed = m.typed(type, frame.file);
    if (typed.atoms.length > 0)
      result = join(result, { ...typed, unseen: false });
  }
  return result;
}

/** Functions that are arguments, or properties of an object literal that is one. */
function functionsIn(args: Args): Value[] {
  const found: Value[] = [];
  for (const value of args.list) {
    const functions = onlyFunctions(value);
    if (functions) found.push(functions);
    for (const atom of value.atoms) {
      if (atom.t !== "object") continue;
      if (atom.obj.kind === "array") {
        const inside = onlyFunctions(
          joinAll([...atom.obj.fields.values(), atom.obj.elements]),
        );
        if (inside) found.push(inside);
      } else if (atom.obj.kind === "literal") {
        for (const field of atom.obj.fields.values()) {
          const inside = onlyFunctions(field);
          if (inside) found.push(inside);
        }
      }
    }
  }
  return found;
}

function onlyFunctions(value: Value): Value | undefined {
  const atoms = value.atoms.filter((atom) => atom.t === "function");
  return atoms.length === 0 ? undefined : { ...NOTHING, atoms };
}
