/** Classes of the code base that extend a class of a package: what they inherit. */
import {
  type ClassRef,
  type ExternalAtom,
  type Value,
} from "../../values/index.ts";
import { sdkInstance } from "../sdk/sdkInstance.ts";
import { lineageOf } from "../classes/lineage.ts";
import type { Machine } from "../machine.ts";

/** The package's class at the end of the line. */
export function foreignBaseOf(
  m: Machine,
  cls: ClassRef | undefined,
): ExternalAtom | undefined {
  for (const { env, ir } of lineageOf(m, cls))
    if (ir.superClass)
      for (const atom of m.expr(m.frameAt(env), ir.superClass).atoms)
        if (atom.t === "external") return atom;
  return undefined;
}

/** Case: class Bus extends ServiceBusClient */
export function sdkPartOf(
  m: Machine,
  cls: ClassRef | undefined,
): Value | undefined {
  const base = foreignBaseOf(m, cls);
  return base && sdkInstance(m, base, {});
}
