/** Event emitters: what is given to `on` runs when `emit` is called, in whatever file. */
import {
  EMITTER_METHODS,
  emitterClasses,
  emitterFactories,
} from "../../../sdk/callbacks.ts";
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  join,
  joinAll,
  stringOf,
  ofObject,
  type Obj,
  type Value,
} from "../../values/index.ts";
import { runListening } from "./listening.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { arrayOf } from "../natives/arrayOf.ts";
import { share } from "../objects.ts";

const LISTENERS = "#on:";
const { keeping, running, listing } = EMITTER_METHODS;
export const emitterMethods: ReadonlySet<string> = new Set([
  ...keeping,
  ...running,
  ...listing,
]);
/** Listens to every event, by the documentation of `mitt`. */
const ANY = "*";

/** `EventEmitter` of `events` and its like, however it is imported. */
export function isEmitterClass(module: string, path: readonly string[]) {
  return path.length <= 1 && emitterClasses.has(`${module}:${path.join()}`);
}

/** `mitt()` */
export function isEmitterFactory(module: string, path: readonly string[]) {
  return emitterFactories.has(`${module}:${path.join(".")}`);
}

export function newEmitter(m: Machine): Value {
  const obj = m.newObject("instance", { isShared: true });
  return ofObject(obj);
}

export function callEmitter(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  const name = stringOf(argAt(args, 0) ?? UNDEFINED);
  let listed: Value = NOTHING;
  for (const atom of self.atoms) {
    if (atom.t !== "object") continue;
    if (keeping.has(method))
      listen(m, atom.obj, name, argAt(args, 1) ?? UNDEFINED);
    else if (listing.has(method))
      listed = join(listed, joinAll(listenersOf(m, atom.obj, name)));
    else emit(m, frame, atom.obj, name, args, site);
  }
  if (listing.has(method)) return arrayOf(m, listed);
  return keeping.has(method) ? self : PLAIN;
}

function listen(
  m: Machine,
  obj: Obj,
  name: string | undefined,
  listener: Value,
): void {
  const key = LISTENERS + (name ?? "");
  m.noteChange(obj);
  share(listener);
  obj.fields.set(key, join(obj.fields.get(key) ?? NOTHING, listener));
}

function listenersOf(
  m: Machine,
  obj: Obj,
  name: string | undefined,
): readonly Value[] {
  runListening(m, obj, "on");
  return [...obj.fields]
    .filter(
      ([key]) =>
        key === LISTENERS ||
        key === LISTENERS + ANY ||
        key === LISTENERS + (name ?? "") ||
        (name === undefined && key.startsWith(LISTENERS)),
    )
    .map(([, listeners]) => listeners);
}

function emit(
  m: Machine,
  frame: Frame,
  obj: Obj,
  name: string | undefined,
  args: Args,
  site: CallSite,
): void {
  const given = {
    list: args.list.slice(1),
    rest: args.rest,
    exprs: args.exprs.slice(1),
  };
  for (const listeners of listenersOf(m, obj, name))
    m.callValue(frame, listeners, UNDEFINED, given, site);
}
