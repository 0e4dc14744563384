/** Call expressions: what is called, with what, and whether its target was named or handed on. */
import type { BindingId, CallExpr, ClassIr, Expr, FileIr } from "../ir.ts";
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  UNSEEN,
  isUndefined,
  join,
  of,
  withLabels,
  type Atom,
  type ClassRef,
  type Closure,
  type Env,
  type HandedOn,
  type Value,
} from "../values/index.ts";
import { computedMember } from "./computed.ts";
import { derivedFrom, elementsOf, holdsMessage, paramOf } from "./content.ts";
import { matchCustomHandlers } from "./sdk/customHandlers.ts";
import { callExternal, constructExternal } from "./packages/externals.ts";
import { sdkPartOf } from "./packages/foreignBase.ts";
import type { Args, CallSite, Frame, Machine } from "./machine.ts";
import { callNative } from "./natives/callNative.ts";
import { load } from "./natives/paths.ts";
import { lineageOf } from "./classes/lineage.ts";
import { constructFunction } from "./classes/prototypes.ts";
import { register } from "./sdk/register.ts";
import { callSdk } from "./sdk/sdkCalls.ts";
import { callUnseen } from "./packages/unseen.ts";
import { boundIn } from "./walk.ts";

export function evaluateCall(m: Machine, frame: Frame, expr: CallExpr): Value {
  const { callee } = expr;
  if (callee.k === "super") return callSuper(m, frame, expr);
  let self: Value = UNDEFINED;
  let target: Value;
  if (callee.k === "member") {
    self =
      callee.object.k === "super"
        ? frame.env.self
        : m.expr(frame, callee.object);
    target =
      callee.object.k === "super"
        ? superMember(m, frame, callee.name ?? "")
        : memberValue(m, frame, callee, self);
  } else {
    target = m.expr(frame, callee);
  }
  if (target.leftOut) frame.leftOut++;
  const args = evaluateArgs(m, frame, expr.args);
  const custom = matchCustomHandlers(m, callee, target);
  for (const row of custom) register(m, frame, row, args, expr);
  if (custom.length > 0 && !expr.isNew) return UNSEEN;
  return callWith(m, frame, target, self, args, expr);
}

function memberValue(
  m: Machine,
  frame: Frame,
  callee: Extract<Expr, { k: "member" }>,
  self: Value,
): Value {
  if (callee.name !== undefined)
    return m.member(frame, self, callee.name, callee);
  const key = callee.key ? m.expr(frame, callee.key) : UNSEEN;
  return computedMember(m, frame, self, key, callee);
}

function callWith(
  m: Machine,
  frame: Frame,
  target: Value,
  self: Value,
  args: Args,
  expr: CallExpr,
): Value {
  if (!expr.isNew) {
    return callValue(m, frame, target, self, args, {
      call: expr,
    });
  }
  let result: Value = target.unseen
    ? derivedFrom(...args.list, args.rest)
    : NOTHING;
  const site: CallSite = { call: expr };
  for (const atom of target.atoms) {
    if (atom.t === "class")
      result = join(result, m.construct(frame, atom.cls, args, site));
    else if (atom.t === "external")
      result = join(result, constructExternal(m, frame, atom, args, site));
    else if (atom.t === "function")
      result = join(
        result,
        constructFunction(m, frame, atom.closure, args, site),
      );
    else result = join(result, derivedFrom(...args.list));
  }
  return result;
}

function evaluateArgs(m: Machine, frame: Frame, exprs: readonly Expr[]): Args {
  const list: Value[] = [];
  let rest: Value | undefined;
  for (const expr of exprs) {
    if (expr.k === "spread") {
      const value = m.expr(frame, expr.value);
      const array =
        value.atoms.length === 1 && !value.unseen ? value.atoms[0] : undefined;
      if (
        array?.t === "object" &&
        array.obj.kind === "array" &&
        array.obj.fields.size > 0 &&
        rest === undefined
      ) {
        for (let index = 0; array.obj.fields.has(String(index)); index++)
          list.push(array.obj.fields.get(String(index)) as Value);
      } else {
        rest = join(rest ?? NOTHING, elementsOf(m, frame, value));
      }
      continue;
    }
    const value = m.expr(frame, expr);
    if (rest === undefined) list.push(value);
    else rest = join(rest, value);
  }
  return { list, rest, exprs };
}

