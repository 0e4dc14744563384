/** Methods of Map and Set. */
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  UNSEEN,
  join,
  withLabels,
  type Obj,
  type Value,
} from "../../values/index.ts";
import { ENTRY, elementsOf } from "../content.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { storeField } from "../objects.ts";
import { arrayOf, entryOf } from "./arrayOf.ts";
import { callBack } from "./callBack.ts";

export function callMap(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  const elements = valuesIn(m, self);
  switch (method) {
    case "set":
      setEntry(m, frame, self, argAt(args, 0), argAt(args, 1) ?? UNDEFINED);
      return self;
    case "add":
      storeField(m, frame, self, undefined, argAt(args, 0) ?? UNDEFINED);
      return self;
    case "get":
      return join(entriesOf(self, argAt(args, 0)) ?? elements, UNDEFINED);
    case "forEach":
      callBack(m, frame, argAt(args, 0), [elements, PLAIN, self], site);
      return UNDEFINED;
    case "entries":
      return arrayOf(m, entryOf(m, elements));
    case "values":
      return arrayOf(m, elements);
    default:
      return PLAIN;
  }
}

/** `new Map(entries)`. */
export function mapOf(m: Machine, frame: Frame, entries: Value): Value {
  const obj = m.newObject("map");
  obj.fields.set(ENTRY, NOTHING);
  const map: Value = {
    ...NOTHING,
    atoms: [{ t: "object", key: `o${obj.id}`, obj }],
  };
  const each = elementsOf(m, frame, entries);
  for (const atom of each.atoms) {
    const fields = atom.t === "object" ? atom.obj.fields : undefined;
    const value = fields?.get("1");
    if (value) keep(obj, keyIn(fields?.get("0")), value);
    else
      keep(
        obj,
        undefined,
        elementsOf(m, frame, { ...each, atoms: [atom], unseen: false }),
      );
  }
  if (each.unseen)
    keep(obj, undefined, elementsOf(m, frame, { ...each, atoms: [] }));
  return map;
}

/** The values of a map, the elements of a set. */
function valuesIn(m: Machine, self: Value): Value {
  let result: Value = self.unseen ? withLabels(UNSEEN, self.labels) : NOTHING;
  for (const atom of self.atoms)
    if (atom.t === "object") {
      if (atom.obj.isShared) m.noteSeen(atom.obj);
      result = join(result, atom.obj.elements);
    }
  return result;
}

function keep(obj: Obj, key: string | undefined, value: Value): void {
  const name = ENTRY + (key ?? "");
  obj.fields.set(name, join(obj.fields.get(name) ?? NOTHING, value));
  obj.elements = join(obj.elements, value);
}

function setEntry(
  m: Machine,
  frame: Frame,
  self: Value,
  key: Value | undefined,
  value: Value,
): void {
  storeField(m, frame, self, undefined, value);
  frame.branches++;
  storeField(m, frame, self, ENTRY + (keyIn(key) ?? ""), value);
  frame.branches--;
}

/** A key that tells entries apart: a constant, or a class (`handlers.set(CreateOrder, …)`). */
function keyIn(value: Value | undefined): string | undefined {
  const [atom] = value?.atoms ?? [];
  if (!atom || value?.unseen || value?.atoms.length !== 1) return undefined;
  return atom.t === "const" || atom.t === "class" ? atom.key : undefined;
}

/**
 * What stands under a known key, if something does. What has an unknown key is left out: it is mostly the same, once
 * more, out of a function that was run on the types of its parameters.
 */
function entriesOf(self: Value, key: Value | undefined): Value | undefined {
  const name = keyIn(key);
  if (name === undefined || self.unseen) return undefined;
  let result: Value = NOTHING;
  for (const atom of self.atoms) {
    const fields = atom.t === "object" ? atom.obj.fields : undefined;
    const entry = fields?.get(ENTRY + name);
    if (!entry) return undefined;
    result = join(result, entry);
  }
  return result;
}
