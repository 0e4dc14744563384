/** What `object.name` may be. */
import { containerShapes, cosmosTypes } from "../../sdk/cosmos.ts";
import type { ClassMember, Expr } from "../ir.ts";
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  UNSEEN,
  constant,
  isUndefined,
  join,
  of,
  withLabels,
  type Atom,
  type ClassRef,
  type MessageAtom,
  type NativeAtom,
  type Obj,
  type Value,
} from "../values/index.ts";
import { classAtom, closureIn } from "./closures.ts";
import { messageElement, messageValue } from "./content.ts";
import { lineageOf } from "./classes/lineage.ts";
import { hasOwnThen } from "./thenables.ts";
import { decorated } from "./classes/decorated.ts";
import { externalMember } from "./packages/externals.ts";
import { NO_ARGS, type Frame, type Machine } from "./machine.ts";
import {
  arrayMethods,
  mapMethods,
  promiseMethods,
  textMethods,
} from "./natives/methodNames.ts";
import { nativeOf } from "./natives/nativeOf.ts";
import {
  inheritedMethod,
  memberMadeByPackage,
  memberOfBase,
} from "./packages/packageObjects.ts";
import { streamMethods } from "./packages/streams.ts";
import { answerMember, isAnswer } from "./sdk/answers.ts";
import { EXPORTS } from "./closures.ts";
import { ANY_FIELD } from "./objects.ts";
import { inheritedMember } from "./classes/prototypes.ts";

export function memberOf(
  m: Machine,
  frame: Frame,
  object: Value,
  name: string,
  expr?: Expr,
): Value {
  m.step();
  if (
    promiseMethods.has(name) &&
    !object.atoms.some((atom) => hasOwnThen(m, atom, name))
  )
    return nativeOf(name, object);
  let result: Value = NOTHING;
  // What is known to hold something of its own under that name is not taken for a container by the name.
  if (object.unseen)
    result = object.atoms.some((atom) => declares(m, atom, name))
      ? UNSEEN
      : (listMember(object, name) ?? unseenMember(name));
  let keepsLabels = object.unseen;
  for (const atom of object.atoms) {
    result = join(result, atomMember(m, frame, atom, object, name, expr));
    keepsLabels ||=
      atom.t === "plain" || atom.t === "const" || atom.t === "external";
  }
  return keepsLabels ? withLabels(result, object.labels) : result;
}

function declares(m: Machine, atom: Atom, name: string): boolean {
  // Case: this.containers[name], which gives a known container, or one that nobody has put there yet.
  if (atom.t === "sdk") return m.sdkRow(atom.type, name) !== undefined;
  if (atom.t !== "object") return false;
  const { cls, fields } = atom.obj;
  return (
    fields.has(name) ||
    (cls?.ir.members.some((member) => member.name === name) ?? false)
  );
}

/** Case: order.lines.map((line) => () => load(line.sku)), and each of these called later. */
function listMember({ labels }: Value, name: string): Value | undefined {
  return name === "map" || name === "flatMap"
    ? nativeOf(`array:${name}`, withLabels(UNSEEN, labels))
    : undefined;
}

/** Case: a container that came from out of sight is known by members that nothing else has. */
function unseenMember(name: string): Value {
  const shape = containerShapes[name];
  if (shape === "property")
    return {
      ...of({ t: "shape", key: `s:${name}`, type: "Items", origin: {} }),
      unseen: true,
    };
  if (shape === "call")
    return { ...nativeOf("shape:item", UNSEEN), unseen: true };
  return UNSEEN;
}

function atomMember(
  m: Machine,
  frame: Frame,
  atom: Atom,
  object: Value,
  name: string,
  expr?: Expr,
): Value {
  switch (atom.t) {
    case "object": {
      // Case: (answer.channels ?? ["mail"]).map(send), which may as well be a list from out of sight
      const isOneOf = object.unseen && atom.obj.kind === "array";
      const self = isOneOf ? { ...of(atom), unseen: true } : of(atom);
      return objectMember(m, frame, atom.obj, self, name);
    }
    case "class":
      return classMember(m, frame, atom.cls, of(atom), name);
    case "module":
      return m.exported(atom.path, name, frame.flow);
    case "external":
      // Case: app.locals.db = …, global.db = …
      return m.addedMember(frame, atom, name) ?? externalMember(atom, name);
    case "sdk":
      return sdkMember(m, frame, atom, name, expr);
    case "shape":
      return cosmosTypes[atom.type]?.members[name]
        ? nativeOf(`sdk:${name}`, of(atom))
        : UNSEEN;
    case "message":
      return messageMember(atom, name);
    case "native":
      return nativeMember(m, frame, atom, name);
    case "function":
      if (name === "bind" || name === "call" || name === "apply")
        return nativeOf(`fn:${name}`, of(atom));
      return m.membersOf(atom.closure).fields.get(name) ?? UNSEEN;
    case "const":
    case "plain":
      if (isUndefined(atom)) return NOTHING;
      // Case: pathToFileURL(file).href
      if (name === "href" || name === "pathname") return of(atom);
      return textMethods.has(name)
        ? nativeOf(`text:${name}`, { ...of(atom), labels: object.labels })
        : PLAIN;
  }
}

