/**
 * While handlers are looked for, calls into files that cannot register one are left out, as most of a program has
 * nothing to do with messages. What such a call gives may still be asked for, by a handler that holds it:
 *
 *     async function main() {
 *       const orders = createOrders(client); // of a file that knows nothing of messages
 *       receiver.subscribe({ processMessage: (message) => orders.load(message.body.id), … });
 *     }
 *
 * So its value remembers the call, which is made when the value is first used in a handler.
 */
import type { CallExpr } from "../ir.ts";
import {
  NOTHING,
  join,
  joinAll,
  type Closure,
  type Env,
  type LeftOut,
  type Obj,
  type Value,
} from "../values/index.ts";
import { hangsOnParameter, isMade } from "./packages/added.ts";
import { evaluateCall } from "./calls.ts";
import type { Args, CallSite, Frame, Machine } from "./machine.ts";
import { addMissing } from "./objects.ts";
import { orUndo } from "./orUndo.ts";

/** Calls on one object; a program that makes more of them before its first message is no concern of ours. */
const MAX_ON_ONE_OBJECT = 16;
/** Calls into one file; as above. */
const MAX_INTO_ONE_FILE = 64;

export class LeftOutCalls {
  readonly #m: Machine;
  readonly #made = new Map<string, Value>();
  readonly #byFile = new Map<string, (() => void)[]>();
  /** Until the first call is left out there is nothing to look for. */
  #isUsed = false;

  constructor(m: Machine) {
    this.#m = m;
  }

  /** Notes that the call which this activation is evaluating is left out, together with what it does to `self`. */
  note(
    caller: Frame,
    closure: Closure,
    self: Value | undefined,
    args: Args,
    site: CallSite,
  ): void {
    this.#isUsed = true;
    caller.leftOut++;
    const call = (): void => {
      const frame = this.#m.frameAt(closure.env);
      this.#m.invoke(frame, closure, self, args, site);
    };
    const { path } = closure.file;
    const calls = this.#byFile.get(path) ?? [];
    this.#byFile.set(path, calls);
    if (calls.length < MAX_INTO_ONE_FILE) calls.push(call);
    for (const obj of this.#changedBy(closure, self, args)) {
      const own = (obj.leftOut ??= []);
      if (own.length < MAX_ON_ONE_OBJECT) own.push(call);
    }
  }

  /** What a call may change for good: its own instance, and what a program hangs its things on. */
  #changedBy(
    { fn }: Closure,
    self: Value | undefined,
    { list }: Args,
  ): readonly Obj[] {
    const instances = (self?.atoms ?? []).flatMap((atom) =>
      atom.t === "object" && atom.obj.kind === "instance" ? [atom.obj] : [],
    );
    const holders = list.flatMap(({ atoms }) =>
      atoms.flatMap((atom) =>
        atom.t === "external" && isMade(atom) ? [atom] : [],
      ),
    );
    return holders.length > 0 && hangsOnParameter(fn)
      ? [...instances, ...holders.map((atom) => this.#m.addedTo(atom))]
      : instances;
  }

  /** Case: new ProgressTracker(orders) in `main()`, of a class that only listens to an emitter */
  completeIn(files: readonly string[]): void {
    for (const path of files) {
      const calls = this.#byFile.get(path) ?? [];
      this.#byFile.delete(path);
      for (const call of calls) call();
    }
  }

  /** Evaluates a call; where it is left out, the value remembers it. */
  call(frame: Frame, expr: CallExpr): Value {
    if (frame.flow.mode === "flow") return evaluateCall(this.#m, frame, expr);
    const before = frame.leftOut;
    const value = evaluateCall(this.#m, frame, expr);
    if (frame.leftOut === before) return value;
    frame.leftOut = before;
    const { env, file } = frame;
    const place = `${file.path}:${String(expr.start)}:${String(expr.end)}`;
    return remember(value, place, env, () =>
      this.#m.call(this.#m.frameAt(env), expr),
    );
  }

  /** A member of what is not made yet is not there yet, either. */
  member(frame: Frame, object: Value, name: string, value: Value): Value {
    if (!object.leftOut || frame.flow.mode === "flow") return value;
    const { env } = frame;
    const places = object.leftOut.map((one) =>
      one.scope === env.id ? one.place : one.key,
    );
    return remember(value, `${places.join("|")}.${name}`, env, () =>
      this.#m.member(this.#m.frameAt(env), this.complete(object), name),
    );
  }

  /** An object takes the fields of another value. Case: Object.assign(Loans.prototype, cosmosAware("loans"), { … }) */
  takeLater(into: Obj, from: Value): void {
    const isWhole =
      !from.leftOut &&
      from.atoms.every((atom) => atom.t !== "object" || !atom.obj.leftOut);
    if (isWhole) return;
    const own = (into.leftOut ??= []);
    if (own.length >= MAX_ON_ONE_OBJECT) return;
    own.push(() => {
      addMissing(into, this.complete(from));
    });
  }

  /** The value with everything that was left out of it. */
  complete(value: Value): Value {
    if (!this.#isUsed) return value;
    const result = value.leftOut ? this.#completed(value) : value;
    for (const atom of result.atoms)
      if (atom.t === "object") this.make(atom.obj);
    return result;
  }

  /** Makes the calls on an object that were left out. */
  make(obj: Obj): void {
    const calls = obj.leftOut;
    if (!calls) return;
    obj.leftOut = undefined;
    for (const call of calls) call();
  }

  #completed({ atoms, labels, unseen, leftOut = [] }: Value): Value {
    const made = joinAll(leftOut.map((one) => this.#make(one)));
    return made.atoms.length === 0
      ? { atoms, labels, unseen }
      : join({ atoms, labels, unseen: false }, made);
  }

  #make({ key, make }: LeftOut): Value {
    const known = this.#made.get(key);
    if (known) return known;
    this.#made.set(key, NOTHING);
    const value = orUndo(make, () => this.#made.delete(key));
    this.#made.set(key, value);
    return value;
  }
}

function remember(
  value: Value,
  place: string,
  { id }: Env,
  make: () => Value,
): Value {
  const key = `${place}@${String(id)}`;
  return { ...value, leftOut: [{ key, scope: id, place, make }] };
}
