/** Built-in functions and methods, as far as they move values about or call functions they are given. */
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  UNSEEN,
  join,
  joinAll,
  of,
  withLabels,
  withoutLabels,
  type Label,
  type NativeAtom,
  type Obj,
  type Value,
} from "../values/index.ts";
import { callEmitter } from "./emitters.ts";
import { deepLabels, derivedFrom, elementsOf } from "./content.ts";
import { mayBeUndefined, TEXT_OF_UNDEFINED } from "./expressions.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "./machine.ts";
import { spreadInto, storeField } from "./objects.ts";
import { isTested } from "./tested.ts";
import { callUnseen } from "./unseen.ts";

const STRINGIFIED: Label = { key: "stringified", kind: "stringified" };

export const promiseMethods = new Set(["then", "catch", "finally"]);
export const mapMethods = new Set([
  "get",
  "set",
  "has",
  "delete",
  "add",
  "values",
  "keys",
  "entries",
  "forEach",
  "clear",
]);
export const textMethods = new Set([
  "toString",
  "trim",
  "slice",
  "substring",
  "split",
  "replace",
  "replaceAll",
  "toLowerCase",
  "toUpperCase",
  "concat",
  "padStart",
  "padEnd",
  "toJSON",
  "valueOf",
]);
/** What they give is the same text, but for spaces around it. */
const textsThatStay = new Set(["toString", "trim", "toJSON", "valueOf"]);
export const arrayMethods = new Set([
  "map",
  "flatMap",
  "forEach",
  "filter",
  "find",
  "findLast",
  "some",
  "every",
  "reduce",
  "reduceRight",
  "sort",
  "toSorted",
  "concat",
  "slice",
  "splice",
  "push",
  "unshift",
  "pop",
  "shift",
  "at",
  "entries",
  "keys",
  "values",
  "flat",
  "reverse",
  "fill",
  "join",
  "includes",
  "indexOf",
]);

/** `name` is what stands behind the kind: `array:map`, `message:forEach`, `map:get`. */
export function callNative(
  m: Machine,
  frame: Frame,
  atom: NativeAtom,
  args: Args,
  site: CallSite,
): Value {
  const [kind, method = ""] = split(atom.name);
  switch (kind) {
    case "then":
    case "catch":
    case "finally":
      return callPromise(m, frame, kind, atom.self, args, site);
    case "array":
    case "message":
      return callArray(m, frame, method, atom.self, args, site);
    case "map":
      return callMap(m, frame, method, atom.self, args, site);
    case "text":
      return withLabels(
        PLAIN,
        textsThatStay.has(method)
          ? deepLabels(atom.self)
          : derivedFrom(atom.self).labels,
      );
    case "fn":
      return callFunctionMethod(m, frame, method, atom.self, args, site);
    case "typed":
      return atom.returns
        ? m.typed(atom.returns.type, atom.returns.file)
        : UNSEEN;
    case "next":
      return elementsOf(m, frame, atom.self);
    case "emitter":
      return callEmitter(m, frame, method, atom.self, args, site);
    case "context":
      return callAsyncContext(m, frame, method, atom.self, args, site);
    default:
      return callUnseen(m, frame, atom.self, method, args, site);
  }
}

function split(name: string): [string, string?] {
  const at = name.indexOf(":");
  return at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}

export function callBack(
  m: Machine,
  frame: Frame,
  fn: Value | undefined,
  values: readonly Value[],
  site: CallSite,
): Value {
  if (!fn) return NOTHING;
  return m.callValue(
    frame,
    fn,
    UNDEFINED,
    { list: values, rest: undefined, exprs: [] },
    site,
  );
}

function arrayOf(m: Machine, elements: Value): Value {
  const obj = m.newObject("array", { elements });
  return of({ t: "object", key: `o${obj.id}`, obj });
}

function callPromise(
  m: Machine,
  frame: Frame,
  kind: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  if (kind === "then") {
    const done = callBack(m, frame, argAt(args, 0), [self], site);
    return argAt(args, 1)
      ? join(done, callBack(m, frame, argAt(args, 1), [UNSEEN], site))
      : done;
  }
  const other = callBack(
    m,
    frame,
    argAt(args, 0),
    kind === "catch" ? [UNSEEN] : [],
    site,
  );
  return kind === "catch" ? join(self, other) : self;
}

function callArray(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  const elements = elementsOf(m, frame, self);
  const first = argAt(args, 0);
  switch (method) {
    case "map":
    case "flatMap": {
      const result = callBack(m, frame, first, [elements, PLAIN, self], site);
      return arrayOf(
        m,
        method === "flatMap"
          ? join(result, elementsOf(m, frame, result))
          : result,
      );
    }
    case "forEach":
    case "some":
    case "every":
      callBack(m, frame, first, [elements, PLAIN, self], site);
      return PLAIN;
    case "filter":
    case "sort":
    case "toSorted":
      callBack(m, frame, first, [elements, elements, self], site);
      return self;
    case "find":
    case "findLast":
      callBack(m, frame, first, [elements, PLAIN, self], site);
      return join(elements, UNDEFINED);
    case "reduce":
    case "reduceRight": {
      const start = argAt(args, 1) ?? elements;
      return join(
        start,
        callBack(m, frame, first, [start, elements, PLAIN, self], site),
      );
    }
    case "push":
    case "unshift":
    case "fill":
      for (const value of args.list)
        storeField(m, frame, self, undefined, value);
      return PLAIN;
    case "concat": {
      const more = joinAll(
        args.list.map((value) => join(elementsOf(m, frame, value), value)),
      );
      return arrayOf(m, join(elements, more));
    }
    case "pop":
    case "shift":
    case "at":
      return join(elements, UNDEFINED);
    case "entries":
      return arrayOf(m, arrayOf(m, join(PLAIN, elements)));
    case "join":
      return withLabels(PLAIN, deepLabels(self));
    case "keys":
    case "includes":
    case "indexOf":
      return PLAIN;
    case "toString":
    case "trim":
      return withLabels(PLAIN, deepLabels(self));
    case "slice":
    case "splice":
    case "reverse":
    case "flat":
    case "values":
      return self;
    default:
      return callUnseen(m, frame, self, method, args, site);
  }
}