function sdkMember(
  m: Machine,
  frame: Frame,
  atom: Extract<Atom, { t: "sdk" }>,
  name: string,
  expr: Expr | undefined,
): Value {
  if (isAnswer(atom.type)) return answerMember(m, frame, atom, name, expr);
  const row = m.sdkRow(atom.type, name);
  if (!row) {
    // Case: a client or container that the program has added a member to.
    return UNSEEN;
  }
  // Case: const { container } = await database.containers.createIfNotExists(…)
  if (row.is === "property" && atom.type === "ContainerResponse") {
    const made = expr && `${frame.file.path}:${expr.start}:${expr.end}`;
    return of(m.sdk(row.type, { ...atom.origin, made }));
  }
  if (row.is === "property") return of(m.sdk(row.type, atom.origin));
  if (row.is === "other" && name === "id") return PLAIN;
  return nativeOf(`sdk:${name}`, of(atom));
}

function messageMember(atom: MessageAtom, name: string): Value {
  const { root, path } = atom;
  if (path.length === 0) {
    if (root === "functionContext") {
      if (
        name === "triggerMetadata" ||
        name === "bindingData" ||
        name === "bindings"
      )
        return messageValue(root, [name]);
      return UNSEEN;
    }
    if (root === "sdkBinding")
      return name === "messages" ? messageValue("message", []) : UNSEEN;
  }
  if (arrayMethods.has(name) || textMethods.has(name) || mapMethods.has(name))
    return nativeOf(`message:${name}`, messageValue(root, path));
  if (/^\d+$/.test(name)) return messageElement(atom);
  // An ordering key of Service Bus, not a token: only where the service itself puts it.
  const holder = path[path.length - 1];
  if (
    name === "sessionId" &&
    ((root === "message" && path.length === 0) ||
      (root === "functionContext" &&
        path.length === 1 &&
        (holder === "triggerMetadata" || holder === "bindingData")))
  )
    return withLabels(PLAIN, [{ key: "sessionId", kind: "sessionId" }]);
  return messageValue(root, [...path, name]);
}

function nativeMember(
  m: Machine,
  frame: Frame,
  atom: NativeAtom,
  name: string,
): Value {
  if (atom.name === "module" && name === "exports")
    return frame.env.vars.get(EXPORTS) ?? exportsOf(frame);
  if (atom.name === "exports") return m.member(frame, exportsOf(frame), name);
  if (atom.name === "iterator" && name === "next")
    return nativeOf("next", atom.self);
  // Case: item.read.bind(item)
  if (name === "bind" || name === "call" || name === "apply")
    return nativeOf(`fn:${name}`, of(atom));
  return UNSEEN;
}

function exportsOf(frame: Frame): Value {
  let env = frame.env;
  while (env.parent) env = env.parent;
  return env.vars.get(EXPORTS) ?? UNSEEN;
}

function objectMember(
  m: Machine,
  frame: Frame,
  obj: Obj,
  self: Value,
  name: string,
): Value {
  const got = obj.getters && gotten(m, frame, obj.getters, self, name);
  if (got) return join(got, obj.fields.get(name) ?? NOTHING);
  switch (obj.kind) {
    case "instance":
      return instanceMember(m, frame, obj, self, name);
    case "typed": {
      const known = obj.fields.get(name);
      if (known) return known;
      if (!obj.types?.members.has(name))
        return containerShapes[name] ? UNDEFINED : UNSEEN;
      const type = obj.types.members.get(name);
      if (!type) return UNSEEN;
      if (type.t === "function")
        return type.returns
          ? of({
              t: "native",
              key: `n:typed:o${obj.id}.${name}`,
              name: "typed",
              self,
              returns: { type: type.returns, file: obj.types.file },
            })
          : UNSEEN;
      const value = m.typed(type, obj.types.file);
      obj.fields.set(name, value);
      return value;
    }
    case "array":
      if (name === "length") return PLAIN;
      if (arrayMethods.has(name)) return nativeOf(`array:${name}`, self);
      if (streamMethods.has(name)) return nativeOf(`stream:${name}`, self);
      if (obj.isShared) m.noteSeen(obj);
      return obj.fields.get(name) ?? obj.elements;
    case "map":
      if (name === "size") return PLAIN;
      if (obj.fields.has("#context")) return nativeOf(`context:${name}`, self);
      if (mapMethods.has(name)) return nativeOf(`map:${name}`, self);
      return obj.fields.get(name) ?? UNDEFINED;
    case "literal": {
      const field = obj.fields.get(name) ?? inheritedMember(obj, name);
      if (!field) {
        const known = memberMadeByPackage(m, frame, obj, self, name);
        if (known) return known;
      }
      if (field && !obj.open) return join(field, obj.elements);
      const rest = obj.open
        ? join(obj.elements, withLabels(UNSEEN, obj.elements.labels))
        : obj.elements;
      if (field) return obj.elements === NOTHING ? field : join(field, rest);
      return obj.open ? rest : join(rest, UNDEFINED);
    }
  }
}

