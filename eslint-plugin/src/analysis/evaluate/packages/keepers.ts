/**
 * Objects of packages that run the function they were made with: work queues, loaders, caches, circuit breakers. Of some
 * it is known which methods run it, and with what (`keeperOf`); of the others a method with a part of the message is
 * taken to (`keptBy`).
 */
import { keepers } from "../../../sdk/callbacks.ts";
import { deferring } from "../../../sdk/handlers.ts";
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  hasLabel,
  join,
  joinAll,
  ofObject,
  type ExternalAtom,
  type Value,
} from "../../values/index.ts";
import { derivedFrom, elementsOf } from "../content.ts";
import type { Args, CallSite, Frame, Machine } from "../machine.ts";
import { arrayOf } from "../natives/arrayOf.ts";
import { nativeOf } from "../natives/nativeOf.ts";
import { share } from "../objects.ts";
import { functionsIn, onlyFunctions } from "./unseen.ts";

/** `fastq.promise(worker, 4)`, `new DataLoader(load)`: what its methods run is known. */
export function keeperOf(
  m: Machine,
  { module }: ExternalAtom,
  path: readonly string[],
  args: Args,
): Value | undefined {
  const row = keepers[`${module}:${path.join(".")}`];
  if (!row) return undefined;
  const kept = joinAll(functionsIn(args));
  if (kept === NOTHING) return undefined;
  share(kept);
  const obj = m.newObject("literal", { open: true, isShared: true });
  const name = row.isList ? "kept:list" : "kept:one";
  for (const method of row.methods)
    obj.fields.set(method, nativeOf(name, kept));
  return ofObject(obj);
}

export function runKept(
  m: Machine,
  frame: Frame,
  how: string,
  kept: Value,
  args: Args,
  site: CallSite,
): Value {
  if (how !== "list")
    return m.callValue(frame, kept, UNDEFINED, { ...args, rest: UNSEEN }, site);
  const given = joinAll([...args.list, args.rest ?? NOTHING]);
  const list = arrayOf(m, join(given, elementsOf(m, frame, given)));
  const made = m.callValue(
    frame,
    kept,
    UNDEFINED,
    { list: [list], rest: UNSEEN, exprs: [] },
    site,
  );
  return elementsOf(m, frame, made);
}

/** Functions that a package was given, where no table knows what becomes of them: `async.queue(work)`. */
export function keptBy(made: Value, args: Args): Value {
  const functions = args.list.flatMap((value) =>
    value.atoms.filter((atom) => atom.t === "function"),
  );
  return functions.length === 0
    ? made
    : { ...made, atoms: [...made.atoms, ...functions] };
}

/** Case: queue.push(message), breaker.fire(message.body.id), where the package was given a function before. */
export function callKept(
  m: Machine,
  frame: Frame,
  self: Value | undefined,
  name: string | undefined,
  args: Args,
  site: CallSite,
): Value {
  const kept = self && onlyFunctions(self);
  if (!kept || name === undefined || deferring.has(name)) return NOTHING;
  const content = derivedFrom(...args.list, args.rest);
  // What has nothing to do with the message may as well stop the queue.
  if (!hasLabel(content, "message")) return NOTHING;
  return m.callValue(
    frame,
    kept,
    UNDEFINED,
    {
      list: args.list.map((value) => join(value, content)),
      rest: content,
      exprs: [],
    },
    site,
  );
}
