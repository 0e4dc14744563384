/** Event emitters of Node: what is given to `on` runs when `emit` is called, in whatever file. */
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  join,
  stringOf,
  type Obj,
  type Value,
} from "../values/index.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type FlowContext,
  type Frame,
  type Machine,
} from "./machine.ts";
import { share } from "./objects.ts";

const LISTENERS = "#on:";
const FLOW: FlowContext = { mode: "flow", isVerified: false, isAmbient: false };
/** More files than this that call `on` say nothing about one emitter. */
const MAX_FILES = 40;
const adding = new Set([
  "on",
  "once",
  "addListener",
  "prependListener",
  "prependOnceListener",
]);
export const emitterMethods = new Set([...adding, "emit"]);

/** `EventEmitter` of `events`, however it is imported. */
export function isEmitterClass(module: string, path: readonly string[]) {
  if (module !== "events" && module !== "node:events") return false;
  return path.length === 0 || (path.length === 1 && path[0] === "EventEmitter");
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
  for (const atom of self.atoms) {
    if (atom.t !== "object") continue;
    if (method === "emit") emit(m, frame, atom.obj, name, args, site);
    else listen(m, atom.obj, name, argAt(args, 1) ?? UNDEFINED);
  }
  return method === "emit" ? PLAIN : self;
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

function emit(
  m: Machine,
  frame: Frame,
  obj: Obj,
  name: string | undefined,
  args: Args,
  site: CallSite,
): void {
  // Modules that only listen are asked by nobody.
  const files = m.project.filesUsing("on", "call");
  if (files.length <= MAX_FILES && !obj.fields.has(LISTENERS)) {
    obj.fields.set(LISTENERS, NOTHING);
    m.step(m.project.searchSteps);
    for (const path of files) m.runModule(path, FLOW);
  }
  const given = {
    list: args.list.slice(1),
    rest: args.rest,
    exprs: args.exprs.slice(1),
  };
  for (const [key, listeners] of [...obj.fields])
    if (
      key === LISTENERS ||
      key === LISTENERS + (name ?? "") ||
      (name === undefined && key.startsWith(LISTENERS))
    )
      m.callValue(frame, listeners, UNDEFINED, given, site);
}
