/** `AsyncLocalStorage`. */
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  join,
  joinAll,
  type Value,
} from "../../values/index.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { storeField } from "../objects.ts";
import { callBack } from "./callBack.ts";

/** `AsyncLocalStorage`: what was put in with `run` may come out of any `getStore`. */
export function callAsyncContext(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  switch (method) {
    case "run": {
      storeField(m, frame, self, undefined, argAt(args, 0) ?? UNDEFINED);
      return callBack(m, frame, argAt(args, 1), args.list.slice(2), site);
    }
    case "enterWith":
      storeField(m, frame, self, undefined, argAt(args, 0) ?? UNDEFINED);
      return UNDEFINED;
    case "getStore": {
      for (const atom of self.atoms)
        if (atom.t === "object") m.noteSeen(atom.obj);
      const store = contextStore(self);
      // Case: it is opened where nobody sees it, in a hook or a middleware.
      return store === NOTHING ? UNSEEN : join(store, UNDEFINED);
    }
    case "exit":
      return callBack(m, frame, argAt(args, 0), args.list.slice(1), site);
    default:
      return UNSEEN;
  }
}

function contextStore(self: Value): Value {
  return joinAll(
    self.atoms.map((atom) =>
      atom.t === "object" ? atom.obj.elements : NOTHING,
    ),
  );
}
