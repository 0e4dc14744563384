/**
 * Arguments without what seldom matters: where a function is called in very many ways, the ways are told apart
 * only by what can lead to a container, a function or a token.
 */
import { REQUEST_OPTIONS } from "../../sdk/cosmos.ts";
import {
  NOTHING,
  PLAIN,
  isUndefined,
  join,
  of,
  withLabels,
  ofObject,
  type Atom,
  type Obj,
  type Value,
} from "../values/index.ts";
import { deepLabels } from "./content.ts";
import type { Args, Machine } from "./machine.ts";

/** How deep objects in objects are kept. */
export const DEEP = 3;
export const FLAT = 0;
const MAX_DEPTH = 3;
const MAX_FIELDS = 24;

export function blurred(m: Machine, args: Args, deep: number): Args {
  return {
    ...args,
    list: args.list.map((value) => blur(m, value, deep)),
    rest: args.rest && blur(m, args.rest, deep),
  };
}

function blur(m: Machine, value: Value, left: number): Value {
  m.step();
  let result: Value = { atoms: [], labels: value.labels, unseen: value.unseen };
  let literal: Obj | undefined;
  for (const atom of value.atoms) {
    if (
      atom.t === "object" &&
      !atom.obj.isShared &&
      atom.obj.kind !== "instance"
    ) {
      literal ??= m.newObject(atom.obj.kind, {
        open: atom.obj.open,
        ...(atom.obj.site ? { site: atom.obj.site } : {}),
      });
      take(m, literal, atom.obj, left);
    } else result = join(result, of(blurAtom(atom)));
  }
  return literal ? join(result, ofObject(literal)) : result;
}

function blurAtom(atom: Atom): Atom {
  const isPlain =
    atom.t === "plain" ||
    (atom.t === "const" &&
      !isUndefined(atom) &&
      typeof atom.value !== "boolean");
  return isPlain ? (PLAIN.atoms[0] as Atom) : atom;
}

/** Of several literals one is made: what any of them has that matters, this has. */
function take(m: Machine, into: Obj, from: Obj, left: number): void {
  into.open ||= from.open;
  for (const [name, field] of from.fields) {
    if (!REQUEST_OPTIONS.has(name) && !matters(field, 0)) {
      if (field.labels.length > 0)
        into.elements = withLabels(into.elements, field.labels);
      continue;
    }
    const kept = left > 0 ? blur(m, field, left - 1) : withoutLiterals(field);
    into.fields.set(name, join(into.fields.get(name) ?? NOTHING, kept));
  }
  if (matters(from.elements, 0) || from.elements.labels.length > 0)
    into.elements = join(
      into.elements,
      left > 0
        ? blur(m, from.elements, left - 1)
        : withoutLiterals(from.elements),
    );
}

/** Deeper literals are out of sight. */
function withoutLiterals(value: Value): Value {
  const atoms = value.atoms.filter(
    (atom) => atom.t !== "object" || atom.obj.isShared,
  );
  if (atoms.length === value.atoms.length) return value;
  return { atoms, labels: deepLabels(value), unseen: true };
}

/** Objects looked into for one question: linked nodes lead on without an end. */
const MAX_OBJECTS = 64;

function matters(
  value: Value,
  depth: number,
  seen: Set<Obj> = new Set(),
): boolean {
  if (value.labels.length > 0) return true;
  return value.atoms.some((atom) => {
    switch (atom.t) {
      case "const":
      case "plain":
      case "external":
        return false;
      case "object":
        return (
          atom.obj.isShared ||
          (depth < MAX_DEPTH && holdsWhatMatters(atom.obj, depth, seen))
        );
      default:
        return true;
    }
  });
}

/** A large literal is data; those that hold functions or containers are small, or a module's. */
function holdsWhatMatters(obj: Obj, depth: number, seen: Set<Obj>): boolean {
  if (seen.has(obj)) return false;
  seen.add(obj);
  if (obj.fields.size > MAX_FIELDS || seen.size > MAX_OBJECTS) return true;
  if (matters(obj.elements, depth + 1, seen)) return true;
  for (const field of obj.fields.values())
    if (matters(field, depth + 1, seen)) return true;
  return false;
}
