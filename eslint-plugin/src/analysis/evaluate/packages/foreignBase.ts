/** Classes of the code base that extend a class of a package: what they inherit. */
import {
  type ClassRef,
  type ExternalAtom,
  type Value,
} from "../../values/index.ts";
import { sdkInstance } from "../sdk/sdkInstance.ts";
import type { Machine } from "../machine.ts";

const MAX_BASES = 20;

/** The package's class at the end of the line. */
export function foreignBaseOf(
  m: Machine,
  cls: ClassRef | undefined,
): ExternalAtom | undefined {
  for (
    let at = cls, rounds = 0;
    at?.ir.superClass && rounds < MAX_BASES;
    at = m.superOf(at), rounds++
  )
    for (const atom of m.expr(m.frameAt(at.env), at.ir.superClass).atoms)
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
