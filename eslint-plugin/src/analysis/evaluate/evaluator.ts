/** The evaluator put together: one for each state of a project. */
import { cosmosTypes } from "../../sdk/cosmos.ts";
import { serviceBusTypes } from "../../sdk/serviceBus.ts";
import type { SdkMember } from "../../sdk/types.ts";
import type {
  Binding,
  CallExpr,
  ClassIr,
  Expr,
  FileIr,
  FunctionIr,
  Pattern,
  Stmt,
  TypeRef,
} from "../ir.ts";
import {
  NOTHING,
  UNSEEN,
  join,
  ofObject,
  type ClassRef,
  type Closure,
  type Env,
  type ExternalAtom,
  type Obj,
  type SdkAtom,
  type SdkOrigin,
  type Value,
} from "../values/index.ts";
import { madeObjectKey } from "./packages/added.ts";
import { callValue } from "./calls.ts";
import { Callers } from "./callers.ts";
import { DeclaredTypes } from "./classes/declaredTypes.ts";
import { EventList, type Event } from "./events.ts";
import { evaluate } from "./expressions.ts";
import { GenericRuns } from "./genericRuns.ts";
import { Instances } from "./classes/instances.ts";
import { LeftOutCalls } from "./leftOut.ts";
import { Summaries } from "./invoke.ts";
import {
  type Args,
  type CallSite,
  type EngineSettings,
  type FlowContext,
  type Frame,
  type LoopCall,
  type Machine,
  type ProjectView,
} from "./machine.ts";
import { memberOf } from "./members.ts";
import { Modules, type Piece } from "./modules.ts";
import { share } from "./objects.ts";
import type { Registration } from "./sdk/registration.ts";
import { EXPORTS } from "./closures.ts";
import { Steps } from "./steps.ts";
import { bindPattern, runStatements } from "./statements.ts";

const FLOW: FlowContext = { mode: "flow", isVerified: false, isAmbient: false };
const sdkTypes = { ...cosmosTypes, ...serviceBusTypes };

export class Evaluator implements Machine {
  readonly project: ProjectView;
  readonly settings: EngineSettings;
  readonly steps: Steps;
  readonly registrations: Registration[] = [];
  /** Functions made since the list was last emptied. */
  readonly closures: Closure[] = [];
  /** The file whose code is being run to find handlers. */
  root = "";
  #ids = 0;
  readonly #summaries = new Summaries();
  readonly #modules: Modules;
  readonly #types: DeclaredTypes;
  readonly #instances: Instances;
  readonly #generic: GenericRuns;
  readonly #leftOut: LeftOutCalls;
  readonly #members = new Map<string, Obj>();
  readonly #added = new Map<string, Obj>();
  readonly #sdkAtoms = new Map<string, SdkAtom>();

  /** @param allSteps Steps for all queries together. */
  constructor(
    project: ProjectView,
    settings: EngineSettings,
    allSteps = Infinity,
  ) {
    this.steps = new Steps(allSteps);
    this.project = project;
    this.settings = settings;
    this.#modules = new Modules(this);
    this.#types = new DeclaredTypes(this);
    this.#instances = new Instances(this, this.#types);
    this.#generic = new GenericRuns(this, new Callers(this), this.#modules);
    this.#leftOut = new LeftOutCalls(this);
  }

  step(count = 1): void {
    this.steps.take(count);
  }

  noteCut(frame: Frame): void {
    this.steps.noteCut(frame);
  }

  takeCut(): readonly Event[] {
    return this.steps.takeCut();
  }

  mayGoOn(depth: number): boolean {
    return this.steps.mayGoOn(depth);
  }

  noteChange(obj: Obj): void {
    this.steps.noteChange(obj);
  }

  noteSeen(obj: Obj): void {
    this.#summaries.noteSeen(obj);
  }

  nextId(): number {
    return ++this.#ids;
  }

  noteRegistration(registration: Registration): void {
    this.registrations.push({ ...registration, root: this.root });
  }

  noteClosure(closure: Closure): void {
    this.closures.push(closure);
  }

