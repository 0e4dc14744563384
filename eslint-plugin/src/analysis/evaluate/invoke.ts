/**
 * Runs a function of the code base. What it did is remembered for these arguments, so that a second call that
 * looks the same costs one look-up: a summary for each way in which a function is really called.
 */
import type { FunctionIr } from "../ir.ts";
import {
  NOTHING,
  UNDEFINED,
  joinAll,
  keyOf,
  ofObject,
  type Closure,
  type Env,
  type Obj,
  type Value,
} from "../values/index.ts";
import { derivedFrom } from "./content.ts";
import { ofDeclaredClass } from "./classes/declaredClass.ts";
import { EventList, type Event } from "./events.ts";
import { refine } from "./expressions.ts";
import {
  hopAt,
  type Args,
  type CallSite,
  type FlowContext,
  type Frame,
  type Machine,
} from "./machine.ts";
import { BudgetExceeded } from "./steps.ts";
import { copyLiterals, openUp } from "./objects.ts";
import { DEEP, FLAT, blurred } from "./blur.ts";
import { closureIn } from "./closures.ts";
import { orUndo } from "./orUndo.ts";
import { whoHandles } from "./whoHandles.ts";

/** Deeper than any real program's path from a handler to a read, short enough for the stack. */
const MAX_DEPTH = 48;
/** Ways in which one function is called before constants stop to tell them apart. */
const MAX_CONTEXTS = 12;
/** … before only what an argument itself is tells them apart … */
const MAX_BLURRED = 100;
/** … and before the function counts as out of sight. */
const MAX_FLAT = 500;
const MAX_ROUNDS = 3;
/** Times that a call is made again because a collection holds more than before. */
const MAX_REPEATS = 4;

export interface Summary {
  readonly returned: Value;
  readonly events: readonly Event[];
  /** What collections that others fill held when they were looked into: with more in them, the call is made again. */
  readonly seen?: Seen | undefined;
}

type Seen = ReadonlyMap<Obj, Value>;

interface Running {
  readonly summary: Summary;
  wasAsked: boolean;
}

export class Summaries {
  readonly #done = new Map<string, Summary>();
  readonly #running = new Map<string, Running>();
  readonly #contexts = new Map<string, number>();
  readonly #repeats = new Map<string, number>();
  /** What the activation in progress has looked into. */
  #seen: Map<Obj, Value> | undefined;

  /** The content of a collection that others may fill is looked at. */
  noteSeen(obj: Obj): void {
    this.#seen ??= new Map();
    if (!this.#seen.has(obj)) this.#seen.set(obj, obj.elements);
  }

  run(
    m: Machine,
    caller: Frame,
    closure: Closure,
    self: Value | undefined,
    args: Args,
    site: CallSite,
  ): Value {
    if (caller.depth >= MAX_DEPTH) return derivedFrom(...args.list, args.rest);
    if (
      caller.flow.mode === "discover" &&
      !m.project.mayRegister(closure.file.path) &&
      !givesFunctions(args) &&
      !holdsReceiver(closure, self)
    ) {
      m.noteLeftOut(caller, closure, self, args, site);
      return derivedFrom(...args.list, args.rest);
    }
    const fnKey = `${closure.file.path}#${closure.fn.id}@${closure.env.id}`;
    const contexts = this.#contexts.get(fnKey) ?? 0;
    if (contexts > MAX_FLAT) return derivedFrom(...args.list, args.rest);
    const given =
      contexts < MAX_CONTEXTS
        ? args
        : blurred(m, args, contexts < MAX_BLURRED ? DEEP : FLAT);
    const key = callKey(fnKey, closure, self, given, caller.flow);
    const known = this.#done.get(key);
    const hop = hopAt(caller, site);
    if (known && this.#holds(known, key)) {
      for (const obj of known.seen?.keys() ?? []) this.noteSeen(obj);
      caller.events.addFromCall(known.events, hop);
      return copyOf(m, known.returned);
    }
    const running = this.#running.get(key);
    if (running) {
      running.wasAsked = true;
      caller.events.addFromCall(running.summary.events, hop);
      return running.summary.returned;
    }
    this.#contexts.set(fnKey, contexts + 1);
    let summary: Summary;
    try {
      summary = this.#fixpoint(m, caller, closure, self, given, key);
    } catch (error) {
      caller.events.addFromCall(m.takeCut(), hop);
      if (!(error instanceof BudgetExceeded) || !m.mayGoOn(caller.depth))
        throw error;
      // What the callee would have done with what it was given, nobody knows.
      for (const value of [...args.list, args.rest, self]) openUp(value);
      return derivedFrom(...args.list, args.rest);
    }
    caller.events.addFromCall(summary.events, hop);
    return summary.returned;
  }

  /** Nothing that the remembered call looked into holds more by now. */
  #holds({ seen }: Summary, key: string): boolean {
    const hasMore = [...(seen ?? [])].some(
      ([{ elements }, then]) =>
        elements !== then && keyOf(elements) !== keyOf(then),
    );
    if (!hasMore) return true;
    const repeats = this.#repeats.get(key) ?? 0;
    this.#repeats.set(key, repeats + 1);
    return repeats >= MAX_REPEATS;
  }

