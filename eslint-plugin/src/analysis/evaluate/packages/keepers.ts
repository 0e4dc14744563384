/** Objects of packages that run the function they were made with: work queues, loaders, caches, circuit breakers. */
import { keepers } from "../../../sdk/callbacks.ts";
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  join,
  joinAll,
  ofObject,
  type ExternalAtom,
  type Value,
} from "../../values/index.ts";
import { elementsOf } from "../content.ts";
import type { Args, CallSite, Frame, Machine } from "../machine.ts";
import { arrayOf } from "../natives/arrayOf.ts";
import { nativeOf } from "../natives/nativeOf.ts";
import { share } from "../objects.ts";
import { functionsIn } from "./unseen.ts";

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