function callMap(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  const elements = elementsOf(m, frame, self);
  switch (method) {
    case "set":
      storeField(m, frame, self, undefined, argAt(args, 1) ?? UNDEFINED);
      return self;
    case "add":
      storeField(m, frame, self, undefined, argAt(args, 0) ?? UNDEFINED);
      return self;
    case "get":
      return join(elements, UNDEFINED);
    case "forEach":
      callBack(m, frame, argAt(args, 0), [elements, PLAIN, self], site);
      return UNDEFINED;
    case "entries":
      return arrayOf(m, arrayOf(m, join(PLAIN, elements)));
    case "values":
      return arrayOf(m, elements);
    default:
      return PLAIN;
  }
}

function callFunctionMethod(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  const [receiver = UNDEFINED, ...rest] = args.list;
  if (method === "call")
    return m.callValue(
      frame,
      self,
      receiver,
      { list: rest, rest: args.rest, exprs: args.exprs.slice(1) },
      site,
    );
  if (method === "apply") {
    const given = rest[0] ?? UNDEFINED;
    const obj = given.atoms[0]?.t === "object" ? given.atoms[0].obj : undefined;
    const list: Value[] = [];
    for (let index = 0; obj?.fields.has(String(index)); index++)
      list.push(obj.fields.get(String(index)) as Value);
    return m.callValue(
      frame,
      self,
      receiver,
      { list, rest: elementsOf(m, frame, given), exprs: [] },
      site,
    );
  }
  return {
    ...self,
    atoms: self.atoms.map((atom) =>
      atom.t === "function"
        ? {
            ...atom,
            key: `${atom.key}^b${receiver.atoms.map((one) => one.key).join("|")}/${rest.length}`,
            closure: {
              ...atom.closure,
              self: atom.closure.fn.isArrow ? atom.closure.self : receiver,
              boundArgs: [...(atom.closure.boundArgs ?? []), ...rest],
            },
          }
        : atom,
    ),
  };
}

/** `AsyncLocalStorage`: what was put in with `run` may come out of any `getStore`. */
function callAsyncContext(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  switch (method) {
    case "run": {
      storeField(m, frame, self, undefined, argAt(args, 0) ?? UNDEFINED);
      return callBack(m, frame, argAt(args, 1), args.list.slice(2), site);
    }
    case "enterWith":
      storeField(m, frame, self, undefined, argAt(args, 0) ?? UNDEFINED);
      return UNDEFINED;
    case "getStore":
      return join(contextStore(self), UNDEFINED);
    case "exit":
      return callBack(m, frame, argAt(args, 0), args.list.slice(1), site);
    default:
      return UNSEEN;
  }
}

function contextStore(self: Value): Value {
  return joinAll(
    self.atoms.map((atom) =>
      atom.t === "object" ? atom.obj.elements : NOTHING,
    ),
  );
}

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
      for (const source of args.list.slice(1))
        assignFields(m, frame, first, source, args);
      return first;
    }
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
      return of({ t: "object", key: `o${obj.id}`, obj });
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
      return withLabels(PLAIN, [
        ...deepLabels(first),
        ...(mayBeUndefined(first) && !isTested(frame.fn, args.exprs[0])
          ? [TEXT_OF_UNDEFINED]
          : []),
      ]);
    case "Map":
    case "Set":
    case "WeakMap":
    case "WeakSet": {
      const elements = elementsOf(m, frame, first);
      const obj = m.newObject("map", {
        elements: path.endsWith("Map")
          ? join(elementsOf(m, frame, elements), NOTHING)
          : elements,
      });
      return of({ t: "object", key: `o${obj.id}`, obj });
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
    default:
      return undefined;
  }
}

function entryOf(m: Machine, value: Value): Value {
  const obj = m.newObject("array", { elements: join(PLAIN, value) });
  obj.fields.set("0", PLAIN);
  obj.fields.set("1", value);
  return of({ t: "object", key: `o${obj.id}`, obj });
}

/** Text that was a message's stays a message's; text out of sight gives something out of sight. */
function derivedFromParsed(value: Value): Value {
  const message = value.atoms.find((atom) => atom.t === "message");
  return message && value.atoms.length === 1
    ? { atoms: [message], labels: value.labels, unseen: false }
    : derivedFrom(value);
}

function newPromise(
  m: Machine,
  frame: Frame,
  executor: Value,
  site: CallSite,
): Value {
  const box: Obj = m.newObject("array");
  const self = of({ t: "object", key: `o${box.id}`, obj: box });
  const resolve = of({
    t: "native",
    key: `n:resolve:o${box.id}`,
    name: "array:push",
    self,
  });
  callBack(m, frame, executor, [resolve, PLAIN], site);
  return box.elements === NOTHING ? UNSEEN : box.elements;
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
