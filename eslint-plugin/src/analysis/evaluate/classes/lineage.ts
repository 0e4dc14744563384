/** A class and what it extends. */
import type { FunctionIr } from "../../ir.ts";
import type { ClassRef } from "../../values/index.ts";
import type { Machine } from "../machine.ts";

/** No program has more; one whose classes extend each other in a circle would have no end. */
const MAX_BASES = 20;

/** The class first, then its bases in the code base, each before its own. */
export function* lineageOf(
  m: Pick<Machine, "superOf">,
  cls: ClassRef | undefined,
): Generator<ClassRef> {
  for (
    let at = cls, count = 0;
    at && count < MAX_BASES;
    at = m.superOf(at), count++
  )
    yield at;
}

/** The constructor that the class itself writes, without its overloads. */
export function ownConstructorOf({
  ir,
  file,
}: ClassRef): FunctionIr | undefined {
  for (const { kind, fn: id } of ir.members) {
    const fn =
      kind === "constructor" && id !== undefined
        ? file.functions[id]
        : undefined;
    if (fn && !fn.isBodiless) return fn;
  }
  return undefined;
}
