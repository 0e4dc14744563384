/**
 * Abstract values: what an expression may be, as far as handlers, containers and tokens are concerned.
 *
 * A value is a small set of atoms (things it may be), a set of labels (where its content may come from) and
 * a flag `unseen` (it may also be something that the analysis does not see). Values are immutable; objects that a
 * program mutates are `Obj`, held by reference from an atom.
 */
import type { Atom, Obj } from "./atom.ts";

/** Where a value's content may come from. Equal keys mean equal labels. */
export interface Label {
  readonly key: string;
  readonly kind:
    /** The message that the handler was called for. */
    | "message"
    /** The `sessionId` property of a Service Bus message: an ordering key, no token. */
    | "sessionId"
    /** A token out of the answer of a write, or of a read that was itself protected. */
    | "token"
    /** A token out of the answer of a read that passed none. */
    | "bareToken"
    /** Went through `JSON.stringify`. */
    | "stringified"
    /** Went through `String(x)` or a template while it may have been undefined. */
    | "textOfUndefined"
    /** Read from an answer that never bears a token; the value is always `undefined`. */
    | "lost";
  /** `token`, `bareToken`: the container it is of. */
  readonly container?: string | undefined;
}

export interface Value {
  readonly atoms: readonly Atom[];
  readonly labels: readonly Label[];
  /** It may be something that the analysis cannot see: an argument of an unseen caller, an answer of a library. */
  readonly unseen: boolean;
  /** Calls that were left out while handlers were looked for, and whose results it may be. */
  readonly leftOut?: readonly LeftOut[] | undefined;
}

/** A call, or a member of its result, that is made when a handler asks for it. Equal keys mean the same call. */
export interface LeftOut {
  readonly key: string;
  /** Id of the scope in which it stands, and the key without it. */
  readonly scope: number;
  readonly place: string;
  readonly make: () => Value;
}

const NO_ATOMS: readonly Atom[] = [];
const NO_LABELS: readonly Label[] = [];
/** More possibilities than this at one place say nothing any more: the value becomes `unseen`. */
const MAX_ATOMS = 24;

export const NOTHING: Value = {
  atoms: NO_ATOMS,
  labels: NO_LABELS,
  unseen: false,
};
export const UNSEEN: Value = {
  atoms: NO_ATOMS,
  labels: NO_LABELS,
  unseen: true,
};
/** A primitive whose content does not matter and that surely is not out of a message. */
export const PLAIN: Value = of({ t: "plain", key: "plain" });
/** The beginning of a path that is surely one. */
const PATH_START = /^(?:\.{0,2}|[a-zA-Z]:)[/\\]/;

/** A text of which the ends are known, where they may be those of a name or of a path. */
export function between(first: string, last: string): Value {
  if (!/^[\w$]*$/.test(first + last) && !PATH_START.test(first)) return PLAIN;
  if (first.length + last.length < 2) return PLAIN;
  return of({
    t: "plain",
    key: `plain:${first}…${last}`,
    ends: [first, last],
  });
}
export const UNDEFINED: Value = of({
  t: "const",
  key: "c:undefined",
  value: undefined,
});

export const MESSAGE_LABEL: Label = { key: "message", kind: "message" };

export function of(atom: Atom): Value {
  return { atoms: [atom], labels: NO_LABELS, unseen: false };
}

export function ofObject(obj: Obj): Value {
  return of({ t: "object", key: `o${obj.id}`, obj });
}

export function constant(
  value: string | number | boolean | null | undefined,
): Value {
  if (value === undefined) return UNDEFINED;
  return of({
    t: "const",
    key: `c:${typeof value === "string" ? JSON.stringify(value) : String(value)}`,
    value,
  });
}

export function join(a: Value, b: Value): Value {
  if (a === b || isNothing(b)) return a;
  if (isNothing(a)) return b;
  const atoms = joinByKey(a.atoms, b.atoms);
  const labels = joinByKey(a.labels, b.labels);
  const unseen = a.unseen || b.unseen;
  if (atoms.length > MAX_ATOMS)
    return { atoms: atoms.slice(0, MAX_ATOMS), labels, unseen: true };
  if (a.leftOut || b.leftOut) {
    const leftOut = joinByKey(a.leftOut ?? [], b.leftOut ?? []);
    return { atoms, labels, unseen, leftOut };
  }
  if (atoms === a.atoms && labels === a.labels && unseen === a.unseen) return a;
  return { atoms, labels, unseen };
}

export function joinAll(values: Iterable<Value>): Value {
  let result = NOTHING;
  for (const value of values) result = join(result, value);
  return result;
}

export function withLabels(value: Value, labels: readonly Label[]): Value {
  if (labels.length === 0) return value;
  const joined = joinByKey(value.labels, labels);
  return joined === value.labels ? value : { ...value, labels: joined };
}

export function withoutLabels(value: Value, kind: Label["kind"]): Value {
  return value.labels.some((label) => label.kind === kind)
    ? { ...value, labels: value.labels.filter((label) => label.kind !== kind) }
    : value;
}

function isNothing(value: Value): boolean {
  return value.atoms.length === 0 && value.labels.length === 0 && !value.unseen;
}

export function hasLabel(value: Value, kind: Label["kind"]): boolean {
  return value.labels.some((label) => label.kind === kind);
}

export function isUndefined(atom: Atom): boolean {
  return (
    atom.t === "const" && (atom.value === undefined || atom.value === null)
  );
}

/** The value with the possibilities `undefined` and `null` taken out. */
export function withoutNullish(value: Value): Value {
  return value.atoms.some(isUndefined)
    ? { ...value, atoms: value.atoms.filter((atom) => !isUndefined(atom)) }
    : value;
}

/** Every string constant that the value may be; `undefined` when it may be something else as well. */
export function stringsOf(value: Value): readonly string[] | undefined {
  if (value.unseen || value.atoms.length === 0) return undefined;
  const strings: string[] = [];
  for (const atom of value.atoms) {
    if (atom.t !== "const" || typeof atom.value !== "string") return undefined;
    strings.push(atom.value);
  }
  return strings;
}

/** The one string constant that the value is, if it is one. */
export function stringOf(value: Value): string | undefined {
  const strings = stringsOf(value);
  return strings?.length === 1 ? strings[0] : undefined;
}

/** What the text surely begins and ends with. */
export function endsOf(value: Value): readonly [string, string] {
  const whole = stringOf(value);
  if (whole !== undefined) return [whole, whole];
  const [atom] = value.atoms;
  return value.atoms.length === 1 && atom?.t === "plain" && !value.unseen
    ? (atom.ends ?? ["", ""])
    : ["", ""];
}

/** The texts one behind the other. */
export function textOf(parts: readonly Value[]): Value {
  const texts = parts.map(stringOf);
  const isWhole = texts.every((text) => text !== undefined);
  if (isWhole) return constant(texts.join(""));
  const first = texts.indexOf(undefined);
  const last = texts.lastIndexOf(undefined);
  return between(
    texts.slice(0, first).join("") + endsOf(parts[first] ?? UNSEEN)[0],
    endsOf(parts[last] ?? UNSEEN)[1] + texts.slice(last + 1).join(""),
  );
}

function joinByKey<T extends { readonly key: string }>(
  a: readonly T[],
  b: readonly T[],
): readonly T[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  let result: T[] | undefined;
  for (const item of b) {
    const list: readonly T[] = result ?? a;
    if (!list.some((other) => other.key === item.key))
      (result ??= a.slice()).push(item);
  }
  return result ?? a;
}