  /** Recursion: the call inside sees what the last round found, until nothing new is found. */
  #fixpoint(
    m: Machine,
    caller: Frame,
    closure: Closure,
    self: Value | undefined,
    args: Args,
    key: string,
  ): Summary {
    let summary: Summary = { returned: NOTHING, events: [] };
    for (let round = 0; ; round++) {
      const running: Running = { summary, wasAsked: false };
      this.#running.set(key, running);
      const outer = this.#seen;
      this.#seen = undefined;
      let frame: Frame;
      try {
        frame = activate(m, closure, self, args, caller.flow, caller.depth + 1);
      } catch (error) {
        this.#seen = outer;
        // What a call of itself gave was a guess of this round.
        if (running.wasAsked) m.takeCut();
        throw error;
      } finally {
        this.#running.delete(key);
      }
      const next: Summary = {
        returned: frame.returned,
        events: frame.events.all,
        seen: this.#leave(outer, frame.firstObj),
      };
      if (frame.lowestChanged < frame.firstObj) {
        caller.lowestChanged = Math.min(
          caller.lowestChanged,
          frame.lowestChanged,
        );
        return next;
      }
      const isStable =
        !running.wasAsked ||
        round + 1 >= MAX_ROUNDS ||
        (next.events.length === summary.events.length &&
          keyOf(next.returned) === keyOf(summary.returned));
      summary = next;
      if (isStable) break;
    }
    // The caller may change what it got; what is remembered stays as it was made.
    this.#done.set(key, { ...summary, returned: copyOf(m, summary.returned) });
    return summary;
  }

  /** What an activation looked into and did not make itself; its caller has looked into it, too. */
  #leave(
    outer: Map<Obj, Value> | undefined,
    firstObj: number,
  ): Seen | undefined {
    const inner = this.#seen;
    this.#seen = outer;
    if (!inner) return undefined;
    for (const [obj, elements] of inner) {
      if (obj.id >= firstObj) inner.delete(obj);
      else if (!outer?.has(obj)) {
        outer ??= new Map();
        outer.set(obj, elements);
      }
    }
    this.#seen = outer;
    return inner;
  }
}

function copyOf(m: Machine, value: Value): Value {
  return copyLiterals(
    ({ kind, open, site, types, returned, cls }) =>
      m.newObject(kind, { open, site, types, returned, cls }),
    value,
  );
}

function callKey(
  fnKey: string,
  closure: Closure,
  self: Value | undefined,
  args: Args,
  flow: FlowContext,
): string {
  const bound = closure.boundArgs?.map((value) => keyOf(value)).join(",") ?? "";
  const list = args.list.map((value) => keyOf(value)).join(",");
  const rest = args.rest ? `...${keyOf(args.rest)}` : "";
  const flags = `${flow.mode[0] ?? ""}${flow.isVerified ? (flow.isMerged ? "m" : "v") : ""}${flow.isAmbient ? "a" : ""}`;
  return `${flags}${fnKey}^${self ? keyOf(self) : ""}[${bound}](${list}${rest})`;
}

function givesFunctions(args: Args): boolean {
  return [...args.list, args.rest].some((value) =>
    value?.atoms.some(
      (atom) =>
        atom.t === "function" ||
        (atom.t === "sdk" && atom.type.startsWith("ServiceBus")) ||
        // Case: bus.register("OrderPlaced", new OrderPlacedHandler(orders))
        (atom.t === "object" &&
          atom.obj.cls?.ir.members.some(({ kind }) => kind === "method")) ||
        (atom.t === "object" &&
          [...atom.obj.fields.values()].some(
            (field) =>
              field.atoms.some((one) => one.t === "function") ||
              isServiceBus(field),
          )),
    ),
  );
}

