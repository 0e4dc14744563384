/** Containers of `awilix`: what is registered under a name is made when the name is asked for. */
import {
  AWILIX,
  awilixChained,
  awilixMethods,
  awilixResolvers,
} from "../../../sdk/injection.ts";
import type { FunctionIr } from "../../ir.ts";
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  constant,
  join,
  of,
  stringOf,
  stringsOf,
  ofObject,
  type Atom,
  type ClassRef,
  type ExternalAtom,
  type Obj,
  type Value,
} from "../../values/index.ts";
import { lineageOf, ownConstructorOf } from "../classes/lineage.ts";
import {
  argsOf,
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { share } from "../objects.ts";
import { orUndo } from "../orUndo.ts";
import { nativeOf } from "../natives/nativeOf.ts";

/** Of a resolver: how it makes, and what of. */
const HOW = "#as";
const FROM = "#of";
/** Of a container. */
const IS_CLASSIC = "#classic";
const CRADLE = "#cradle";
/** Of the object whose members are what the container makes. */
const CONTAINER = "#container";
/** In front of a name: its resolver; what it was made while handlers were looked for, and afterwards. */
const REGISTERED = "#register:";
const MADE = { discover: "#found:", flow: "#made:" } as const;

export function callAwilix(
  m: Machine,
  { module, path }: ExternalAtom,
  args: Args,
): Value | undefined {
  const [name = ""] = path;
  if (module !== AWILIX || path.length !== 1) return undefined;
  if (name === "createContainer") {
    const container = m.newObject("literal", { isShared: true, open: true });
    const cradle = m.newObject("literal", { isShared: true, open: true });
    container.fields.set(CRADLE, ofObject(cradle));
    container.fields.set("cradle", ofObject(cradle));
    container.fields.set(IS_CLASSIC, isClassic(argAt(args, 0)));
    cradle.fields.set(CONTAINER, ofObject(container));
    return ofObject(container);
  }
  if (!awilixResolvers.has(name)) return undefined;
  const resolver = m.newObject("literal", { open: true });
  resolver.fields.set(HOW, constant(name));
  resolver.fields.set(FROM, argAt(args, 0) ?? UNDEFINED);
  return ofObject(resolver);
}

/** Case: { injectionMode: InjectionMode.CLASSIC } */
function isClassic(options: Value = UNDEFINED): Value {
  const modes = options.atoms.flatMap((atom) =>
    atom.t === "object"
      ? (atom.obj.fields.get("injectionMode")?.atoms ?? [])
      : [],
  );
  return constant(
    modes.some(
      (mode) =>
        (mode.t === "external" && mode.path.at(-1) === "CLASSIC") ||
        (mode.t === "const" && mode.value === "CLASSIC"),
    ),
  );
}

/** A member that such an object does not hold as a field. */
export function awilixMember(
  m: Machine,
  frame: Frame,
  obj: Obj,
  self: Value,
  name: string,
): Value | undefined {
  const { fields } = obj;
  if (fields.has(HOW) && awilixChained.has(name))
    return nativeOf("given", self);
  if (fields.has(IS_CLASSIC) && awilixMethods.has(name))
    return nativeOf(`awilix:${name}`, self);
  const [container] = fields.get(CONTAINER)?.atoms ?? [];
  return container?.t === "object"
    ? made(m, frame, container.obj, name)
    : undefined;
}

export function callAwilixMethod(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  const [atom] = self.atoms;
  if (atom?.t !== "object") return UNSEEN;
  const container = atom.obj;
  const first = argAt(args, 0) ?? UNDEFINED;
  switch (method) {
    case "register":
      register(m, container, first, argAt(args, 1));
      return self;
    case "resolve": {
      let result: Value = NOTHING;
      for (const name of stringsOf(first) ?? [])
        result = join(result, made(m, frame, container, name));
      return result === NOTHING ? UNSEEN : result;
    }
    case "build":
      return make(m, frame, container, first, site);
    default:
      return self;
  }
}

function register(
  m: Machine,
  container: Obj,
  first: Value,
  resolver: Value | undefined,
): void {
  m.noteChange(container);
  const add = (name: string, value: Value): void => {
    share(value);
    const key = REGISTERED + name;
    container.fields.set(
      key,
      join(container.fields.get(key) ?? NOTHING, value),
    );
  };
  const name = stringOf(first);
  if (name !== undefined && resolver) add(name, resolver);
  for (const atom of first.atoms)
    if (atom.t === "object")
      for (const [field, value] of atom.obj.fields) add(field, value);
}

function made(m: Machine, frame: Frame, container: Obj, name: string): Value {
  const { fields } = container;
  const resolver = fields.get(REGISTERED + name);
  if (!resolver) return UNSEEN;
  const key = MADE[frame.flow.mode] + name;
  const known = fields.get(key);
  if (known) return known;
  fields.set(key, UNSEEN);
  const value = orUndo(
    () => make(m, frame, container, resolver, { call: undefined }),
    () => fields.delete(key),
  );
  share(value);
  fields.set(key, value);
  return value;
}

function make(
  m: Machine,
  frame: Frame,
  container: Obj,
  resolver: Value,
  site: CallSite,
): Value {
  let result: Value = resolver.unseen ? UNSEEN : NOTHING;
  for (const atom of resolver.atoms) {
    const fields = atom.t === "object" ? atom.obj.fields : undefined;
    const how = stringOf(fields?.get(HOW) ?? UNDEFINED);
    const from = fields?.get(FROM) ?? of(atom);
    if (how === "asValue") result = join(result, from);
    else if (how === "aliasTo")
      for (const name of stringsOf(from) ?? [])
        result = join(result, made(m, frame, container, name));
    else
      for (const one of from.atoms)
        result = join(result, makeOf(m, frame, container, one, site));
  }
  return result;
}

function makeOf(
  m: Machine,
  frame: Frame,
  container: Obj,
  from: Atom,
  site: CallSite,
): Value {
  if (from.t === "class")
    return m.construct(
      frame,
      from.cls,
      argsFor(m, frame, container, constructorOf(m, from.cls)),
      site,
    );
  if (from.t !== "function") return UNSEEN;
  const args = argsFor(m, frame, container, from.closure.fn);
  return m.callValue(frame, of(from), UNDEFINED, args, site);
}

/** The cradle; in classic mode what stands under the parameters' names. */
function argsFor(
  m: Machine,
  frame: Frame,
  container: Obj,
  fn: FunctionIr | undefined,
): Args {
  const [classic] = container.fields.get(IS_CLASSIC)?.atoms ?? [];
  const list =
    classic?.t === "const" && classic.value === true
      ? (fn?.params ?? []).map(({ target }) =>
          target.k === "ref" ? made(m, frame, container, target.name) : UNSEEN,
        )
      : [container.fields.get(CRADLE) ?? UNSEEN];
  return argsOf(list);
}

/** Its own constructor, or that of a base. */
function constructorOf(m: Machine, cls: ClassRef): FunctionIr | undefined {
  for (const one of lineageOf(m, cls)) {
    const fn = ownConstructorOf(one);
    if (fn) return fn;
  }
  return undefined;
}
