/** Classes: their instances, bases, subclasses and static members. */
import type { Binding, ClassIr, FileIr, FunctionIr } from "../../ir.ts";
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  join,
  joinAll,
  keyOf,
  ofObject,
  type ClassRef,
  type Obj,
  type Value,
} from "../../values/index.ts";
import { isBuilder } from "./builders.ts";
import { classAtom } from "../closures.ts";
import type { DeclaredTypes } from "./declaredTypes.ts";
import { refine } from "../expressions.ts";
import { withDefault } from "../statements.ts";
import { share } from "../objects.ts";
import { ownConstructorOf } from "./lineage.ts";
import { orUndo } from "../orUndo.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type FlowContext,
  type Frame,
  type Machine,
} from "../machine.ts";

const FLOW: FlowContext = { mode: "flow", isVerified: false, isAmbient: false };
const NO_SITE: CallSite = { call: undefined };
/** An interface with more implementors than this says nothing. */
const MAX_IMPLEMENTORS = 12;

export class Instances {
  readonly #m: Machine;
  readonly #types: DeclaredTypes;
  readonly #generic = new Map<string, Value>();
  readonly #made = new Map<string, Value>();
  readonly #bases = new Map<string, ClassRef | undefined>();
  readonly #statics = new Map<string, Obj>();
  readonly #staticWriters = new Set<string>();
  readonly #writers = new Map<string, ReadonlyMap<string, FunctionIr[]>>();
  readonly #subclasses = new Map<string, readonly ClassRef[]>();
  readonly #implementors = new Map<string, Value>();

  constructor(m: Machine, types: DeclaredTypes) {
    this.#m = m;
    this.#types = types;
  }

  classAt(file: FileIr, ir: ClassIr): ClassRef | undefined {
    const parent = file.functions[ir.parent];
    const env =
      !parent || parent.id === 0
        ? this.#m.moduleEnv(file.path)
        : this.#m.genericEnv(file, parent);
    return env && { file, ir, env };
  }

  keyOf(cls: ClassRef): string {
    return `k${cls.file.path}#${cls.ir.id}@${cls.env.id}`;
  }

  /** The one that stands for all that came from out of sight; for an abstract class, those of its subclasses. */
  instanceOf(cls: ClassRef): Value {
    const key = this.keyOf(cls);
    const known = this.#generic.get(key);
    if (known) return known;
    const obj = this.#m.newObject("instance", { cls, isShared: true });
    const value = ofObject(obj);
    this.#generic.set(key, value);
    if (isAbstract(cls)) {
      const result = orUndo(
        () =>
          joinAll(this.subclassesOf(cls).map((sub) => this.instanceOf(sub))),
        () => this.#generic.delete(key),
      );
      if (result !== NOTHING) {
        this.#generic.set(key, result);
        return result;
      }
    }
    orUndo(
      () => {
        const args = this.#m.genericArgs(ownConstructorOf(cls), cls.file);
        const frame = this.#frameIn(cls, value);
        this.initialise(frame, cls, value, args, NO_SITE);
      },
      () => this.#generic.delete(key),
    );
    return value;
  }

  instanceOfBinding(file: FileIr, id: number): Value {
    const env = this.#m.moduleEnv(file.path);
    const value = env && this.#m.binding(env, id, FLOW);
    const atom = value?.atoms.find((one) => one.t === "class");
    return atom?.t === "class" ? this.instanceOf(atom.cls) : UNSEEN;
  }

