/** Looks into values: elements of what can be iterated, labels of all that is inside. */
import { iteratedAs } from "../../sdk/cosmos.ts";
import type { HandlerParam } from "../../sdk/types.ts";
import {
  MESSAGE_LABEL,
  NOTHING,
  UNSEEN,
  join,
  of,
  withLabels,
  ofObject,
  type Atom,
  type Label,
  type MessageAtom,
  type Obj,
  type Value,
} from "../values/index.ts";
import { NO_ARGS, type Frame, type Machine } from "./machine.ts";
import { entryOf } from "./natives/arrayOf.ts";

/**
 * In front of a key in the fields of a `Map`; under it alone stands what has a key that is not known. Every `Map` has
 * this field, no `Set`.
 */
export const ENTRY = "=";
/** What a Transform gave, as far as it was run. */
export const PUSHED = "#pushed";

/** Labels of a value and of everything inside it, three objects deep. */
export function deepLabels(value: Value): readonly Label[] {
  if (!value.atoms.some((atom) => atom.t === "object")) return value.labels;
  const found: Label[] = [];
  collectLabels(value, found, 0, new Set());
  return found;
}

function collectLabels(
  value: Value,
  into: Label[],
  depth: number,
  seen: Set<Obj>,
): void {
  for (const label of value.labels)
    if (!into.some((other) => other.key === label.key)) into.push(label);
  if (depth > 3) return;
  for (const atom of value.atoms) {
    if (atom.t !== "object" || atom.obj.kind === "instance") continue;
    if (seen.has(atom.obj) || seen.size > MAX_OBJECTS) continue;
    seen.add(atom.obj);
    for (const field of atom.obj.fields.values())
      collectLabels(field, into, depth + 1, seen);
    collectLabels(atom.obj.elements, into, depth + 1, seen);
  }
}

/** What a loop over the value, or a computed access to it, may give. */
export function elementsOf(m: Machine, frame: Frame, value: Value): Value {
  let result: Value = value.unseen ? withLabels(UNSEEN, value.labels) : NOTHING;
  for (const atom of value.atoms)
    result = join(result, elementsOfAtom(m, frame, atom, value));
  return result;
}

function elementsOfAtom(
  m: Machine,
  frame: Frame,
  atom: Atom,
  value: Value,
): Value {
  switch (atom.t) {
    case "object": {
      const own = iterated(m, frame, atom.obj);
      if (own) return own;
      if (atom.obj.isShared && atom.obj.kind !== "instance")
        m.noteSeen(atom.obj);
      const pushed = atom.obj.fields.get(PUSHED);
      if (pushed) return pushed;
      if (atom.obj.fields.has(ENTRY)) return entryOf(m, atom.obj.elements);
      let result = atom.obj.elements;
      for (const field of atom.obj.fields.values())
        result = join(result, field);
      return atom.obj.open ? join(result, UNSEEN) : result;
    }
    case "message":
      return messageElement(atom);
    case "module":
      return exportsOf(m, frame, atom.path, new Set());
    case "sdk": {
      const type = iteratedAs[atom.type];
      return type === undefined ? UNSEEN : of(m.sdk(type, atom.origin));
    }
    case "native":
      return atom.name === "iterator" ? atom.self : UNSEEN;
    case "const":
    case "plain":
      return NOTHING;
    default:
      return withLabels(UNSEEN, value.labels);
  }
}

/** Case: import * as handlers from "./handlers" and Object.values(handlers) */
function exportsOf(
  m: Machine,
  frame: Frame,
  path: string,
  seen: Set<string>,
): Value {
  if (seen.has(path)) return NOTHING;
  seen.add(path);
  const file = m.project.ir(path);
  let result: Value = file ? NOTHING : UNSEEN;
  for (const name of Object.keys(file?.exports ?? {}))
    result = join(result, m.exported(path, name, frame.flow));
  for (const source of file?.starExports ?? []) {
    const target = m.project.resolve(path, source);
    result = join(
      result,
      target.kind === "file" ? exportsOf(m, frame, target.path, seen) : UNSEEN,
    );
  }
  return result;
}

