/** The things a value may be. Two atoms with the same key are the same thing. */
import type {
  CallExpr,
  ClassIr,
  Expr,
  FileIr,
  FunctionIr,
  TypeRef,
} from "../ir.ts";
import type { HandlerParam } from "../../sdk/types.ts";
import type { Value } from "./value.ts";

export type Atom =
  | {
      readonly t: "const";
      readonly key: string;
      readonly value: string | number | boolean | null | undefined;
    }
  | {
      readonly t: "plain";
      readonly key: string;
      /** A text of which the ends are known: `on${event.type}`. */
      readonly ends?: readonly [string, string];
    }
  | { readonly t: "function"; readonly key: string; readonly closure: Closure }
  | { readonly t: "class"; readonly key: string; readonly cls: ClassRef }
  | { readonly t: "object"; readonly key: string; readonly obj: Obj }
  /** All exports of a file of the project. */
  | { readonly t: "module"; readonly key: string; readonly path: string }
  | ExternalAtom
  | SdkAtom
  | MessageAtom
  | ShapeAtom
  | NativeAtom;

/**
 * Something reached from a package or a global: `@azure/functions` and `["app", "serviceBusQueue"]`. `"()"` is a
 * call, `"new"` a construction. `module` is "" for globals.
 */
export interface ExternalAtom {
  readonly t: "external";
  readonly key: string;
  readonly module: string;
  readonly path: readonly string[];
}

/** An object of an SDK, by the name of its row in `sdk/`. */
export interface SdkAtom {
  readonly t: "sdk";
  readonly key: string;
  readonly type: string;
  readonly origin: SdkOrigin;
}

/** What is known of an SDK object; inherited from what it was made from. */
export interface SdkOrigin {
  /** Identity of the client: the place of its construction; absent when it came from out of sight. */
  readonly client?: string | undefined;
  /** `consistencyLevel` of the client's options; `undefined` where it has none or it cannot be seen. */
  readonly clientLevel?: string | undefined;
  /** True only where the options were seen whole. */
  readonly clientLevelSeen?: boolean | undefined;
  readonly database?: string | undefined;
  /** Container's name where it is a constant. */
  readonly container?: string | undefined;
  /** Equal keys mean surely the same container. */
  readonly containerKey?: string | undefined;
  /** The call of `database.container(…)` that it comes from, or the place where it is taken out of an answer: `src/db.ts:40:71`. */
  readonly made?: string | undefined;
  /** `protect(container)` of the token library. */
  readonly isProtected?: boolean | undefined;
  /** For an answer: the call that it is the answer of. */
  readonly answer?: AnswerOrigin | undefined;
  /** Queue or topic, where it is a constant. */
  readonly entity?: string | undefined;
}

export interface AnswerOrigin {
  readonly call: string;
  readonly kind: "read" | "write";
  /** Where the answer bears its token: see `tokenIn` in `sdk/`. */
  readonly tokenIn: "headers" | "property" | "none" | "operations";
  /** A write, or a read that was protected: its token may be passed on. */
  readonly tokenIsGood: boolean;
  readonly isOrderBy: boolean;
}

/** The message of the handler, or something reached from it by property access only. */
export interface MessageAtom {
  readonly t: "message";
  readonly key: string;
  /** `[]` is the message itself, `["applicationProperties", "token"]` a property; `["[]"]` an element of a batch. */
  readonly path: readonly string[];
  /**
   * What the root is: the message, an array of them, its body only, a Functions context that holds its
   * metadata, or the extension's `{ messages, actions }`.
   */
  readonly root: MessageRoot;
}

export type MessageRoot =
  "message" | "messages" | "body" | "functionContext" | "sdkBinding";

/** Reached from an unseen value through members that only a Cosmos container has: `x.items`, `x.item(…)`. */
export interface ShapeAtom {
  readonly t: "shape";
  readonly key: string;
  readonly type: string;
  readonly origin: SdkOrigin;
}

/** A built-in function, with what it is a member of. */
export interface NativeAtom {
  readonly t: "native";
  readonly key: string;
  readonly name: string;
  readonly self: Value;
  /** For `name: "typed"`: the declared type of its result. */
  readonly returns?:
    { readonly type: TypeRef; readonly file: FileIr } | undefined;
}

export interface Closure {
  readonly file: FileIr;
  readonly fn: FunctionIr;
  readonly env: Env;
  /** `this`: of the method's instance, or what was bound; for an arrow it is in `env`. */
  readonly self?: Value | undefined;
  readonly boundArgs?: readonly Value[] | undefined;
  /** The class that it is a member of. */
  readonly home?: ClassRef | undefined;
}

export interface ClassRef {
  readonly file: FileIr;
  readonly ir: ClassIr;
  readonly env: Env;
}

/** A scope at run time. Bindings are unique in a file, so that one map a function activation is enough. */
export interface Env {
  readonly id: number;
  readonly file: FileIr;
  readonly fn: FunctionIr;
  readonly vars: Map<number, Value>;
  readonly parent?: Env | undefined;
  /** `this` in this activation. */
  readonly self: Value;
  /** The class whose member runs, for `super`. */
  readonly home?: ClassRef | undefined;
}

export interface Obj {
  readonly id: number;
  readonly kind: "literal" | "array" | "instance" | "map" | "typed";
  readonly fields: Map<string, Value>;
  /** Elements of an array, values of a map or of an object under computed keys. */
  elements: Value;
  /** It may have fields that the analysis does not see. */
  open: boolean;
  /** Instances and what modules hold: known by identity. Literals of an activation are known by their content. */
  isShared: boolean;
  readonly cls?: ClassRef | undefined;
  /** kind "typed": members by declared type. */
  readonly types?:
    | {
        readonly file: FileIr;
        readonly members: ReadonlyMap<string, TypeRef | undefined>;
      }
    | undefined;
  /** Functions that give a field its value when it is asked for: `Object.defineProperty(services, name, { get })`. */
  getters?: Map<string, Value> | undefined;
  /** Where a field held a token before something replaced it, by field. */
  replaced?: Map<string, Replacement> | undefined;
  /** Calls on an instance that were left out while handlers were looked for: its constructor, what sets its fields. */
  leftOut?: (() => void)[] | undefined;
  /** Of what a generator function gives: what the function returns, behind all that it yields. */
  readonly returned?: Value | undefined;
  /** Where it was made, for an instance or a literal. */
  readonly site?: { readonly file: FileIr; readonly expr: Expr } | undefined;
}

/** A later spread or assignment took a token's place. */
export interface Replacement {
  readonly file: FileIr;
  readonly expr: Expr;
  readonly by: "spread" | "assignment";
}

/** The message, given to a function that was itself given: what each of its parameters gets. */
export interface HandedOn {
  readonly params: readonly HandlerParam[];
}

/** One call on a path: the function it stands in, and the call. */
export interface Hop {
  readonly file: FileIr;
  readonly fn: FunctionIr;
  readonly call: CallExpr | undefined;
  /** The target was given to this function (callback, override, registry entry), not named by it. */
  readonly handedOn: HandedOn | undefined;
  /** The call may also lead elsewhere: its target is one of several things. */
  readonly isOneOf: boolean;
}
