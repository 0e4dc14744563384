/** What the lowering of one file knows while it runs. */
import type {
  BindingId,
  ClassId,
  ClassIr,
  ExportIr,
  Expr,
  FunctionId,
  FunctionIr,
  Stmt,
} from "../ir.ts";
import { Bindings, Scope } from "./scope.ts";
import type { Node, Nodes } from "./tree.ts";

/** A list that is empty in most nodes; shared, so that it costs nothing. */
export const none: readonly never[] = Object.freeze([]);

/** Longest text that is kept of a string. */
const maxText = 200;

/** What is being collected of a function while its body is lowered. */
export interface OpenFunction {
  readonly id: FunctionId;
  readonly isArrow: boolean;
  /** The function whose `this` it shares: set for an arrow outside a field initialiser. */
  readonly sharesThisWith: OpenFunction | undefined;
  /** The function around it. */
  readonly parent: OpenFunction | undefined;
  /** The scope of its parameters and body. */
  scope: Scope;
  readonly hoisted: { binding: BindingId; fn: FunctionId }[];
  argumentsBinding: BindingId | undefined;
  writesBindings: Set<BindingId> | undefined;
  writesFields: Set<string> | undefined;
}

/**
 * What lowers any node of its kind. It is handed to the context, through which the files call each other: syntax
 * is recursive, imports are not.
 */
export interface Lowerings {
  readonly expression: (context: Context, node: Node) => Expr;
  /** An expression, with the name that an unnamed function or class in it takes from where it is put. */
  readonly named: (
    context: Context,
    node: Node,
    name: string,
    nameStart: number,
  ) => Expr;
  readonly statement: (context: Context, node: Node, into: Stmt[]) => void;
  /** The names that the statements declare are declared before. */
  readonly statements: (context: Context, nodes: Nodes) => readonly Stmt[];
}

export class Context {
  readonly text: string;
  readonly lower: Lowerings;
  /** `.d.ts` and the like: nothing in it has a value. */
  readonly isDeclarationFile: boolean;
  readonly bindings = new Bindings();
  readonly functions: FunctionIr[] = [];
  readonly classes: ClassIr[] = [];
  readonly exports: Record<string, ExportIr> = Object.create(null);
  readonly starExports: string[] = [];
  readonly sources = new Set<string>();
  /** Functions that have a body, or a signature that stands for one: further signatures are dropped. */
  readonly implemented = new Set<BindingId>();
  isCommonJs = false;
  fn: OpenFunction;
  scope: Scope;
  /** The class whose field initialiser is being lowered, for the `this` of arrows in it. */
  fieldOf: ClassId | undefined;
  /** Made for `import("m").Name` in a type, by source and name. */
  readonly typeImports = new Map<string, BindingId>();
  readonly #texts = new Map<string, string>();

  constructor(path: string, text: string, lower: Lowerings) {
    this.text = text;
    this.lower = lower;
    this.isDeclarationFile = /\.d\.[cm]?ts$/.test(path);
    this.scope = new Scope(undefined, 0);
    this.fn = {
      id: 0,
      isArrow: false,
      sharesThisWith: undefined,
      parent: undefined,
      scope: this.scope,
      hoisted: [],
      argumentsBinding: undefined,
      writesBindings: undefined,
      writesFields: undefined,
    };
  }

  /** The same text, shortened, once for the file, and without its hold on the file's text. */
  keep(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const own = detached(text.length > maxText ? text.slice(0, maxText) : text);
    this.#texts.set(own, own);
    return own;
  }

  /** Runs `work` in a scope inside the current one. */
  inScope<T>(work: () => T): T {
    const outer = this.scope;
    this.scope = new Scope(outer, this.fn.id);
    try {
      return work();
    } finally {
      this.scope = outer;
    }
  }
}

/**
 * A copy of the text. V8 makes a slice of 13 characters and more a pointer into the whole: one name would keep the
 * file's text alive. A property's key is always a string of its own.
 */
function detached(text: string): string {
  if (text.length < 13) return text;
  for (const key in { [text]: true }) return key;
  return text;
}

/**
 * The list with no room behind it. A list that grew by `push` has room for 17 elements from the first on, and
 * most lists of a program are shorter; this halves what is held of a file.
 */
export function exact<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? none : list.slice();
}
