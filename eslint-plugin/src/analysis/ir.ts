/**
 * The intermediate form: what the analysis keeps of a source file once its tree is thrown away.
 *
 * Either parser's tree is lowered to this one form (`lower.ts`). It is plain data: no parser node, no parent
 * link, nothing that a structured clone would lose. Names are already bound (`Binding`), types are kept only as
 * far as they name something (`TypeRef`), and text that the analysis never looks at is gone.
 */

/** UTF-16 offsets into the file's text without its byte-order mark; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Index into `FileIr.bindings`. Unique in its file. */
export type BindingId = number;
/** Index into `FileIr.functions`. Function 0 is the module body. */
export type FunctionId = number;
/** Index into `FileIr.classes`. */
export type ClassId = number;

export type Expr =
  | Literal
  | Template
  | Ref
  | MemberExpr
  | CallExpr
  | FunctionExpr
  | ClassExpr
  | ObjectExpr
  | ArrayExpr
  | AssignExpr
  | ConditionalExpr
  | LogicalExpr
  | AwaitExpr
  | YieldExpr
  | ThisExpr
  | SuperExpr
  | CastExpr
  | ImportCall
  | DeleteExpr
  | OperatorExpr
  | SequenceExpr
  | SpreadExpr
  | OpaqueExpr;

/** A string longer than 200 characters is kept as its first 200. A regular expression or bigint is an `opaque`. */
export interface Literal extends Span {
  readonly k: "lit";
  readonly value: string | number | boolean | null | undefined;
}

/** A template literal with substitutions. Without any it is a `lit`. */
export interface Template extends Span {
  readonly k: "template";
  readonly parts: readonly Expr[];
  /** The fixed text between the parts, one longer than `parts`. */
  readonly texts: readonly string[];
  /** The tag, when there is one. */
  readonly tag?: Expr;
}

export interface Ref extends Span {
  readonly k: "ref";
  readonly name: string;
  /** Absent for a global. */
  readonly binding?: BindingId;
}

export interface MemberExpr extends Span {
  readonly k: "member";
  readonly object: Expr;
  /** The property's name, also for `x["name"]`, `x[0]` ("0") and `x.#name` ("#name"). */
  readonly name?: string;
  /** The computed key, where it is no constant. */
  readonly key?: Expr;
  readonly optional: boolean;
  /** Where the property's name starts in the text; a hop of a path names the line of it. */
  readonly nameStart: number;
}

export interface CallExpr extends Span {
  readonly k: "call";
  readonly callee: Expr;
  readonly args: readonly Expr[];
  readonly isNew: boolean;
  readonly optional: boolean;
  readonly typeArgs?: readonly TypeRef[];
  /** Offset just behind the opening parenthesis; -1 for `new X` without parentheses. */
  readonly argsStart: number;
}

export interface FunctionExpr extends Span {
  readonly k: "function";
  readonly id: FunctionId;
}

export interface ClassExpr extends Span {
  readonly k: "class";
  readonly id: ClassId;
}

export interface ObjectExpr extends Span {
  readonly k: "object";
  readonly props: readonly ObjectProp[];
}

export type ObjectProp =
  | {
      readonly kind: "value" | "get" | "set";
      /** Absent when the key is computed and no constant. */
      readonly name?: string;
      readonly key?: Expr;
      readonly value: Expr;
      readonly span: Span;
    }
  | { readonly kind: "spread"; readonly value: Expr; readonly span: Span };

export interface ArrayExpr extends Span {
  readonly k: "array";
  /** A hole is `undefined` as a literal. */
  readonly elements: readonly Expr[];
}

export interface AssignExpr extends Span {
  readonly k: "assign";
  readonly target: Pattern;
  /** `"="`, a logical assignment, or `"op"` for the arithmetic ones (`+=`, `++`, …). */
  readonly op: "=" | "??=" | "||=" | "&&=" | "op";
  readonly value: Expr;
}

export interface ConditionalExpr extends Span {
  readonly k: "conditional";
  readonly test: Expr;
  readonly then: Expr;
  readonly otherwise: Expr;
}

export interface LogicalExpr extends Span {
  readonly k: "logical";
  readonly op: "&&" | "||" | "??";
  readonly left: Expr;
  readonly right: Expr;
}

export interface AwaitExpr extends Span {
  readonly k: "await";
  readonly value: Expr;
}

export interface YieldExpr extends Span {
  readonly k: "yield";
  readonly value?: Expr;
  readonly delegate: boolean;
}

export interface ThisExpr extends Span {
  readonly k: "this";
}

export interface SuperExpr extends Span {
  readonly k: "super";
}

/** `x as T`, `<T>x`, `x satisfies T`. `x!` and parentheses are dropped; `as const` too. */
export interface CastExpr extends Span {
  readonly k: "cast";
  readonly value: Expr;
  readonly type: TypeRef;
}

/** Dynamic `import(source)`. `require(source)` stays a call of the global `require`. */
export interface ImportCall extends Span {
  readonly k: "import";
  readonly source: Expr;
}

