/**
 * Keys of values: what makes two calls of a function the same call, so that the second need not be evaluated.
 * Instances and functions count by identity, object literals by their content as far as a small allowance goes.
 */
import type { Atom, Obj } from "./atom.ts";
import type { Value } from "./value.ts";

const MAX_DEPTH = 4;
/** Objects looked into for one key; what is beyond counts by identity. */
const MAX_OBJECTS = 24;
const MAX_FIELDS = 24;

export function keyOf(value: Value): string {
  return keyWithin(value, 0, { objects: 0 });
}

interface Allowance {
  objects: number;
}

function keyWithin(value: Value, depth: number, used: Allowance): string {
  let key = value.unseen ? "?" : "";
  const { atoms, labels } = value;
  if (atoms.length === 1) key += atomKey(atoms[0] as Atom, depth, used);
  else if (atoms.length > 1)
    key += `(${atoms
      .map((atom) => atomKey(atom, depth, used))
      .sort()
      .join("|")})`;
  if (labels.length === 1) key += `~${labels[0]?.key ?? ""}`;
  else if (labels.length > 1)
    key += `~${labels
      .map((label) => label.key)
      .sort()
      .join(",")}`;
  if (value.leftOut) key += `!${value.leftOut.map((one) => one.key).join(",")}`;
  return key;
}

function atomKey(atom: Atom, depth: number, used: Allowance): string {
  return atom.t === "object" && !atom.obj.isShared
    ? objectKey(atom.obj, depth, used)
    : atom.key;
}

function objectKey(obj: Obj, depth: number, used: Allowance): string {
  if (
    depth >= MAX_DEPTH ||
    obj.fields.size > MAX_FIELDS ||
    ++used.objects > MAX_OBJECTS
  )
    return `o${obj.id}`;
  const fields = [...obj.fields]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${keyWithin(value, depth + 1, used)}`);
  const elements = `[${keyWithin(obj.elements, depth + 1, used)}]`;
  const { cls } = obj;
  const of = cls ? `${cls.file.path}#${String(cls.ir.id)}` : "";
  return `${obj.kind[0] ?? ""}${of}${obj.open ? "+" : ""}{${fields.join(",")}}${elements}`;
}