export function callValue(
  m: Machine,
  frame: Frame,
  target: Value,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  m.step();
  let result: Value = NOTHING;
  const callee = site.call?.callee;
  if (target.unseen && !target.atoms.some((atom) => atom.t === "native")) {
    result = callUnseen(
      m,
      frame,
      withLabels(self, target.labels),
      nameOf(callee),
      args,
      site,
    );
  }
  const isOneOf = target.atoms.filter(isCallable).length > 1;
  const where = isOneOf === site.isOneOf ? site : { ...site, isOneOf };
  for (const atom of target.atoms)
    result = join(result, callAtom(m, frame, atom, self, args, where));
  return result;
}

function isCallable(atom: Atom): boolean {
  return atom.t !== "const" && atom.t !== "plain";
}

function callAtom(
  m: Machine,
  frame: Frame,
  atom: Atom,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  switch (atom.t) {
    case "function":
      return m.invoke(frame, atom.closure, selfIn(atom, self), args, {
        ...site,
        handedOn: handsOn(m, frame, atom.closure, args, site.call),
      });
    case "class":
      return m.construct(frame, atom.cls, args, site);
    case "native":
      return callNamedNative(m, frame, atom, args, site);
    case "external":
      return callExternal(m, frame, atom, self, args, site);
    case "message":
    case "object":
    case "module":
    case "sdk":
    case "shape":
      return derivedFrom(of(atom), self, ...args.list);
    case "const":
    case "plain":
      if (isUndefined(atom)) return NOTHING;
      // Case: PATTERN.exec(message.body)
      return withLabels(
        PLAIN,
        derivedFrom(self, ...args.list, args.rest).labels,
      );
  }
}

/** `this` in the function. A method that another object took over (a mixin) may mean either of the two. */
function selfIn(
  { closure, key }: Extract<Atom, { t: "function" }>,
  self: Value,
): Value {
  const [home] = closure.self?.atoms ?? [];
  if (!closure.self || home?.t !== "object" || home.obj.kind !== "literal")
    return closure.self ?? self;
  const others = self.atoms.filter(
    (atom) =>
      atom.t === "object" &&
      (atom.obj.kind === "literal" || atom.obj.kind === "instance"),
  );
  if (others.length === 0 || self.atoms.some((atom) => atom.key === home.key))
    return closure.self;
  const isOwn = [...home.obj.fields.values()].some(({ atoms }) =>
    atoms.some((atom) => atom.key === key),
  );
  return isOwn
    ? join({ ...NOTHING, atoms: others }, closure.self)
    : closure.self;
}

function callNamedNative(
  m: Machine,
  frame: Frame,
  atom: Extract<Atom, { t: "native" }>,
  args: Args,
  site: CallSite,
): Value {
  if (atom.name.startsWith("sdk:")) {
    const holder = atom.self.atoms[0];
    if (holder?.t === "sdk" || holder?.t === "shape")
      return callSdk(m, frame, holder, atom.name.slice(4), args, site);
    return UNSEEN;
  }
  if (atom.name === "shape:item") {
    return {
      ...of({ t: "shape", key: "s:Item", type: "Item", origin: {} }),
      unseen: true,
    };
  }
  if (atom.name === "require") {
    return load(m, frame, args.list[0] ?? UNSEEN, "=");
  }
  return callNative(m, frame, atom, args, site);
}

function nameOf(callee: Expr | undefined): string | undefined {
  if (callee?.k === "member") return callee.name;
  return callee?.k === "ref" ? callee.name : undefined;
}

/** The message, or its body, goes on to a function that this one was given. */
function handsOn(
  m: Machine,
  frame: Frame,
  target: Closure,
  args: Args,
  call: CallExpr | undefined,
): HandedOn | undefined {
  const values = [...args.list, ...(args.rest ? [args.rest] : [])];
  if (!values.some(holdsMessage) || !isHandedOn(m, frame, target, call))
    return undefined;
  return { params: args.list.map(paramOf) };
}

/**
 * The function that runs is not the one that the text names: it came as an argument, out of a registry or a
 * field, or from a subclass.
 */