  noteLoopHandler(frame: Frame, loop: LoopCall): void {
    const event = frame.events.all.find((one) => one.kind === "receive");
    if (event?.kind === "receive")
      this.noteRegistration({
        kind: "loop",
        shape: event.shape,
        entity: event.entity,
        loop,
        events: [...frame.events.all],
      });
  }

  expr(frame: Frame, expr: Expr): Value {
    const value = evaluate(this, frame, expr);
    return frame.flow.mode === "flow" ? this.complete(value) : value;
  }

  statements(frame: Frame, body: readonly Stmt[]): void {
    runStatements(this, frame, body);
  }

  bind(
    frame: Frame,
    target: Pattern,
    value: Value,
    how: "declare" | "assign",
    type?: TypeRef,
  ): void {
    bindPattern(this, frame, target, value, how, type);
  }

  call(frame: Frame, expr: CallExpr): Value {
    return this.#leftOut.call(frame, expr);
  }

  noteLeftOut(
    caller: Frame,
    closure: Closure,
    self: Value | undefined,
    args: Args,
    site: CallSite,
  ): void {
    this.#leftOut.note(caller, closure, self, args, site);
  }

  complete(value: Value): Value {
    return this.#leftOut.complete(value);
  }

  takeLater(into: Obj, from: Value): void {
    this.#leftOut.takeLater(into, from);
  }

  completeIn(files: readonly string[]): void {
    this.#leftOut.completeIn(files);
  }

  callValue(
    frame: Frame,
    callee: Value,
    self: Value,
    args: Args,
    site: CallSite,
  ): Value {
    return callValue(this, frame, callee, self, args, site);
  }

  invoke(
    frame: Frame,
    closure: Closure,
    self: Value | undefined,
    args: Args,
    site: CallSite,
  ): Value {
    return this.#summaries.run(this, frame, closure, self, args, site);
  }

  member(frame: Frame, object: Value, name: string, expr?: Expr): Value {
    const value = memberOf(this, frame, object, name, expr);
    return this.#leftOut.member(frame, object, name, value);
  }

  initialise(
    frame: Frame,
    cls: ClassRef,
    self: Value,
    args: Args,
    site: CallSite,
  ): void {
    this.#instances.initialise(frame, cls, self, args, site);
  }

  construct(frame: Frame, cls: ClassRef, args: Args, site: CallSite): Value {
    return this.#instances.construct(frame, cls, args, site);
  }

  binding(env: Env, id: number, flow: FlowContext): Value {
    for (let at: Env | undefined = env; at; at = at.parent) {
      const value = at.parent || id < 0 ? at.vars.get(id) : undefined;
      if (value === undefined) continue;
      // What a function captures is one thing for all of its calls.
      if (at !== env) share(value);
      return value;
    }
    const binding = env.file.bindings[id];
    if (binding?.owner === 0) return this.#modules.value(env.file, id, flow);
    return UNSEEN;
  }

  assign(frame: Frame, id: number, value: Value, mayBeSkipped: boolean): void {
    let env: Env = frame.env;
    while (env.parent && !env.vars.has(id)) env = env.parent;
    const owner = frame.file.bindings[id]?.owner;
    if (!env.vars.has(id) && owner !== 0 && id !== EXPORTS) env = frame.env;
    const old = env.vars.get(id);
    // Statements of a module run when they are asked for, not in their order: there nothing replaces.
    const isOwn = env === frame.env && env.parent !== undefined;
    const next =
      old === undefined || (isOwn && !mayBeSkipped) ? value : join(old, value);
    if (next === old) return;
    if (!env.parent) share(value);
    env.vars.set(id, next);
    if (old !== undefined) frame.changes++;
  }

  moduleEnv(path: string): Env | undefined {
    return this.#modules.env(path);
  }

  exported(path: string, name: string, flow: FlowContext): Value {
    return this.#modules.exported(path, name, flow);
  }

  imported(
    file: FileIr,
    source: string,
    name: string,
    flow: FlowContext,
  ): Value {
    return this.#modules.imported(file, source, name, flow);
  }

  typed(type: TypeRef, file: FileIr, depth?: number): Value {
    return this.#types.valueOf(type, file, depth);
  }

  instanceOf(cls: ClassRef): Value {
    return this.#instances.instanceOf(cls);
  }

  instanceOfBinding(file: FileIr, id: number): Value {
    return this.#instances.instanceOfBinding(file, id);
  }