export interface DeleteExpr extends Span {
  readonly k: "delete";
  readonly value: Expr;
}

/** Unary and binary operators: the operands are evaluated, the result is a fresh primitive. */
export interface OperatorExpr extends Span {
  readonly k: "operator";
  readonly op: string;
  readonly operands: readonly Expr[];
}

export interface SequenceExpr extends Span {
  readonly k: "sequence";
  readonly exprs: readonly Expr[];
}

/** `...x` among arguments or array elements. */
export interface SpreadExpr extends Span {
  readonly k: "spread";
  readonly value: Expr;
}

/** Anything else (JSX, regular expression, `import.meta`, …): its parts are evaluated for their effects. */
export interface OpaqueExpr extends Span {
  readonly k: "opaque";
  readonly parts: readonly Expr[];
}

export type Pattern =
  Ref | MemberExpr | ObjectPattern | ArrayPattern | DefaultPattern;

export interface ObjectPattern extends Span {
  readonly k: "objectPattern";
  readonly props: readonly {
    readonly name?: string;
    readonly key?: Expr;
    readonly target: Pattern;
    readonly span: Span;
  }[];
  readonly rest?: Pattern;
}

export interface ArrayPattern extends Span {
  readonly k: "arrayPattern";
  readonly elements: readonly (Pattern | null)[];
  readonly rest?: Pattern;
}

export interface DefaultPattern extends Span {
  readonly k: "defaultPattern";
  readonly target: Pattern;
  readonly value: Expr;
}

export type Stmt =
  | { readonly k: "expr"; readonly expr: Expr; readonly span: Span }
  | {
      readonly k: "declare";
      readonly target: Pattern;
      readonly type?: TypeRef;
      /** Absent: `undefined`, or the value is bound by a loop. */
      readonly init?: Expr;
      readonly kind: "const" | "let" | "var" | "using";
      readonly span: Span;
    }
  /** A class declaration, at its place. Function declarations are in `FunctionIr.hoisted`. */
  | {
      readonly k: "class";
      readonly binding: BindingId;
      readonly id: ClassId;
      readonly span: Span;
    }
  | { readonly k: "return"; readonly value?: Expr; readonly span: Span }
  | { readonly k: "throw"; readonly value: Expr; readonly span: Span }
  | {
      readonly k: "if";
      readonly test: Expr;
      readonly then: readonly Stmt[];
      readonly otherwise: readonly Stmt[];
      readonly span: Span;
    }
  /** `for`, `while`, `do`. `init`, `test` and `update` in their order of evaluation. */
  | {
      readonly k: "loop";
      readonly init: readonly Stmt[];
      readonly test?: Expr;
      readonly update?: Expr;
      readonly body: readonly Stmt[];
      readonly span: Span;
    }
  /** `for (target of iterable)`, `for await`, `for (target in object)`. */
  | {
      readonly k: "each";
      readonly target: Pattern;
      readonly iterable: Expr;
      readonly over: "values" | "keys";
      readonly isAwait: boolean;
      readonly body: readonly Stmt[];
      readonly span: Span;
    }
  | {
      readonly k: "try";
      readonly body: readonly Stmt[];
      readonly param?: Pattern;
      /** Absent without a `catch`. */
      readonly handler?: readonly Stmt[];
      readonly finalizer: readonly Stmt[];
      readonly span: Span;
    }
  | {
      readonly k: "switch";
      readonly value: Expr;
      readonly cases: readonly {
        readonly test?: Expr;
        readonly body: readonly Stmt[];
      }[];
      readonly span: Span;
    }
  | { readonly k: "block"; readonly body: readonly Stmt[]; readonly span: Span }
  | {
      readonly k: "jump";
      readonly kind: "break" | "continue";
      readonly span: Span;
    };

export interface ParamIr {
  readonly target: Pattern;
  readonly type?: TypeRef;
  readonly isRest: boolean;
}

