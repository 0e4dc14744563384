/**
 * The evaluator's parts, as they see each other. Expressions call functions, functions run statements,
 * statements evaluate expressions: the parts stand in files of their own and meet here.
 */
import type { SdkMember } from "../../sdk/types.ts";
import type { Host } from "../host.ts";
import type { Preset } from "../../sdk/handlers.ts";
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
import type {
  HandedOn,
  Closure,
  ClassRef,
  Env,
  ExternalAtom,
  Hop,
  Obj,
  SdkAtom,
  SdkOrigin,
  Value,
} from "../values/index.ts";
import type { Event, EventList } from "./events.ts";
import type { Registration } from "./sdk/registration.ts";

/** `heritage`: behind `extends` or `implements`; `new`: constructed; `call`: called; `decorator`: behind an `@`. */
export type NameUse = "heritage" | "new" | "call" | "decorator";

/** What the evaluator asks of the code base. Every answer counts as a dependency of what is being evaluated. */
export interface ProjectView {
  ir(path: string): FileIr | undefined;
  resolve(
    fromFile: string,
    specifier: string,
  ):
    | { kind: "file"; path: string }
    | { kind: "external"; package: string }
    | { kind: "missing" };
  /**
   * Files that may have to do with a container or a handler, and in whose text the name is used this way; sorted.
   * Asked of the text, before any of them is parsed.
   */
  filesUsing(name: string, use: NameUse): readonly string[];
  /** What such a search costs, in steps. */
  readonly searchSteps: number;
  /** Path arithmetic of the host's system. */
  readonly path: Host["path"];
  /** Other files whose specifiers, seen from this file, begin and end so: `./handlers/…`; their paths, sorted. */
  filesNamed(fromFile: string, first: string, last: string): readonly string[];
  /** The file can reach, by imports, a file that names a message SDK, holds a custom handler, or listens to messages. */
  mayRegister(path: string): boolean;
}

/** A function that a setting or preset makes a handler. */
export interface CustomHandler {
  readonly module?: string | undefined;
  readonly call: string;
  readonly argument: number;
  readonly property: string | undefined;
  readonly message: number;
  readonly batch: boolean;
}

export interface EngineSettings {
  readonly presets: ReadonlySet<Preset>;
  readonly handlers: readonly CustomHandler[];
  /** Trigger types of `function.json` that settings add. */
  readonly triggers: ReadonlySet<string>;
}

export interface Args {
  readonly list: readonly Value[];
  /** Elements of a spread whose length is not known. */
  readonly rest: Value | undefined;
  /** The argument expressions, for messages. */
  readonly exprs: readonly Expr[];
}

/** State that holds for everything that is called from here on. */
export interface FlowContext {
  /** `discover`: only what may register a handler is followed. */
  readonly mode: "discover" | "flow";
  /** Inside `readAtLeast` with a token from the message. */
  readonly isVerified: boolean;
  /** And that token is merged with one that the flow got itself. */
  readonly isMerged?: boolean;
  /** Inside `handle` of the token library. */
  readonly isAmbient: boolean;
}

/** One activation of a function. */
export interface Frame {
  readonly env: Env;
  readonly file: FileIr;
  readonly fn: FunctionIr;
  readonly flow: FlowContext;
  readonly events: EventList;
  readonly depth: number;
  /** Ids below it were made before this activation. */
  readonly firstObj: number;
  returned: Value;
  yielded: Value;
  /** > 0 inside a branch or loop: an assignment there may or may not happen. */
  branches: number;
  /** Lowest id of an object literal that this activation changed; such an activation is not remembered. */
  lowestChanged: number;
  /** Counts changes of variables, to see whether a loop must run again. */
  changes: number;
  /** Counts calls that are left out, to see whether the one that is being evaluated is: see `leftOut.ts`. */
  leftOut: number;
}

export interface Machine {
  readonly project: ProjectView;
  readonly settings: EngineSettings;
  /** Throws `BudgetExceeded` when the query has used its steps. */
  step(count?: number): void;
  nextId(): number;
  noteRegistration(registration: Registration): void;
  noteClosure(closure: Closure): void;
  noteLoopHandler(frame: Frame, call: LoopCall): void;
  /** The activation in which a query runs out of steps; each one around it takes its place. */
  noteCut(frame: Frame): void;
  /** What had happened in that activation when it was cut: it happened, whatever would have come later. */
  takeCut(): readonly Event[];
  /** A call in an activation of this depth took all steps: there are some for what comes behind it. */
  mayGoOn(depth: number): boolean;
  /** The object may be held by others: after a cut, it is not known whole. */
  noteChange(obj: Obj): void;
  /** The content of a collection that others may fill is looked at. */
  noteSeen(obj: Obj): void;

