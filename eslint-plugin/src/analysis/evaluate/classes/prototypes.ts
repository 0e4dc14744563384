/** Functions that are classes: `function Orders(db) { this.db = db }`, what they inherit, and their instances. */
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  isUndefined,
  join,
  of,
  ofObject,
  type Closure,
  type ExternalAtom,
  type Obj,
  type Value,
} from "../../values/index.ts";
import { isEmitterClass } from "../packages/emitters.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";

/** The prototype that an object or a prototype inherits from. */
const INHERITED = "#inherited";
/** An instance of a function that inherits from Node's emitter. */
export const EMITTER = "#emitter";
/** Longer than any real chain. */
const MAX_CHAIN = 8;

/** Case: new Orders(db) */
export function constructFunction(
  m: Machine,
  frame: Frame,
  closure: Closure,
  args: Args,
  site: CallSite,
): Value {
  const obj = m.newObject("literal");
  obj.open = true;
  const prototype = m.membersOf(closure).fields.get("prototype") ?? NOTHING;
  inherit(obj, prototype);
  m.takeLater(obj, prototype);
  const self = ofObject(obj);
  m.invoke(frame, { ...closure, self }, self, args, site);
  return self;
}

/** Gives an object the members of a prototype and of those behind it; the nearest win. */
function inherit(obj: Obj, prototype: Value, depth = 0): void {
  if (depth > MAX_CHAIN) return;
  for (const atom of prototype.atoms) {
    if (atom.t === "external" && isEmitterPrototype(atom))
      obj.fields.set(EMITTER, PLAIN);
    if (atom.t !== "object") continue;
    const { fields } = atom.obj;
    inherit(obj, fields.get(INHERITED) ?? NOTHING, depth + 1);
    for (const [name, value] of fields)
      if (name !== INHERITED) obj.fields.set(name, value);
  }
}

/** `EventEmitter`, `EventEmitter.prototype` */
function isEmitterPrototype({ module, path }: ExternalAtom): boolean {
  const last = path[path.length - 1];
  return isEmitterClass(
    module,
    last === "prototype" ? path.slice(0, -1) : path,
  );
}

/** Case: Child.prototype = Object.create(Base.prototype) */
export function createObject(m: Machine, args: Args): Value {
  const base = argAt(args, 0) ?? UNDEFINED;
  const obj = m.newObject("literal");
  obj.open = base.unseen || !base.atoms.every(isUndefined);
  obj.fields.set(INHERITED, base);
  return ofObject(obj);
}

/** Case: Object.setPrototypeOf(Child.prototype, Base.prototype) */
export function setPrototype({ list: [child, base] }: Args): void {
  for (const atom of child?.atoms ?? [])
    if (atom.t === "object" && base) atom.obj.fields.set(INHERITED, base);
}

/** A member that an object has from the one it was created of. */
export function inheritedMember(obj: Obj, name: string): Value | undefined {
  let at = obj.fields.get(INHERITED);
  for (let depth = 0; at && depth < MAX_CHAIN; depth++) {
    let next: Value | undefined;
    for (const atom of at.atoms) {
      if (atom.t !== "object") continue;
      const found = atom.obj.fields.get(name);
      if (found) return found;
      next ??= atom.obj.fields.get(INHERITED);
    }
    at = next;
  }
  return undefined;
}

/** `util.inherits(Child, Base)`, and the package of that name. */
export function isInherits({ module, path }: ExternalAtom): boolean {
  return module === "inherits"
    ? path.length === 0
    : /^(?:node:)?util$/.test(module) && path.join(".") === "inherits";
}

export function inheritAll(m: Machine, args: Args): Value {
  const [child = UNDEFINED, base = UNDEFINED] = args.list;
  for (const one of prototypesOf(m, child).atoms) {
    if (one.t !== "object") continue;
    m.noteChange(one.obj);
    one.obj.fields.set(
      INHERITED,
      join(one.obj.fields.get(INHERITED) ?? NOTHING, prototypesOf(m, base)),
    );
  }
  return UNDEFINED;
}

function prototypesOf(m: Machine, value: Value): Value {
  let result: Value = NOTHING;
  for (const atom of value.atoms) {
    if (atom.t === "function")
      result = join(
        result,
        m.membersOf(atom.closure).fields.get("prototype") ?? NOTHING,
      );
    if (atom.t === "external") result = join(result, of(atom));
  }
  return result;
}