/** The value of a field that a function gives. */
function gotten(
  m: Machine,
  frame: Frame,
  getters: ReadonlyMap<string, Value>,
  self: Value,
  name: string,
): Value | undefined {
  const getter = getters.get(name) ?? getters.get(ANY_FIELD);
  return (
    getter && m.callValue(frame, getter, self, NO_ARGS, { call: undefined })
  );
}

function instanceMember(
  m: Machine,
  frame: Frame,
  obj: Obj,
  self: Value,
  name: string,
): Value {
  // Case: handlers.get(command.constructor)
  if (name === "constructor" && obj.cls) return classAtom(obj.cls);
  let value: Value;
  let declared: { member: ClassMember; cls: ClassRef } | undefined;
  let last: ClassRef | undefined;
  for (const cls of lineageOf(m, obj.cls)) {
    last = cls;
    const member = cls.ir.members.find(
      (one) => one.name === name && !one.isStatic,
    );
    if (
      member?.fn !== undefined &&
      (member.kind === "method" || member.kind === "get")
    ) {
      const fn = cls.file.functions[member.fn];
      if (fn && !fn.isBodiless) {
        const closure = { file: cls.file, fn, env: cls.env, self, home: cls };
        value =
          member.kind === "get"
            ? m.invoke(frame, closure, self, NO_ARGS, {
                call: undefined,
              })
            : decorated(
                m,
                cls,
                member,
                obj,
                of({
                  t: "function",
                  key: `f${cls.file.path}#${fn.id}@${cls.env.id}^o${obj.id}`,
                  closure,
                }),
              );
        return join(value, obj.fields.get(name) ?? NOTHING);
      }
      declared ??= { member, cls };
    } else if (member) declared ??= { member, cls };
    for (const writer of obj.isShared ? m.writersOf(cls, name) : [])
      m.runGeneric(
        { file: cls.file, fn: writer, env: cls.env, self },
        self,
        frame.flow,
      );
  }
  const inherited = inheritedMethod(m, obj, self, name);
  if (inherited) return inherited;
  value = obj.fields.get(name) ?? NOTHING;
  if (
    declared?.member.type &&
    (value === NOTHING || (value.unseen && value.atoms.length === 0))
  )
    value = join(value, m.typed(declared.member.type, declared.cls.file));
  if (value !== NOTHING) return value;
  // The last one may extend a class that is not in sight.
  if (declared || !last?.ir.superClass) return withoutCertainty(obj, name);
  return memberOfBase(m, frame, obj, name) ?? unseenMember(name);
}

/** A field that nobody in sight sets: set by a framework, or a mixin, or never. */
function withoutCertainty(obj: Obj, name: string): Value {
  const shape = containerShapes[name];
  return shape && !obj.open ? UNDEFINED : UNSEEN;
}

function classMember(
  m: Machine,
  frame: Frame,
  cls: ClassRef,
  self: Value,
  name: string,
): Value {
  for (const at of lineageOf(m, cls)) {
    const member = at.ir.members.find(
      (one) => one.name === name && one.isStatic,
    );
    const stored = m.staticsOf(at).fields.get(name);
    if (member?.fn !== undefined) {
      const value = closureIn(at.env, member.fn, self);
      if (member.kind !== "get") return value;
      const getter = value.atoms[0];
      return getter?.t === "function"
        ? m.invoke(frame, getter.closure, self, NO_ARGS, {
            call: undefined,
          })
        : UNSEEN;
    }
    if (stored || member) {
      m.runStaticWriters(at, frame.flow);
      const value = m.staticsOf(at).fields.get(name) ?? NOTHING;
      if (
        member?.type &&
        (value === NOTHING ||
          (value.atoms.every(isUndefined) && value.labels.length === 0))
      )
        return join(value, m.typed(member.type, at.file));
      return value === NOTHING ? UNSEEN : value;
    }
  }
  // Case: handlers.set(CreateOrder.name, …), command.constructor.name
  return name === "name" && cls.ir.name !== "" ? constant(cls.ir.name) : UNSEEN;
}