  implementorsOf(file: FileIr, binding: Binding): Value {
    return this.#instances.implementorsOf(file, binding);
  }

  classAt(file: FileIr, ir: ClassIr): ClassRef | undefined {
    return this.#instances.classAt(file, ir);
  }

  superOf(cls: ClassRef): ClassRef | undefined {
    return this.#instances.superOf(cls);
  }

  staticsOf(cls: ClassRef): Obj {
    return this.#instances.staticsOf(cls);
  }

  membersOf({ file, fn, env }: Closure): Obj {
    const key = `${file.path}#${fn.id}@${env.id}`;
    let obj = this.#members.get(key);
    if (!obj) {
      const prototype = this.newObject("literal", { isShared: true });
      obj = this.newObject("literal", { isShared: true });
      obj.fields.set("prototype", ofObject(prototype));
      this.#members.set(key, obj);
    }
    return obj;
  }

  addedTo({ key }: ExternalAtom): Obj {
    let obj = this.#added.get(key);
    if (!obj) {
      obj = this.newObject("literal", { isShared: true });
      this.#added.set(key, obj);
    }
    return obj;
  }

  addedMember(
    { flow }: Frame,
    atom: ExternalAtom,
    name: string,
  ): Value | undefined {
    if (this.#added.size === 0) return undefined;
    const holder = this.#added.get(madeObjectKey(atom));
    if (holder && flow.mode === "flow") this.#leftOut.make(holder);
    return this.#added.get(atom.key)?.fields.get(name);
  }

  runStaticWriters(cls: ClassRef, flow: FlowContext): void {
    this.#instances.runStaticWriters(cls, flow);
  }

  writersOf(cls: ClassRef, field: string): readonly FunctionIr[] {
    return this.#instances.writersOf(cls, field);
  }

  sdkRow(type: string, member: string): SdkMember | undefined {
    const members = sdkTypes[type]?.members;
    return members && Object.hasOwn(members, member)
      ? members[member]
      : undefined;
  }

  genericArgs(fn: FunctionIr | undefined, file?: FileIr): Args {
    return this.#generic.args(fn, file);
  }

  runGeneric(
    closure: Closure,
    self: Value | undefined,
    flow: FlowContext,
  ): Value {
    return this.#generic.run(closure, self, flow);
  }

  genericEnv(file: FileIr, fn: FunctionIr): Env | undefined {
    return this.#generic.env(file, fn);
  }

  frameAt(env: Env): Frame {
    return {
      env,
      file: env.file,
      fn: env.fn,
      flow: FLOW,
      events: new EventList(),
      depth: 8,
      firstObj: 0,
      returned: NOTHING,
      yielded: NOTHING,
      branches: 0,
      lowestChanged: Infinity,
      changes: 0,
      leftOut: 0,
    };
  }

  closureOf(file: FileIr, fn: FunctionIr): Closure | undefined {
    return this.#modules.closureOf(file, fn);
  }

  runModule(path: string, flow: FlowContext, piece?: Piece): void {
    this.#modules.runAll(path, flow, piece);
  }

  moduleFrame(path: string): Frame | undefined {
    return this.#modules.frame(path);
  }

  newObject(kind: Obj["kind"], more?: Partial<Omit<Obj, "id" | "kind">>): Obj {
    return {
      id: this.nextId(),
      kind,
      fields: new Map(),
      elements: NOTHING,
      open: false,
      isShared: false,
      ...more,
    };
  }

  sdk(type: string, origin: SdkOrigin): SdkAtom {
    const { answer } = origin;
    const key = [
      "sdk",
      type,
      origin.client,
      origin.clientLevel,
      origin.clientLevelSeen,
      origin.database,
      origin.container,
      origin.containerKey,
      origin.made,
      origin.isProtected,
      origin.entity,
      answer &&
        `${answer.call}:${answer.tokenIn}:${String(answer.tokenIsGood)}:${String(answer.isOrderBy)}`,
    ].join(";");
    const known = this.#sdkAtoms.get(key);
    if (known) return known;
    const atom: SdkAtom = { t: "sdk", key, type, origin };
    this.#sdkAtoms.set(key, atom);
    return atom;
  }
}
