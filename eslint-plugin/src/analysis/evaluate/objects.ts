/** Changes of objects: fields stored, spread, deleted. Notes where a token that was there is taken away. */
import type { Expr } from "../ir.ts";
import {
  NOTHING,
  UNDEFINED,
  hasLabel,
  isUndefined,
  join,
  withLabels,
  type Obj,
  type Value,
} from "../values/index.ts";
import { deepLabels } from "./content.ts";
import type { Frame, Machine } from "./machine.ts";

/** The key of getters whose names are not known. */
export const ANY_FIELD = "*";

/** A value that was meant as a token: it derives from a message or an answer. */
function isToken(value: Value | undefined): boolean {
  return (
    value !== undefined &&
    (hasLabel(value, "message") || hasLabel(value, "token"))
  );
}

export function storeField(
  m: Machine,
  frame: Frame,
  object: Value,
  name: string | undefined,
  value: Value,
  expr?: Expr,
): void {
  for (const atom of object.atoms) {
    const obj =
      atom.t === "object"
        ? atom.obj
        : atom.t === "class"
          ? m.staticsOf(atom.cls)
          : atom.t === "function"
            ? m.membersOf(atom.closure)
            : atom.t === "external"
              ? m.addedTo(atom)
              : undefined;
    if (!obj) continue;
    noteChange(frame, obj);
    if (obj.isShared) {
      m.noteChange(obj);
      share(value);
    }
    if (name === undefined) {
      const joined = join(obj.elements, value);
      if (joined !== obj.elements) frame.changes++;
      obj.elements = joined;
      if (obj.kind === "literal") obj.open = true;
      continue;
    }
    const old = obj.fields.get(name);
    const replaces =
      frame.branches === 0 && object.atoms.length === 1 && !obj.isShared;
    const next = replaces || old === undefined ? value : join(old, value);
    if (next === old) continue;
    if (replaces && expr && isToken(old) && !mayBeToken(value))
      (obj.replaced ??= new Map()).set(name, {
        file: frame.file,
        expr,
        by: "assignment",
      });
    obj.fields.set(name, next);
    frame.changes++;
  }
}

export function deleteField(
  m: Machine,
  frame: Frame,
  object: Value,
  name: string,
  expr: Expr,
): void {
  storeField(m, frame, object, name, UNDEFINED, expr);
}

/** `{ ...from }` at this place of the literal `into`. */
export function spreadInto(
  frame: Frame,
  into: Obj,
  from: Value,
  expr: Expr,
): void {
  if (from.unseen) into.open = true;
  for (const atom of from.atoms) {
    if (atom.t === "object") {
      if (atom.obj.open || atom.obj.kind === "typed") into.open = true;
      const certain = from.atoms.length === 1 && !from.unseen;
      for (const [name, value] of atom.obj.fields) {
        const old = into.fields.get(name);
        if (certain && isToken(old) && !mayBeToken(value))
          (into.replaced ??= new Map()).set(name, {
            file: frame.file,
            expr,
            by: "spread",
          });
        into.fields.set(
          name,
          certain || old === undefined ? value : join(old, value),
        );
      }
      into.elements = join(into.elements, atom.obj.elements);
    } else if (atom.t === "message") {
      into.open = true;
      into.elements = withLabels(into.elements, from.labels);
    } else if (!isUndefined(atom) && atom.t !== "plain") into.open = true;
  }
  if (from.labels.length > 0)
    into.elements = withLabels(into.elements, from.labels);
}

/** What an object would have of another one, but for what it has already. */
export function addMissing(into: Obj, { atoms }: Value): void {
  for (const atom of atoms) {
    if (atom.t !== "object") continue;
    into.open ||= atom.obj.open;
    for (const [name, value] of atom.obj.fields)
      if (!into.fields.has(name)) into.fields.set(name, value);
  }
}

/** Not surely something else than a token. */
function mayBeToken(value: Value): boolean {
  if (value.unseen || deepLabels(value).length > 0) return true;
  return value.atoms.some(
    (atom) => !isUndefined(atom) && atom.t !== "const" && atom.t !== "plain",
  );
}

/** What a shared object holds can be reached from anywhere: it is one thing from now on. */
export function share(value: Value, depth = 0): void {
  for (const atom of value.atoms) {
    if (atom.t !== "object" || atom.obj.isShared) continue;
    atom.obj.isShared = true;
    if (depth > 3) continue;
    for (const field of atom.obj.fields.values()) share(field, depth + 1);
    share(atom.obj.elements, depth + 1);
  }
}

function noteChange(frame: Frame, obj: Obj): void {
  if (!obj.isShared && obj.id < frame.firstObj)
    frame.lowestChanged = Math.min(frame.lowestChanged, obj.id);
}

/** Code that did not run may have changed what it was given. */
export function openUp(value: Value | undefined, depth = 0): void {
  for (const atom of value?.atoms ?? []) {
    if (atom.t !== "object" || depth > 2) continue;
    atom.obj.open = true;
    for (const field of atom.obj.fields.values()) openUp(field, depth + 1);
  }
}

/**
 * Copies what a remembered call returned, so that a caller's changes stay its own. Instances and what modules
 * hold are shared by nature.
 */
export function copyLiterals(
  newObject: (like: Obj) => Obj,
  value: Value,
  depth = 0,
): Value {
  if (
    depth > 2 ||
    !value.atoms.some((atom) => atom.t === "object" && !atom.obj.isShared)
  )
    return value;
  return {
    ...value,
    atoms: value.atoms.map((atom) => {
      if (atom.t !== "object" || atom.obj.isShared) return atom;
      const obj = newObject(atom.obj);
      for (const [name, field] of atom.obj.fields)
        obj.fields.set(name, copyLiterals(newObject, field, depth + 1));
      obj.elements =
        atom.obj.elements === NOTHING
          ? NOTHING
          : copyLiterals(newObject, atom.obj.elements, depth + 1);
      return { t: "object", key: `o${obj.id}`, obj };
    }),
  };
}