/** Case: async *[Symbol.asyncIterator]() { … } of a class, in a `for await` loop over an instance. */
function iterated(m: Machine, frame: Frame, obj: Obj): Value | undefined {
  const { cls } = obj;
  const member = cls?.ir.members.find(
    ({ key, fn }) =>
      fn !== undefined &&
      key?.k === "member" &&
      (key.name === "asyncIterator" || key.name === "iterator") &&
      key.object.k === "ref" &&
      key.object.name === "Symbol",
  );
  const fn =
    member?.fn === undefined ? undefined : cls?.file.functions[member.fn];
  if (!cls || !fn) return undefined;
  const self = ofObject(obj);
  const closure = { file: cls.file, fn, env: cls.env, self, home: cls };
  const made = m.invoke(frame, closure, self, NO_ARGS, { call: undefined });
  return elementsOf(m, frame, made);
}

export function messageElement(atom: MessageAtom): Value {
  if (atom.root === "messages" && atom.path.length === 0)
    return messageValue("message", []);
  return messageValue(atom.root, [...atom.path, "[]"]);
}

/** A message, or what was reached from it. */
export function messageValue(
  root: MessageAtom["root"],
  path: readonly string[],
): Value {
  const kept = path.length > 6 ? path.slice(0, 6) : path;
  const atom: MessageAtom = {
    t: "message",
    key: `m:${root}:${kept.join(".")}`,
    root,
    path: kept,
  };
  return { atoms: [atom], labels: [MESSAGE_LABEL], unseen: false };
}

/** Something out of sight that was made from these. */
export function derivedFrom(...values: readonly (Value | undefined)[]): Value {
  let labels: Value = NOTHING;
  for (const value of values)
    if (value) labels = withLabels(labels, deepLabels(value));
  return withLabels(UNSEEN, labels.labels.filter(isKeptByOthers));
}

/** What is no token as a text may be one again behind a transformation: it may have been made for that. */
function isKeptByOthers({ kind }: Label): boolean {
  return kind !== "stringified" && kind !== "textOfUndefined";
}

/** Objects looked into for one question; what lies deeper does not matter in real programs. */
const MAX_OBJECTS = 64;

/** The value holds the message itself, or an array of them: not merely something made from it. */
export function holdsMessage(value: Value): boolean {
  return holdsWithin(value, 0, new Set());
}

function holdsWithin(value: Value, depth: number, seen: Set<Obj>): boolean {
  for (const atom of value.atoms) {
    if (atom.t === "message" && isWholeMessage(atom)) return true;
    if (atom.t === "native" && atom.name === "iterator")
      return holdsWithin(atom.self, depth, seen);
    if (atom.t !== "object" || depth > 2) continue;
    // Case: ctx of (ctx) => { const dispatch = (i) => stack[i](ctx, …); }, which others capture
    if (atom.obj.isShared && atom.obj.kind !== "literal") continue;
    if (seen.has(atom.obj) || seen.size > MAX_OBJECTS) continue;
    seen.add(atom.obj);
    if (holdsWithin(atom.obj.elements, depth + 1, seen)) return true;
    for (const field of atom.obj.fields.values())
      if (holdsWithin(field, depth + 1, seen)) return true;
  }
  return false;
}

function isWholeMessage(atom: MessageAtom): boolean {
  const [first] = atom.path;
  switch (atom.root) {
    case "message":
    case "messages":
      return (
        atom.path.length === 0 ||
        (atom.path.length === 1 && (first === "body" || first === "[]"))
      );
    case "body":
      return atom.path.length === 0;
    default:
      return false;
  }
}

/** What a parameter gets that is called with this. */
export function paramOf(value: Value): HandlerParam {
  const kinds = new Set(value.atoms.flatMap(kindOf));
  const [only = "other"] = kinds;
  return kinds.size === 1 ? only : "other";
}

function kindOf(atom: Atom): HandlerParam[] {
  if (atom.t !== "message") return [];
  if (atom.path.length === 0) return [atom.root];
  return atom.path.length === 1 && atom.path[0] === "body"
    ? ["body"]
    : ["other"];
}
