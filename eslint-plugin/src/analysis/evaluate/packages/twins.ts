/** Packages that give an object its methods a second time, in another style: `Promise.promisifyAll(rows)`. */
import { methodTwins } from "../../../sdk/callbacks.ts";
import type { ExternalAtom, Value } from "../../values/index.ts";
import { argAt, type Args, type Machine } from "../machine.ts";

export function withTwins(
  m: Machine,
  { module, path }: ExternalAtom,
  args: Args,
): Value | undefined {
  const ending = methodTwins[`${module}:${path.join(".")}`];
  const object = argAt(args, 0);
  if (ending === undefined || !object) return undefined;
  for (const atom of object.atoms) {
    if (atom.t !== "object") continue;
    m.noteChange(atom.obj);
    for (const [name, value] of [...atom.obj.fields])
      if (value.atoms.some(({ t }) => t === "function"))
        atom.obj.fields.set(name + ending, value);
  }
  return object;
}
