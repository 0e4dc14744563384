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
  type Atom,
  type Obj,
  type Value,
} from "../values/index.ts";
import type { Args, Machine } from "./machine.ts";

const MAX_DEPTH = 3;

export function blurred(m: Machine, args: Args): Args {
  return {
    ...args,
    list: args.list.map((value) => blur(m, value, 0)),
    rest: args.rest && blur(m, args.rest, 0),
  };
}

function blur(m: Machine, value: Value, depth: number): Value {
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
      take(m, literal, atom.obj, depth);
    } else result = join(result, of(blurAtom(atom)));
  }
  return literal
    ? join(result, of({ t: "object", key: `o${literal.id}`, obj: literal }))
    : result;
}

function blurAtom(atom: Atom): Atom {
  return atom.t === "const" &&
    !isUndefined(atom) &&
    typeof atom.value !== "boolean"
    ? (PLAIN.atoms[0] as Atom)
    : atom;
}

/** Of several literals one is made: what any of them has that matters, this has. */
function take(m: Machine, into: Obj, from: Obj, depth: number): void {
  into.open ||= from.open;
  for (const [name, field] of from.fields) {
    if (!REQUEST_OPTIONS.has(name) && !matters(field, 0)) {
      if (field.labels.length > 0)
        into.elements = withLabels(into.elements, field.labels);
      continue;
    }
    const kept = depth < MAX_DEPTH ? blur(m, field, depth + 1) : field;
    into.fields.set(name, join(into.fields.get(name) ?? NOTHING, kept));
  }
  if (matters(from.elements, 0) || from.elements.labels.length > 0)
    into.elements = join(
      into.elements,
      depth < MAX_DEPTH ? blur(m, from.elements, depth + 1) : from.elements,
    );
}

function matters(value: Value, depth: number): boolean {
  if (value.labels.length > 0) return true;
  return value.atoms.some((atom) => {
    switch (atom.t) {
      case "const":
      case "plain":
      case "external":
        return false;
      case "object":
        return (
          atom.obj.kind === "instance" ||
          (depth < MAX_DEPTH &&
            (matters(atom.obj.elements, depth + 1) ||
              [...atom.obj.fields.values()].some((field) =>
                matters(field, depth + 1),
              )))
        );
      default:
        return true;
    }
  });
}