  construct(frame: Frame, cls: ClassRef, args: Args, site: CallSite): Value {
    if (frame.env.parent && isBuilder(cls)) {
      const own = this.#m.newObject("instance", { cls });
      const made = ofObject(own);
      this.initialise(frame, cls, made, args, site);
      return made;
    }
    const key = `${this.keyOf(cls)}(${args.list.map((value) => keyOf(value)).join(",")}${args.rest ? `...${keyOf(args.rest)}` : ""})`;
    const known = this.#made.get(key);
    if (known) return known;
    const obj = this.#m.newObject("instance", {
      cls,
      isShared: true,
      ...(site.call ? { site: { file: frame.file, expr: site.call } } : {}),
    });
    const value = ofObject(obj);
    this.#made.set(key, value);
    orUndo(
      () => {
        this.initialise(frame, cls, value, args, site);
      },
      () => this.#made.delete(key),
    );
    return value;
  }

  initialise(
    frame: Frame,
    cls: ClassRef,
    self: Value,
    args: Args,
    site: CallSite,
  ): void {
    const fn = ownConstructorOf(cls);
    if (!fn) {
      const base = this.superOf(cls);
      if (base) this.initialise(frame, base, self, args, site);
      this.#fields(cls, self);
      return;
    }
    this.#fields(cls, self);
    const obj = self.atoms[0];
    if (obj?.t === "object")
      for (const { name, index, type } of cls.ir.parameterProperties) {
        const value = this.#givenFor(cls, fn, index, self, args);
        if (obj.obj.isShared) share(value);
        const refined = type
          ? refine(this.#m, frame, value, () => this.#m.typed(type, cls.file))
          : value;
        obj.obj.fields.set(name, refined);
      }
    this.#m.invoke(
      frame,
      { file: cls.file, fn, env: cls.env, self, home: cls },
      self,
      args,
      site,
    );
  }

  /** Case: constructor(private readonly members = new MemberRepository()) */
  #givenFor(
    cls: ClassRef,
    fn: FunctionIr,
    index: number,
    self: Value,
    args: Args,
  ): Value {
    const target = fn.params[index]?.target;
    if (target?.k !== "defaultPattern") return argAt(args, index) ?? UNDEFINED;
    const frame = this.#frameIn(cls, self);
    return withDefault(
      this.#m,
      frame,
      argAt(args, index) ?? UNDEFINED,
      target.value,
    );
  }

  superOf(cls: ClassRef): ClassRef | undefined {
    if (!cls.ir.superClass) return undefined;
    const key = this.keyOf(cls);
    if (this.#bases.has(key)) return this.#bases.get(key);
    this.#bases.set(key, undefined);
    const { superClass } = cls.ir;
    const value = orUndo(
      () => this.#m.expr(this.#frameIn(cls, UNSEEN), superClass),
      () => this.#bases.delete(key),
    );
    const atom = value.atoms.find((one) => one.t === "class");
    const base =
      atom?.t === "class" && this.keyOf(atom.cls) !== key
        ? atom.cls
        : undefined;
    this.#bases.set(key, base);
    return base;
  }

  staticsOf(cls: ClassRef): Obj {
    const key = this.keyOf(cls);
    const known = this.#statics.get(key);
    if (known) return known;
    const obj = this.#m.newObject("literal", { isShared: true });
    this.#statics.set(key, obj);
    orUndo(
      () => {
        this.#setStatics(cls, obj);
      },
      () => this.#statics.delete(key),
    );
    return obj;
  }

  #setStatics(cls: ClassRef, obj: Obj): void {
    const frame = this.#frameIn(cls, classAtom(cls));
    for (const member of cls.ir.members) {
      if (
        !member.isStatic ||
        member.name === undefined ||
        member.kind !== "field"
      )
        continue;
      if (member.init)
        obj.fields.set(member.name, this.#m.expr(frame, member.init));
    }
    for (const id of cls.ir.staticBlocks) {
      const fn = cls.file.functions[id];
      if (fn)
        this.#m.runGeneric(
          { file: cls.file, fn, env: cls.env, home: cls },
          classAtom(cls),
          FLOW,
        );
    }
  }

  /** Static methods run once when a static member is read: one of them may set it. */
  runStaticWriters(cls: ClassRef, flow: FlowContext): void {
    const key = this.keyOf(cls);
    if (this.#staticWriters.has(key)) return;
    this.#staticWriters.add(key);
    orUndo(
      () => {
        for (const member of cls.ir.members) {
          const fn =
            member.isStatic && member.fn !== undefined
              ? cls.file.functions[member.fn]
              : undefined;
          const self = classAtom(cls);
          const closure = { file: cls.file, env: cls.env, self, home: cls };
          if (fn) this.#m.runGeneric({ ...closure, fn }, self, flow);
        }
      },
      () => this.#staticWriters.delete(key),
    );
  }

  writersOf(cls: ClassRef, field: string): readonly FunctionIr[] {
    const key = `${cls.file.path}#${cls.ir.id}`;
    let writers = this.#writers.get(key);
    if (!writers) {
      writers = writersIn(cls);
      this.#writers.set(key, writers);
    }
    return writers.get(field) ?? [];
  }

  subclassesOf(cls: ClassRef): readonly ClassRef[] {
    const key = this.keyOf(cls);
    const known = this.#subclasses.get(key);
    if (known) return known;
    this.#subclasses.set(key, []);
    const found = orUndo(
      () => this.#findSubclasses(cls, key),
      () => this.#subclasses.delete(key),
    );
    this.#subclasses.set(key, found);
    return found;
  }

  #findSubclasses(cls: ClassRef, key: string): readonly ClassRef[] {
    const found: ClassRef[] = [];
    for (const other of this.#heirsOf(cls.ir.name)) {
      if (!other.ir.superClass) continue;
      const base = this.superOf(other);
      if (!base || this.keyOf(base) !== key) continue;
      if (isAbstract(other)) found.push(...this.subclassesOf(other));
      else found.push(other);
    }
    return found;
  }

  implementorsOf(file: FileIr, binding: Binding): Value {
    const key = `${file.path}#${binding.id}`;
    const known = this.#implementors.get(key);
    if (known) return known;
    this.#implementors.set(key, NOTHING);
    const result = orUndo(
      () => this.#findImplementors(file, binding),
      () => this.#implementors.delete(key),
    );
    this.#implementors.set(key, result);
    return result;
  }

  #findImplementors(file: FileIr, binding: Binding): Value {
    let result: Value = NOTHING;
    let count = 0;
    for (const cls of this.#heirsOf(binding.name)) {
      const isOne = cls.ir.implements.some((type) => {
        if (type.t !== "name" || type.binding === undefined) return false;
        const target = this.#types.resolve(cls.file, type.binding, type.name);
        return (
          target?.kind === "binding" &&
          target.file === file &&
          target.binding.id === binding.id
        );
      });
      if (!isOne) continue;
      if (++count > MAX_IMPLEMENTORS) return NOTHING;
      result = join(result, this.instanceOf(cls));
    }
    return result;
  }

  #heirsOf(name: string): ClassRef[] {
    if (name === "") return [];
    const found: ClassRef[] = [];
    this.#m.step(this.#m.project.searchSteps);
    for (const path of this.#m.project.filesUsing(name, "heritage")) {
      const file = this.#m.project.ir(path);
      for (const ir of file?.classes ?? []) {
        if (!file || (ir.implements.length === 0 && !ir.superClass)) continue;
        const cls = this.classAt(file, ir);
        if (cls) found.push(cls);
      }
    }
    return found;
  }

  #fields(cls: ClassRef, self: Value): void {
    const atom = self.atoms[0];
    if (atom?.t !== "object") return;
    const frame = this.#frameIn(cls, self);
    for (const member of cls.ir.members) {
      if (
        member.isStatic ||
        member.kind !== "field" ||
        member.name === undefined ||
        !member.init
      )
        continue;
      const { init, type } = member;
      const value = this.#m.expr(frame, init);
      if (atom.obj.isShared) share(value);
      const refined = type
        ? refine(this.#m, frame, value, () => this.#m.typed(type, cls.file))
        : value;
      atom.obj.fields.set(
        member.name,
        join(atom.obj.fields.get(member.name) ?? NOTHING, refined),
      );
    }
  }

  #frameIn(cls: ClassRef, self: Value): Frame {
    const fn = (cls.file.functions[cls.ir.parent] ??
      cls.file.functions[0]) as FunctionIr;
    return this.#m.frameAt({
      id: this.#m.nextId(),
      file: cls.file,
      fn,
      vars: new Map(),
      parent: cls.env,
      self,
      home: cls,
    });
  }
}

function isAbstract(cls: ClassRef): boolean {
  return cls.ir.isAbstract;
}

/** By field: the methods and setters that assign it, and the functions in them. */
function writersIn({ file, ir }: ClassRef): Map<string, FunctionIr[]> {
  const others = new Set(
    ir.members
      .filter((one) => one.kind === "constructor" || one.isStatic)
      .map(({ fn }) => fn),
  );
  const found = new Map<string, FunctionIr[]>();
  for (const fn of functionsByOwner(file).get(ir.id) ?? [])
    for (const field of others.has(fn.id) ? [] : fn.writesFields) {
      const list = found.get(field);
      if (list) list.push(fn);
      else found.set(field, [fn]);
    }
  return found;
}

const byOwner = new WeakMap<FileIr, Map<number, FunctionIr[]>>();

function functionsByOwner(file: FileIr): ReadonlyMap<number, FunctionIr[]> {
  let found = byOwner.get(file);
  if (!found) {
    found = new Map();
    for (const fn of file.functions) {
      if (fn.owner === undefined) continue;
      const list = found.get(fn.owner);
      if (list) list.push(fn);
      else found.set(fn.owner, [fn]);
    }
    byOwner.set(file, found);
  }
  return found;
}
