/** Calls into code that the analysis does not see: packages, unseen callers' functions, dynamic members. */
import { deferring } from "../../../sdk/handlers.ts";
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  join,
  joinAll,
  withLabels,
  type Value,
} from "../../values/index.ts";
import { derivedFrom, elementsOf } from "../content.ts";
import type { Args, CallSite, Frame, Machine } from "../machine.ts";
import { arrayOf } from "../natives/arrayOf.ts";
import { isAwaitedListener } from "./awaited.ts";

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
  if (
    name === undefined ||
    !deferring.has(name) ||
    isAwaitedListener(m, frame, name)
  ) {
    const given = withLabels(UNSEEN, content.labels);
    const list = listed(m, frame, args);
    for (const fn of functionsIn(args)) {
      const back = m.callValue(
        frame,
        fn,
        UNDEFINED,
        {
          list: list === NOTHING ? [] : [join(list, given)],
          rest: given,
          exprs: [],
        },
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
    if (typed.atoms.length === 0) continue;
    const made = { ...typed, unseen: false };
    // Case: for (const consumer of container.getAll<Consumer>(CONSUMERS))
    result = join(result, name?.includes("All") ? arrayOf(m, made) : made);
  }
  return result;
}

/** Case: pMap(handlers, (handler) => …), async.each(messages, (message, done) => …) */
function listed(m: Machine, frame: Frame, args: Args): Value {
  const lists = args.list.flatMap((value) =>
    value.atoms.filter(
      (atom) =>
        (atom.t === "object" && atom.obj.kind === "array") ||
        (atom.t === "message" &&
          atom.root === "messages" &&
          atom.path.length === 0),
    ),
  );
  if (lists.length === 0) return NOTHING;
  const inside = elementsOf(m, frame, { ...NOTHING, atoms: lists });
  // Functions in a list are called themselves.
  const atoms = inside.atoms.filter((atom) => atom.t !== "function");
  return { ...inside, atoms };
}

/** Functions that are arguments, or properties of an object literal that is one. */
export function functionsIn(args: Args): Value[] {
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

/** What of a value can be called; `undefined` where nothing can. */
export function onlyFunctions(value: Value): Value | undefined {
  const atoms = value.atoms.filter((atom) => atom.t === "function");
  return atoms.length === 0 ? undefined : { ...NOTHING, atoms };
}
