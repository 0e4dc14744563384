/** Global functions and constructors, and members of the global objects. */
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  UNSEEN,
  constant,
  join,
  joinAll,
  stringOf,
  stringsOf,
  withLabels,
  withoutLabels,
  ofObject,
  type Label,
  type Value,
} from "../../values/index.ts";
import { deepLabels, derivedFrom, elementsOf } from "../content.ts";
import { mayBeUndefined, TEXT_OF_UNDEFINED } from "../expressions.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { ANY_FIELD, share, spreadInto, storeField } from "../objects.ts";
import { createObject, setPrototype } from "../classes/prototypes.ts";
import { isTested } from "../tested.ts";
import { arrayOf, entryOf } from "./arrayOf.ts";
import { callBack } from "./callBack.ts";
import { mapOf } from "./maps.ts";
import { newPromise } from "./promises.ts";
import { callReflect, newProxy } from "./proxies.ts";

const STRINGIFIED: Label = { key: "stringified", kind: "stringified" };

/** A call of a global function or of a member of a global object. `undefined`: not one of these. */
export function callGlobal(
  m: Machine,
  frame: Frame,
  path: string,
  args: Args,
  isNew: boolean,
  site: CallSite,
): Value | undefined {
  const first = argAt(args, 0) ?? UNDEFINED;
  // What is printed is not called, though it may hold a function.
  if (path.startsWith("console.")) return UNDEFINED;
  switch (path) {
    case "Promise.all":
    case "Promise.allSettled":
      return first;
    case "Promise.race":
    case "Promise.any":
      return elementsOf(m, frame, first);
    case "Promise.resolve":
      return first;
    case "Promise.reject":
      return UNSEEN;
    case "Promise":
      return isNew ? newPromise(m, frame, first, site) : UNSEEN;
    case "Object.assign": {
      for (const source of args.list.slice(1)) {
        assignFields(m, frame, first, source, args);
        for (const atom of first.atoms)
          if (atom.t === "object") m.takeLater(atom.obj, source);
      }
      return first;
    }
    case "Object.defineProperty": {
      defineField(m, frame, first, args);
      return first;
    }
    case "Object.create":
      return createObject(m, args);
    case "Object.setPrototypeOf":
      setPrototype(args);
      return first;
    case "Object.freeze":
    case "Object.seal":
    case "structuredClone":
    case "Array.from": {
      const mapper = path === "Array.from" ? argAt(args, 1) : undefined;
      if (mapper)
        return arrayOf(
          m,
          callBack(
            m,
            frame,
            mapper,
            [elementsOf(m, frame, first), PLAIN],
            site,
          ),
        );
      return path === "Array.from"
        ? arrayOf(m, elementsOf(m, frame, first))
        : first;
    }
    case "Object.fromEntries": {
      const entries = elementsOf(m, frame, first);
      const obj = m.newObject("literal", {
        elements: elementsOf(m, frame, entries),
      });
      obj.open = true;
      return ofObject(obj);
    }
    case "Object.values":
      return arrayOf(m, elementsOf(m, frame, first));
    case "Object.entries":
      return arrayOf(m, entryOf(m, elementsOf(m, frame, first)));
    case "Object.keys":
      return arrayOf(m, withLabels(PLAIN, deepLabels(first)));
    case "Array.of":
      return arrayOf(m, joinAll(args.list));
    case "Array.isArray":
    case "Boolean":
    case "Number":
    case "isNaN":
    case "parseInt":
    case "parseFloat":
      return PLAIN;
    case "JSON.stringify":
      return withLabels(PLAIN, [...deepLabels(first), STRINGIFIED]);
    case "JSON.parse":
      return withoutLabels(derivedFromParsed(first), "stringified");
    case "String":
      return withLabels(textOf(first), [
        ...deepLabels(first),
        ...(mayBeUndefined(first) && !isTested(frame.fn, args.exprs[0])
          ? [TEXT_OF_UNDEFINED]
          : []),
      ]);
    case "Map":
    case "WeakMap":
      return mapOf(m, frame, first);
    case "Set":
    case "WeakSet": {
      const elements = elementsOf(m, frame, first);
      const obj = m.newObject("map", { elements });
      return ofObject(obj);
    }
    case "Array": {
      return arrayOf(m, joinAll(args.list));
    }
    case "setTimeout":
    case "setImmediate":
    case "queueMicrotask":
    case "process.nextTick":
      callBack(
        m,
        frame,
        first,
        args.list.slice(path === "setTimeout" ? 2 : 1),
        site,
      );
      return PLAIN;
    case "Proxy":
      return isNew ? newProxy(m, args) : undefined;
    default:
      return path.startsWith("Reflect.")
        ? callReflect(m, frame, path.slice("Reflect.".length), args, site)
        : undefined;
  }
}

/** Case: (target, method) => routes.push({ method: String(method) }) */
function textOf(value: Value): Value {
  const texts = stringsOf(value);
  return texts ? joinAll(texts.map((text) => constant(text))) : PLAIN;
}

/** Text that was a message's stays a message's; text out of sight gives something out of sight. */
function derivedFromParsed(value: Value): Value {
  const message = value.atoms.find((atom) => atom.t === "message");
  return message && value.atoms.length === 1
    ? { atoms: [message], labels: value.labels, unseen: false }
    : derivedFrom(value);
}

function assignFields(
  m: Machine,
  frame: Frame,
  target: Value,
  source: Value,
  args: Args,
): void {
  for (const atom of target.atoms) {
    if (atom.t !== "object") continue;
    if (atom.obj.isShared || source.atoms.length !== 1) {
      for (const from of source.atoms)
        if (from.t === "object")
          for (const [name, value] of from.obj.fields)
            storeField(m, frame, target, name, value, args.exprs[1]);
      if (source.unseen) atom.obj.open = true;
    } else {
      const expr = args.exprs[args.list.indexOf(source)] ?? args.exprs[0];
      if (expr) spreadInto(frame, atom.obj, source, expr);
    }
  }
}

/** Case: Object.defineProperty(services, name, { get: () => … }), and with a value. */
function defineField(
  m: Machine,
  frame: Frame,
  target: Value,
  args: Args,
): void {
  const name = stringOf(argAt(args, 1) ?? UNSEEN);
  for (const descriptor of argAt(args, 2)?.atoms ?? []) {
    if (descriptor.t !== "object") continue;
    const { fields } = descriptor.obj;
    const value = fields.get("value");
    if (value) storeField(m, frame, target, name, value);
    const getter = fields.get("get");
    for (const atom of target.atoms)
      if (getter && atom.t === "object") {
        m.noteChange(atom.obj);
        // What a function will give is no part of what the object is known by.
        share(target);
        const getters = (atom.obj.getters ??= new Map<string, Value>());
        const key = name ?? ANY_FIELD;
        getters.set(key, join(getters.get(key) ?? NOTHING, getter));
      }
  }
}