/** Case: new Listener(receiver).start(), makeListener({ receiver }).start() of a file that names no SDK. */
function holdsReceiver(closure: Closure, self: Value | undefined): boolean {
  for (let env: Env | undefined = closure.env; env.parent; env = env.parent)
    if ([...env.vars.values()].some(isServiceBus)) return true;
  return (self?.atoms ?? []).some(
    (atom) =>
      atom.t === "object" && [...atom.obj.fields.values()].some(isServiceBus),
  );
}

function isServiceBus(value: Value): boolean {
  return value.atoms.some(
    (atom) => atom.t === "sdk" && atom.type.startsWith("ServiceBus"),
  );
}

/** Evaluates the body once, in a scope of its own. */
export function activate(
  m: Machine,
  closure: Closure,
  self: Value | undefined,
  args: Args,
  flow: FlowContext,
  depth: number,
): Frame {
  const { fn, file } = closure;
  const env: Env = {
    id: m.nextId(),
    file,
    fn,
    vars: new Map(),
    parent: closure.env,
    self: fn.isArrow ? (closure.self ?? closure.env.self) : (self ?? UNDEFINED),
    home:
      closure.home ??
      (fn.isArrow || fn.owner === undefined
        ? closure.env.home
        : homeOf(m, closure)),
  };
  const frame: Frame = {
    env,
    file,
    fn,
    flow,
    events: new EventList(),
    depth,
    firstObj: m.nextId(),
    returned: NOTHING,
    yielded: NOTHING,
    branches: 0,
    lowestChanged: Infinity,
    changes: 0,
    leftOut: 0,
  };
  if (fn.selfBinding !== undefined)
    env.vars.set(fn.selfBinding, closureIn(closure.env, fn.id));
  hoist(env, fn);
  orUndo(
    () => {
      bindParams(m, frame, closure, args);
      m.statements(frame, fn.body);
    },
    () => m.noteCut(frame),
  );
  finish(m, frame, closure, self, args);
  return frame;
}

function homeOf(m: Machine, closure: Closure): Env["home"] {
  const ir =
    closure.fn.owner === undefined
      ? undefined
      : closure.file.classes[closure.fn.owner];
  return ir && m.classAt(closure.file, ir);
}

export function hoist(env: Env, fn: FunctionIr): void {
  for (const { binding, fn: id } of fn.hoisted)
    env.vars.set(binding, closureIn(env, id, undefined));
}

function bindParams(
  m: Machine,
  frame: Frame,
  closure: Closure,
  args: Args,
): void {
  const list = closure.boundArgs
    ? [...closure.boundArgs, ...args.list]
    : args.list;
  frame.fn.params.forEach((param, index) => {
    if (param.isRest) {
      const obj = m.newObject("array", {
        elements: joinAll([...list.slice(index), args.rest ?? NOTHING]),
      });
      list
        .slice(index)
        .forEach((value, at) => obj.fields.set(String(at), value));
      m.bind(frame, param.target, ofObject(obj), "declare");
      return;
    }
    const value = list[index] ?? args.rest ?? UNDEFINED;
    const type = param.type;
    const refined = type
      ? refine(m, frame, ofDeclaredClass(m, value, type, frame.file), () =>
          m.typed(type, frame.file),
        )
      : value;
    m.bind(frame, param.target, refined, "declare");
  });
  if (frame.fn.argumentsBinding !== undefined) {
    const obj = m.newObject("array", {
      elements: joinAll([...list, args.rest ?? NOTHING]),
    });
    list.forEach((value, at) => obj.fields.set(String(at), value));
    frame.env.vars.set(frame.fn.argumentsBinding, ofObject(obj));
  }
}

/** What the function gives back, and whether messages that it received are handled here or by its caller. */
function finish(
  m: Machine,
  frame: Frame,
  closure: Closure,
  self: Value | undefined,
  args: Args,
): void {
  const { fn } = frame;
  if (fn.isGenerator) {
    const { returned, yielded } = frame;
    const obj = m.newObject("array", { elements: yielded, returned });
    frame.returned = ofObject(obj);
  } else if (frame.returned === NOTHING) frame.returned = UNDEFINED;
  const declared = fn.returns;
  if (declared)
    frame.returned = refine(m, frame, frame.returned, () =>
      m.typed(declared, frame.file),
    );
  const who = whoHandles(frame);
  if (who === "itself" || who === "either")
    m.noteLoopHandler(frame, { closure, self, args });
  if (who === "itself") frame.events.drop("receive");
}
