/**
 * Streams of Node.js. A readable one counts as the list of what it hands out; a Transform or Writable is run when
 * something is piped into it, and keeps what it pushed:
 *
 *     await pipeline(receiver.getMessageIterator(), new Enrich(profiles), new Writable({ objectMode: true, write }));
 */
import {
  streamClasses,
  streamFactories,
  streamModules,
} from "../../../sdk/streams.ts";
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  UNSEEN,
  join,
  of,
  ofObject,
  stringOf,
  type ExternalAtom,
  type Obj,
  type Value,
} from "../../values/index.ts";
import { PUSHED, elementsOf, holdsMessage, paramOf } from "../content.ts";
import {
  argAt,
  argsOf,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { arrayOf } from "../natives/arrayOf.ts";
import { callBack } from "../natives/callBack.ts";
import { nativeOf } from "../natives/nativeOf.ts";
import { share } from "../objects.ts";
import { foreignBaseOf } from "./foreignBase.ts";

const RUNS = "#runs";
/** Members of every stream that are followed; a list has none of these names. */
export const streamMethods: ReadonlySet<string> = new Set(["pipe", "on"]);
const stageMethods: ReadonlySet<string> = new Set([
  ...streamMethods,
  "push",
  "write",
  "end",
]);

/** `new Transform({ transform })`, `new PassThrough()` */
export function constructStream(
  m: Machine,
  { module, path }: ExternalAtom,
  args: Args,
): Value | undefined {
  const [name = ""] = path;
  if (!streamModules.has(module) || path.length !== 1) return undefined;
  if (!Object.hasOwn(streamClasses, name)) return undefined;
  const option = streamClasses[name]?.option;
  let run: Value = NOTHING;
  for (const atom of argAt(args, 0)?.atoms ?? [])
    if (atom.t === "object" && option !== undefined)
      run = join(run, atom.obj.fields.get(option) ?? NOTHING);
  return stage(m, run);
}

/** `Readable.from(messages)`, `pipeline(messages, enrich, sink)`, `through2.obj(enrich)` */
export function callStream(
  m: Machine,
  frame: Frame,
  { module, path }: ExternalAtom,
  args: Args,
  site: CallSite,
): Value | undefined {
  const name = path.join(".");
  if (streamFactories.has(`${module}:${name}`))
    return stage(m, args.list.find(isFunction) ?? NOTHING);
  if (!streamModules.has(module)) return undefined;
  if (name === "Readable.from")
    return arrayOf(m, elementsOf(m, frame, argAt(args, 0) ?? UNDEFINED));
  if (name !== "pipeline" && name !== "promises.pipeline") return undefined;
  const [source, ...stages] = args.list;
  if (!source || args.rest) return undefined;
  const first = isFunction(source)
    ? callBack(m, frame, source, [], site)
    : source;
  let flowing = elementsOf(m, frame, first);
  for (const next of stages) flowing = feed(m, frame, next, flowing, site);
  return UNSEEN;
}

/** Members of a stream that was made here, or of an instance whose class extends one of them. */
export function streamMember(
  m: Machine,
  obj: Obj,
  self: Value,
  name: string,
): Value | undefined {
  if (!stageMethods.has(name)) return undefined;
  return obj.fields.has(PUSHED) || methodOf(m, obj) !== undefined
    ? nativeOf(`stream:${name}`, self)
    : undefined;
}

export function callStreamMethod(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  const first = argAt(args, 0) ?? UNDEFINED;
  switch (method) {
    case "pipe":
      feed(m, frame, first, elementsOf(m, frame, self), site);
      return first;
    case "on": {
      const chunk = elementsOf(m, frame, self);
      if (stringOf(first) === "data" && chunk !== NOTHING)
        callBack(m, frame, argAt(args, 1), [chunk], site);
      return self;
    }
    case "write":
    case "end":
      feed(m, frame, self, first, site);
      return PLAIN;
    case "push":
      push(m, self, first);
      return PLAIN;
    default:
      // Case: done(null, enriched)
      push(m, self, argAt(args, 1) ?? NOTHING);
      return UNDEFINED;
  }
}

function stage(m: Machine, run: Value): Value {
  share(run);
  const obj = m.newObject("literal", { isShared: true });
  obj.fields.set(PUSHED, NOTHING);
  obj.fields.set(RUNS, run);
  return ofObject(obj);
}

/** Gives a stage of a pipeline what flows into it; answers what flows out. */
function feed(
  m: Machine,
  frame: Frame,
  next: Value,
  value: Value,
  site: CallSite,
): Value {
  let out: Value = NOTHING;
  for (const atom of next.atoms) {
    const one = of(atom);
    if (atom.t === "function") {
      // Case: async function* (messages) { for await (const message of messages) yield … }
      const made = callBack(m, frame, one, [arrayOf(m, value)], site);
      out = join(out, elementsOf(m, frame, made));
    }
    if (atom.t !== "object") continue;
    const { obj } = atom;
    const method = methodOf(m, obj);
    const run =
      method === undefined
        ? obj.fields.get(RUNS)
        : m.member(frame, one, method);
    if (run === undefined) continue;
    if (run === NOTHING) push(m, one, value);
    runStage(m, frame, run, one, value, site);
    out = join(out, obj.fields.get(PUSHED) ?? NOTHING);
  }
  return out;
}

/** It is called by the stream: who is given a message there handles it. */
function runStage(
  m: Machine,
  frame: Frame,
  run: Value,
  self: Value,
  value: Value,
  site: CallSite,
): void {
  const args = argsOf([value, PLAIN, nativeOf("stream:done", self)]);
  const handedOn = holdsMessage(value)
    ? { params: [paramOf(value), "other", "other"] as const }
    : undefined;
  for (const atom of run.atoms)
    if (atom.t === "function")
      m.invoke(frame, { ...atom.closure, self }, self, args, {
        ...site,
        handedOn,
      });
}

function push(m: Machine, self: Value, value: Value): void {
  share(value);
  for (const atom of self.atoms) {
    if (atom.t !== "object") continue;
    m.noteChange(atom.obj);
    const known = atom.obj.fields.get(PUSHED) ?? NOTHING;
    atom.obj.fields.set(PUSHED, join(known, value));
  }
}

/** The method that a class of the code base defines for its chunks. */
function methodOf(m: Machine, { cls }: Obj): string | undefined {
  const base = cls && foreignBaseOf(m, cls);
  if (!base || !streamModules.has(base.module)) return undefined;
  return streamClasses[base.path.join(".")]?.method;
}

function isFunction({ atoms }: Value): boolean {
  return atoms.some(({ t }) => t === "function");
}