export interface FunctionIr extends Span {
  readonly id: FunctionId;
  /** Its own name, else that of the variable, property or member it is assigned to; "" where none. */
  readonly name: string;
  /** Offset of the name, or of the function itself where it has none. */
  readonly nameStart: number;
  readonly params: readonly ParamIr[];
  readonly returns?: TypeRef;
  /** For an arrow with an expression body: one `return` statement. */
  readonly body: readonly Stmt[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** An arrow takes `this` from around it. */
  readonly isArrow: boolean;
  /** The function around it; absent for the module body. */
  readonly parent?: FunctionId;
  /** The class whose member (method, accessor, constructor, field initialiser) this is. */
  readonly owner?: ClassId;
  /** Function declarations in it, bound before the first statement runs. */
  readonly hoisted: readonly {
    readonly binding: BindingId;
    readonly fn: FunctionId;
  }[];
  /** The binding of `arguments`, where the body uses it. */
  readonly argumentsBinding?: BindingId;
  /** The binding of a named function expression's own name. */
  readonly selfBinding?: BindingId;
  /** Module-level bindings that this function (not one inside it) assigns, or whose members it assigns or calls a mutating method on. */
  readonly writesBindings: readonly BindingId[];
  /** Fields of `this` that this function, or an arrow in it, assigns (`this.x = …`, `this.x.y = …`, `this.x.push(…)`): "x". */
  readonly writesFields: readonly string[];
  /** Set for `abstract` members and overload signatures without a body. */
  readonly isBodiless?: boolean;
}

export interface ClassMember {
  readonly name?: string;
  readonly key?: Expr;
  readonly kind: "method" | "get" | "set" | "field" | "constructor";
  readonly isStatic: boolean;
  /** Method, accessor or constructor. */
  readonly fn?: FunctionId;
  /** A field's initialiser. */
  readonly init?: Expr;
  readonly type?: TypeRef;
  readonly decorators: readonly Expr[];
  readonly span: Span;
}

export interface ClassIr extends Span {
  readonly id: ClassId;
  readonly name: string;
  readonly superClass?: Expr;
  readonly superType?: TypeRef;
  readonly implements: readonly TypeRef[];
  readonly isAbstract: boolean;
  readonly members: readonly ClassMember[];
  /** `constructor(private readonly db: Database)`: the parameter is a field too. */
  readonly parameterProperties: readonly {
    readonly name: string;
    readonly index: number;
    readonly type?: TypeRef;
  }[];
  readonly decorators: readonly Expr[];
  /** Static blocks, each as a function. */
  readonly staticBlocks: readonly FunctionId[];
  /** The function in which the class is declared. */
  readonly parent: FunctionId;
}

/** A type as far as it names something. What is not one of these is left out (no `TypeRef` at all). */
export type TypeRef =
  /** `Container`, `cosmos.Container`, `Promise<X>`, `X[]` as `Array<X>`; primitive keywords under their own name. */
  | {
      readonly t: "name";
      readonly name: string;
      /** Binding of the first part of the name, where the file binds it (import, class, interface, alias). */
      readonly binding?: BindingId;
      readonly args: readonly TypeRef[];
    }
  | { readonly t: "union"; readonly of: readonly TypeRef[] }
  | { readonly t: "intersection"; readonly of: readonly TypeRef[] }
  | { readonly t: "object"; readonly members: readonly TypeMember[] }
  | {
      readonly t: "function";
      readonly params: readonly (TypeRef | undefined)[];
      readonly returns?: TypeRef;
    }
  /** `typeof x` as a type. */
  | {
      readonly t: "typeof";
      readonly name: string;
      readonly binding?: BindingId;
    };

export interface TypeMember {
  readonly name: string;
  /** A method's type is a `function`. */
  readonly type?: TypeRef;
}

export type BindingKind =
  | "import"
  | "const"
  | "let"
  | "var"
  | "function"
  | "class"
  | "param"
  | "catch"
  | "interface"
  | "alias"
  | "enum"
  | "namespace";

export interface Binding {
  readonly id: BindingId;
  readonly name: string;
  readonly kind: BindingKind;
  /** The function whose scope (or a block of it) declares it; 0 = module level. */
  readonly owner: FunctionId;
  /** Offset of the declared name. */
  readonly start: number;
  /** `import x from "m"`: imported "default"; `import * as x`: "*"; `import x = require("m")`: "=". */
  readonly imported?: {
    readonly source: string;
    readonly name: string;
    readonly typeOnly: boolean;
  };
  /** Declared type of a variable. */
  readonly type?: TypeRef;
  readonly interface?: {
    readonly extends: readonly TypeRef[];
    readonly members: readonly TypeMember[];
  };
  /** What a type alias stands for. */
  readonly alias?: TypeRef;
  readonly enumMembers?: readonly {
    readonly name: string;
    readonly value?: string | number;
  }[];
}

export type ExportIr =
  | { readonly kind: "binding"; readonly binding: BindingId }
  | { readonly kind: "expr"; readonly expr: Expr }
  /** `export { name } from "source"`; name "*" for `export * as ns from`. */
  | { readonly kind: "from"; readonly source: string; readonly name: string };

export interface FileIr {
  readonly path: string;
  readonly functions: readonly FunctionIr[];
  readonly classes: readonly ClassIr[];
  readonly bindings: readonly Binding[];
  /** By exported name; `default` and, for `export = x`, "=". CommonJS exports are ordinary assignments in function 0. */
  readonly exports: Readonly<Record<string, ExportIr>>;
  /** Sources of `export * from`. */
  readonly starExports: readonly string[];
  /** Every module specifier in the text that is a constant (import, export from, import(), require()). */
  readonly sources: readonly string[];
  /** Offset of the first character of each line. */
  readonly lineStarts: readonly number[];
  /** Bindings of `module`, `exports` and `require` are globals; true when the file assigns to `module.exports` or `exports.x`. */
  readonly isCommonJs: boolean;
}

/** 1-based line and 0-based column of an offset. */
export function positionAt(
  file: Pick<FileIr, "lineStarts">,
  offset: number,
): { line: number; column: number } {
  const starts = file.lineStarts;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) };
}