function isHandedOn(
  m: Machine,
  frame: Frame,
  target: Closure,
  call: CallExpr | undefined,
): boolean {
  const callee = call?.callee;
  if (!callee) return false;
  if (callee.k === "ref") {
    const kind =
      callee.binding === undefined
        ? undefined
        : frame.file.bindings[callee.binding]?.kind;
    if (kind === "import" || kind === "function" || kind === "class")
      return false;
    if (target.fn.name !== callee.name) return true;
    // Case: ({ topic, handle }) => …, given to the function by another file
    const isOfLoop =
      callee.binding !== undefined &&
      loopTargets(frame.file).has(callee.binding);
    return (
      (kind === "param" || isOfLoop) && !importsFile(m, frame, target.file)
    );
  }
  if (callee.k !== "member") return callee.k !== "function";
  if (callee.name === undefined) return true;
  const home = target.home?.ir ?? ownerOf(target);
  if (callee.object.k === "this") {
    if (home === undefined) return !standsIn(target, frame.env.home);
    const here = frame.env.home;
    return here !== undefined && home !== here.ir && !isAncestor(home, here.ir);
  }
  if (isRegistryEntry(callee.object)) return true;
  const isOfOthers =
    isGiven(frame, callee.object) && !importsFile(m, frame, target.file);
  if (home !== undefined) return isOfOthers;
  return (
    target.fn.name !== callee.name ||
    isOfOthers ||
    (target.file !== frame.file && isSelf(m, frame, callee.object))
  );

  function isAncestor(base: ClassIr, cls: ClassIr): boolean {
    return cls.superClass?.k === "ref" && cls.superClass.name === base.name;
  }
}

/** Case: var self = this, and self.handle(message) of what inherits from this function */
function isSelf(m: Machine, frame: Frame, object: Expr): boolean {
  if (object.k !== "ref") return false;
  const [atom] = m.expr(frame, object).atoms;
  for (let env: Env | undefined = frame.env; atom && env; env = env.parent)
    if (env.self.atoms.some(({ key }) => key === atom.key)) return true;
  return false;
}

/** Case: handlers.get(type).handle(message), handlers[type].handle(message) */
function isRegistryEntry(object: Expr): boolean {
  if (object.k === "call")
    return object.callee.k === "member" && object.callee.name === "get";
  return object.k === "member" && object.name === undefined;
}

function standsIn(target: Closure, cls: ClassRef | undefined): boolean {
  return (
    cls !== undefined &&
    target.file === cls.file &&
    target.fn.start >= cls.ir.start &&
    target.fn.end <= cls.ir.end
  );
}

/**
 * Case: makeHandler(Orders), which makes an instance of the class that it is given; a loop over all consumers at the
 * top of a module
 */
function isGiven({ file }: Frame, object: Expr): boolean {
  if (object.k !== "ref" || object.binding === undefined) return false;
  return (
    file.bindings[object.binding]?.owner !== 0 ||
    loopTargets(file).has(object.binding)
  );
}

const loopTargetsOf = new WeakMap<FileIr, ReadonlySet<BindingId>>();

/** What loops at the top of a module give a value in each round. */
function loopTargets(file: FileIr): ReadonlySet<BindingId> {
  let found = loopTargetsOf.get(file);
  if (!found) {
    const bindings = (file.functions[0]?.body ?? []).flatMap((statement) =>
      statement.k === "each" ? boundIn(statement.target) : [],
    );
    loopTargetsOf.set(file, (found = new Set(bindings)));
  }
  return found;
}

function importsFile(m: Machine, frame: Frame, target: FileIr): boolean {
  if (frame.file === target) return true;
  return frame.file.sources.some((source) => {
    const found = m.project.resolve(frame.file.path, source);
    return found.kind === "file" && found.path === target.path;
  });
}

function ownerOf(target: Closure): ClassIr | undefined {
  return target.fn.owner === undefined
    ? undefined
    : target.file.classes[target.fn.owner];
}

function callSuper(m: Machine, frame: Frame, expr: CallExpr): Value {
  const args = evaluateArgs(m, frame, expr.args);
  const home = frame.env.home;
  const base = home && m.superOf(home);
  if (base)
    m.initialise(frame, base, frame.env.self, args, {
      call: expr,
    });
  return UNDEFINED;
}

function superMember(m: Machine, frame: Frame, name: string): Value {
  const base = frame.env.home && m.superOf(frame.env.home);
  for (const cls of lineageOf(m, base)) {
    const member = cls.ir.members.find(
      (one) => one.name === name && one.fn !== undefined,
    );
    const fn =
      member?.fn === undefined ? undefined : cls.file.functions[member.fn];
    if (fn && !fn.isBodiless)
      return of({
        t: "function",
        key: `f${cls.file.path}#${fn.id}@${cls.env.id}^super`,
        closure: {
          file: cls.file,
          fn,
          env: cls.env,
          self: frame.env.self,
          home: cls,
        },
      });
  }
  // Case: super.createReceiver(…) of a class that extends the SDK's client
  const inherited = sdkPartOf(m, frame.env.home);
  return inherited ? m.member(frame, inherited, name) : UNSEEN;
}