  expr(frame: Frame, expr: Expr): Value;
  statements(frame: Frame, body: readonly Stmt[]): void;
  bind(
    frame: Frame,
    target: Pattern,
    value: Value,
    how: "declare" | "assign",
    type?: TypeRef,
  ): void;
  call(frame: Frame, expr: CallExpr): Value;
  /** A call that is not made while handlers are looked for. */
  noteLeftOut(
    frame: Frame,
    closure: Closure,
    self: Value | undefined,
    args: Args,
    site: CallSite,
  ): void;
  /** The value together with the results of calls that were left out: for handlers. */
  complete(value: Value): Value;
  /** What was left out of the value counts for the object that takes its fields. */
  takeLater(into: Obj, from: Value): void;
  /** Makes the calls into these files that were left out. */
  completeIn(files: readonly string[]): void;
  callValue(
    frame: Frame,
    callee: Value,
    self: Value,
    args: Args,
    site: CallSite,
  ): Value;
  invoke(
    frame: Frame,
    closure: Closure,
    self: Value | undefined,
    args: Args,
    site: CallSite,
  ): Value;
  member(frame: Frame, object: Value, name: string, expr?: Expr): Value;
  /** Runs the constructor of a class and its field initialisers on an instance. */
  initialise(
    frame: Frame,
    cls: ClassRef,
    self: Value,
    args: Args,
    site: CallSite,
  ): void;
  construct(frame: Frame, cls: ClassRef, args: Args, site: CallSite): Value;

  /** The value of a binding, of whatever scope, as seen from `env`. */
  binding(env: Env, id: number, flow: FlowContext): Value;
  assign(frame: Frame, id: number, value: Value, mayBeSkipped: boolean): void;
  moduleEnv(path: string): Env | undefined;
  /** Runs what a module does when it is loaded, as far as it has not run. */
  runModule(path: string, flow: FlowContext): void;
  exported(path: string, name: string, flow: FlowContext): Value;
  imported(
    file: FileIr,
    source: string,
    name: string,
    flow: FlowContext,
  ): Value;
  /** What a declared type says about a value from out of sight. `UNSEEN` where it says nothing. */
  typed(type: TypeRef, file: FileIr, depth?: number): Value;
  /** The instance of a class that stands for all that came from out of sight. */
  instanceOf(cls: ClassRef): Value;
  instanceOfBinding(file: FileIr, id: number): Value;
  /** Instances of the classes that implement an interface; nothing where there are none, or too many. */
  implementorsOf(file: FileIr, binding: Binding): Value;
  /** The scope of a function, run with parameters known by their types only. */
  genericEnv(file: FileIr, fn: FunctionIr): Env | undefined;
  /** An activation in which single expressions of that scope can be evaluated; what happens there is dropped. */
  frameAt(env: Env): Frame;
  /** Parameters as their types, defaults and callers in sight tell. */
  genericArgs(fn: FunctionIr | undefined, file?: FileIr): Args;
  /** Runs a function with parameters known by their types only, once for each `self`, for its effects. */
  runGeneric(
    closure: Closure,
    self: Value | undefined,
    flow: FlowContext,
  ): Value;
  /** The class of a declaration, with the scope in which it stands. */
  classAt(file: FileIr, ir: ClassIr): ClassRef | undefined;
  /** Row of an SDK object's member. */
  sdkRow(type: string, member: string): SdkMember | undefined;
  /** Functions of the class that assign the field, without its constructor. */
  writersOf(cls: ClassRef, field: string): readonly FunctionIr[];
  /** Runs what may assign a static member. */
  runStaticWriters(cls: ClassRef, flow: FlowContext): void;
  /** The object that holds the static members of a class. */
  staticsOf(cls: ClassRef): Obj;
  superOf(cls: ClassRef): ClassRef | undefined;
  /** Holds the members that a program adds to a function; `prototype` is one. */
  membersOf(closure: Closure): Obj;
  /** Holds the members that a program adds to what a package gave: `app.locals.db = …`. */
  addedTo(atom: ExternalAtom): Obj;
  /** Such a member, where there is one. */
  addedMember(
    frame: Frame,
    atom: ExternalAtom,
    name: string,
  ): Value | undefined;

  newObject(kind: Obj["kind"], more?: Partial<Omit<Obj, "id" | "kind">>): Obj;
  sdk(type: string, origin: SdkOrigin): SdkAtom;
}

export interface CallSite {
  readonly call: CallExpr | undefined;
  readonly handedOn?: HandedOn | undefined;
  /** What is called may be several things, of which the target is one. */
  readonly isOneOf?: boolean | undefined;
}

export interface LoopCall {
  readonly closure: Closure;
  readonly self: Value | undefined;
  readonly args: Args;
}

export function hopAt(frame: Frame, site: CallSite): Hop {
  return {
    file: frame.file,
    fn: frame.fn,
    call: site.call,
    handedOn: site.handedOn,
    isOneOf: site.isOneOf ?? false,
  };
}

/** Of a call that the program does not write itself: one by a package, or by the language. */
export function argsOf(list: readonly Value[]): Args {
  return { list, rest: undefined, exprs: [] };
}

export const NO_ARGS = argsOf([]);

export function argAt(args: Args, index: number): Value | undefined {
  return args.list[index] ?? args.rest;
}
