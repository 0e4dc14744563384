/**
 * Keys of values: what makes two calls of a function the same call, so that the second need not be evaluated.
 * Instances and functions count by identity, object literals by their content.
 */
import type { Atom, Obj } from "./atom.ts";
import type { Value } from "./value.ts";

const MAX_DEPTH = 4;

export function keyOf(value: Value, depth = 0): string {
  let key = value.unseen ? "?" : "";
  if (value.atoms.length === 1) key += atomKey(value.atoms[0] as Atom, depth);
  else if (value.atoms.length > 1)
    key += `(${value.atoms
      .map((atom) => atomKey(atom, depth))
      .sort()
      .join("|")})`;
  if (value.labels.length > 0)
    key += `~${value.labels
      .map((label) => label.key)
      .sort()
      .join(",")}`;
  return key;
}

function atomKey(atom: Atom, depth: number): string {
  return atom.t === "object" && !atom.obj.isShared
    ? objectKey(atom.obj, depth)
    : atom.key;
}

function objectKey(obj: Obj, depth: number): string {
  if (depth >= MAX_DEPTH || obj.fields.size > 40) return `o${obj.id}`;
  const fields = [...obj.fields]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${keyOf(value, depth + 1)}`);
  const elements =
    obj.kind === "literal" ? "" : `[${keyOf(obj.elements, depth + 1)}]`;
  return `${obj.kind[0] ?? ""}${obj.open ? "+" : ""}{${fields.join(",")}}${elements}`;
}
