/** What the lowering of one file knows while it runs. */
import type {
  BindingId,
  ClassId,
  ClassIr,
  ExportIr,
  FunctionId,
  FunctionIr,
} from "../ir.ts";
import { Bindings, Scope } from "./scope.ts";

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

export class Context {
  readonly text: string;
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
  readonly #names: Record<string, string> = Object.create(null);

  constructor(path: string, text: string) {
    this.text = text;
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

  /**
   * The same text, shortened and without its hold on the file's text: a parser's names are slices of it, and
   * one slice keeps the whole alive. A property's key is always a copy of its own.
   */
  keep(text: string): string {
    const short = text.length > maxText ? text.slice(0, maxText) : text;
    return (this.#names[short] ??= short);
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
