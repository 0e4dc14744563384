/** `object[key]`. */
import type { Expr } from "../ir.ts";
import {
  NOTHING,
  join,
  of,
  stringsOf,
  withLabels,
  type Obj,
  type Value,
} from "../values/index.ts";
import { elementsOf } from "./content.ts";
import { lineageOf } from "./classes/lineage.ts";
import { discoveredMethods } from "./discovered.ts";
import type { Frame, Machine } from "./machine.ts";

/** More names than this are told apart no longer. */
const MAX_NAMES = 24;

export function computedMember(
  m: Machine,
  frame: Frame,
  object: Value,
  key: Value,
  expr: Expr,
): Value {
  const exact = stringsOf(key);
  const names =
    exact && exact.length <= MAX_NAMES ? exact : namesAlike(m, object, key);
  if (!names) {
    const isOutOfSight = object.unseen && object.atoms.length === 0;
    if (isOutOfSight) {
      const methods = discoveredMethods(m, frame);
      if (methods) return methods;
    }
    return join(
      withLabels(elementsOf(m, frame, object), object.labels),
      methodsNamed(m, frame, object, key, expr),
    );
  }
  let result = NOTHING;
  for (const name of names)
    result = join(result, m.member(frame, object, name, expr));
  return result;
}

/** Case: instance[found.method](message), where what was found need not be all that there is */
function methodsNamed(
  m: Machine,
  frame: Frame,
  { atoms }: Value,
  key: Value,
  expr: Expr,
): Value {
  let result = NOTHING;
  for (const atom of atoms)
    if (atom.t === "object" && atom.obj.kind === "instance")
      for (const one of key.atoms.slice(0, MAX_NAMES))
        if (one.t === "const" && typeof one.value === "string")
          result = join(result, m.member(frame, of(atom), one.value, expr));
  return result;
}

/** Case: this[`on${event.type}`](event), which means every method that begins so. */
function namesAlike(
  m: Machine,
  object: Value,
  key: Value,
): readonly string[] | undefined {
  const [atom] = key.atoms;
  if (key.unseen || key.atoms.length !== 1 || atom?.t !== "plain")
    return undefined;
  const { ends } = atom;
  if (!ends) return undefined;
  const names = object.atoms.flatMap((one) =>
    one.t === "object" ? [...namesOf(m, one.obj)] : [],
  );
  const alike = names.filter(
    (name) => name.startsWith(ends[0]) && name.endsWith(ends[1]),
  );
  return alike.length > 0 ? [...new Set(alike)] : undefined;
}

function namesOf(m: Machine, { cls, fields }: Obj): Set<string> {
  const names = new Set(fields.keys());
  for (const { ir } of lineageOf(m, cls))
    for (const { name, isStatic } of ir.members)
      if (name !== undefined && !isStatic) names.add(name);
  return names;
}
