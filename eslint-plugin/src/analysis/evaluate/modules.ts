/**
 * Modules: what their bindings and exports are. A statement at module level runs when something that it
 * gives a value to is asked for, and once; functions that assign a module's variables run with it.
 */
import type { Binding, BindingId, Expr, FileIr, FunctionIr } from "../ir.ts";
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  constant,
  isUndefined,
  join,
  of,
  ofObject,
  type Closure,
  type Env,
  type Value,
} from "../values/index.ts";
import { external } from "./packages/externals.ts";
import { EventList } from "./events.ts";
import { refine } from "./expressions.ts";
import { hoist } from "./invoke.ts";
import type { FlowContext, Frame, Machine } from "./machine.ts";
import { EXPORTS } from "./closures.ts";
import { orUndo } from "./orUndo.ts";
import { runDecorators } from "./classes/ownDecorators.ts";
import { runStatement } from "./statements.ts";
import { boundIn, patternExprs, walkStatement } from "./walk.ts";

interface ModuleState {
  readonly file: FileIr;
  readonly env: Env;
  readonly frame: Frame;
  /** Statements that give a binding its value, or change what it holds. */
  readonly statements: ReadonlyMap<BindingId, readonly number[]>;
  readonly ran: Set<number>;
  /** Begun and not ended: what they do is not done yet. */
  readonly running: Set<number>;
  /** Asked for by a statement before them. */
  readonly awaited: Set<number>;
  /** Functions that assign a binding. */
  readonly writers: ReadonlyMap<BindingId, readonly FunctionIr[]>;
  readonly asked: Set<BindingId>;
}

/** Runs a part of some work as a query of its own; `false`: there are no steps for more. */
export type Piece = (part: () => void) => boolean;

const WHOLE: Piece = (part) => (part(), true);

export class Modules {
  readonly #states = new Map<string, ModuleState | undefined>();
  readonly #m: Machine;

  constructor(m: Machine) {
    this.#m = m;
  }

  env(path: string): Env | undefined {
    return this.#state(path)?.env;
  }

  frame(path: string): Frame | undefined {
    return this.#state(path)?.frame;
  }

  /**
   * Runs every statement at module level that has not run. Those that give a binding its value follow all that they
   * call; `flow` says what the others follow.
   */
  runAll(path: string, flow: FlowContext, piece = WHOLE): void {
    const state = this.#state(path);
    if (!state) return;
    const other = Object.create(state.frame, {
      flow: { value: flow },
    }) as Frame;
    for (const [index, { k }] of state.file.functions[0]?.body.entries() ?? [])
      if (
        !state.ran.has(index) &&
        !piece(() => {
          const isWhole =
            k === "declare" || k === "class" || state.awaited.has(index);
          this.#run(state, index, isWhole ? state.frame : other);
        })
      )
        return;
  }

  value(file: FileIr, id: BindingId, flow: FlowContext): Value {
    const state = this.#state(file.path);
    const binding = file.bindings[id];
    if (!state || !binding) return UNSEEN;
    if (binding.imported && !state.env.vars.has(id)) {
      const { source, name } = binding.imported;
      state.env.vars.set(id, NOTHING);
      const imported = orUndo(
        () => this.imported(file, source, name, flow),
        () => state.env.vars.delete(id),
      );
      state.env.vars.set(id, imported);
    }
    if (binding.enumMembers && !state.env.vars.has(id)) {
      const obj = this.#m.newObject("literal", { isShared: true });
      for (const member of binding.enumMembers)
        obj.fields.set(
          member.name,
          member.value === undefined ? UNSEEN : constant(member.value),
        );
      state.env.vars.set(id, ofObject(obj));
    }
    this.#settle(state, id, flow);
    const value = state.env.vars.get(id) ?? NOTHING;
    // Case: const container: Container | undefined = undefined;
    const type = isEmptyConstant(state, binding) ? undefined : binding.type;
    if (type && (value === NOTHING || value.atoms.every(isUndefined)))
      return join(value, this.#m.typed(type, file));
    if (type)
      return refine(this.#m, state.frame, value, () =>
        this.#m.typed(type, file),
      );
    return value === NOTHING ? UNSEEN : value;
  }

  exported(path: string, name: string, flow: FlowContext): Value {
    return this.#exported(path, name, flow, new Set()) ?? UNSEEN;
  }

  imported(
    file: FileIr,
    source: string,
    name: string,
    flow: FlowContext,
  ): Value {
    const target = this.#m.project.resolve(file.path, source);
    if (target.kind === "missing") return UNSEEN;
    if (target.kind === "external")
      return external(
        target.package,
        name === "*" || name === "=" || name === "default" ? [] : [name],
      );
    const state = this.#state(target.path);
    if (!state) return UNSEEN;
    const hasEsExports =
      Object.keys(state.file.exports).length > 0 ||
      state.file.starExports.length > 0;
    if (name === "*" || name === "=") {
      if (state.file.exports["="]) return this.exported(target.path, "=", flow);
      return hasEsExports || !state.file.isCommonJs
        ? of({ t: "module", key: `mod:${target.path}`, path: target.path })
        : this.#commonJs(state, flow);
    }
    if (
      name === "default" &&
      !state.file.exports.default &&
      state.file.exports["="]
    )
      return this.exported(target.path, "=", flow);
    return this.exported(target.path, name, flow);
  }

  #exported(
    path: string,
    name: string,
    flow: FlowContext,
    seen: Set<string>,
  ): Value | undefined {
    if (seen.has(path)) return undefined;
    seen.add(path);
    const state = this.#state(path);
    if (!state) return undefined;
    const { file } = state;
    const entry = Object.hasOwn(file.exports, name)
      ? file.exports[name]
      : undefined;
    if (entry?.kind === "binding") return this.value(file, entry.binding, flow);
    if (entry?.kind === "expr")
      return this.#exportedExpr(state, name, entry.expr);
    if (entry?.kind === "from")
      return this.imported(file, entry.source, entry.name, flow);
    if (name !== "default")
      for (const source of file.starExports) {
        const target = this.#m.project.resolve(path, source);
        if (target.kind === "external") return external(target.package, [name]);
        if (target.kind !== "file") continue;
        const value = this.#exported(target.path, name, flow, seen);
        if (value) return value;
      }
    if (!file.isCommonJs) return undefined;
    const exports = this.#commonJs(state, flow);
    if (name === "default") {
      const inside = this.#m.member(state.frame, exports, "default");
      return inside.atoms.some((atom) => !isUndefined(atom)) ? inside : exports;
    }
    return this.#m.member(state.frame, exports, name);
  }

  #exportedExpr(
    state: ModuleState,
    name: string,
    expr: Parameters<Machine["expr"]>[1],
  ): Value {
    const id = -100 - [...Object.keys(state.file.exports)].indexOf(name);
    const known = state.env.vars.get(id);
    if (known) return known;
    state.env.vars.set(id, NOTHING);
    const value = orUndo(
      () => this.#m.expr(state.frame, expr),
      () => state.env.vars.delete(id),
    );
    state.env.vars.set(id, value);
    return value;
  }

  #commonJs(state: ModuleState, flow: FlowContext): Value {
    this.#settle(state, EXPORTS, flow);
    return state.env.vars.get(EXPORTS) ?? UNSEEN;
  }

  #settle(state: ModuleState, id: BindingId, flow: FlowContext): void {
    if (state.asked.has(id)) return;
    state.asked.add(id);
    orUndo(
      () => {
        const all = state.statements.get(id) ?? [];
        // While a statement runs, those behind it have not: a namespace that both use is as it is at the first of them.
        const at = [...state.running].at(-1) ?? Infinity;
        const later = all.filter((index) => index > at);
        // Case: handlers.processMessage = …, and behind it receiver.subscribe(handlers)
        for (const index of later) state.awaited.add(index);
        if (later.length > 0 || all.includes(at)) state.asked.delete(id);
        for (const index of all) if (index < at) this.#run(state, index);
        for (const fn of state.writers.get(id) ?? []) {
          const closure = this.closureOf(state.file, fn);
          if (closure) this.#m.runGeneric(closure, closure.self, flow);
          runDecorators(this.#m, state.file, fn);
        }
      },
      () => state.asked.delete(id),
    );
  }

  /** A function of the file as a value, in a scope whose unseen parts are unseen. */
  closureOf(file: FileIr, fn: FunctionIr): Closure | undefined {
    const env = this.scopeOf(file, fn);
    if (!env) return undefined;
    const ir = fn.owner === undefined ? undefined : file.classes[fn.owner];
    const cls = ir && this.#m.classAt(file, ir);
    if (!cls) return { file, fn, env };
    const isStatic = cls.ir.members.some(
      (member) => member.fn === fn.id && member.isStatic,
    );
    const self = isStatic
      ? of({ t: "class", key: `k${file.path}#${cls.ir.id}@${cls.env.id}`, cls })
      : this.#m.instanceOf(cls);
    return { file, fn, env, self, home: cls };
  }

  /** The scope in which a function stands: the module's, or that of the function around it, run on its types. */
  scopeOf(file: FileIr, fn: FunctionIr): Env | undefined {
    const module = this.env(file.path);
    const parent =
      fn.parent === undefined || fn.parent === 0
        ? undefined
        : file.functions[fn.parent];
    if (!parent || !module) return module;
    return this.#m.genericEnv(file, parent);
  }

  #run(state: ModuleState, index: number, frame = state.frame): void {
    if (state.ran.has(index)) return;
    state.ran.add(index);
    const statement = state.file.functions[0]?.body[index];
    if (!statement) return;
    state.running.add(index);
    orUndo(
      () => {
        runStatement(this.#m, frame, statement);
      },
      () => {
        state.ran.delete(index);
        state.running.delete(index);
      },
    );
    state.running.delete(index);
  }

  #state(path: string): ModuleState | undefined {
    if (this.#states.has(path)) return this.#states.get(path);
    this.#states.set(path, undefined);
    const file = this.#m.project.ir(path);
    const fn = file?.functions[0];
    if (!file || !fn) return undefined;
    const env: Env = {
      id: this.#m.nextId(),
      file,
      fn,
      vars: new Map(),
      self: UNDEFINED,
    };
    hoist(env, fn);
    if (file.isCommonJs) {
      const obj = this.#m.newObject("literal", { isShared: true });
      env.vars.set(EXPORTS, ofObject(obj));
    }
    const frame: Frame = {
      env,
      file,
      fn,
      flow: { mode: "flow", isVerified: false, isAmbient: false },
      events: new EventList(),
      depth: 0,
      firstObj: 0,
      returned: NOTHING,
      yielded: NOTHING,
      branches: 0,
      lowestChanged: Infinity,
      changes: 0,
      leftOut: 0,
    };
    const state = {
      file,
      env,
      frame,
      statements: statementsByBinding(file),
      ran: new Set<number>(),
      running: new Set<number>(),
      awaited: new Set<number>(),
      writers: writersByBinding(file),
      asked: new Set<number>(),
    };
    this.#states.set(path, state);
    return state;
  }
}

function statementsByBinding(file: FileIr): Map<BindingId, number[]> {
  const found = new Map<BindingId, number[]>();
  const note = (id: BindingId, index: number): void => {
    const list = found.get(id);
    if (!list) found.set(id, [index]);
    else if (list[list.length - 1] !== index) list.push(index);
  };
  file.functions[0]?.body.forEach((statement, index) => {
    if (statement.k === "class") note(statement.binding, index);
    walkStatement(
      statement,
      (expr) => {
        if (expr.k === "assign") {
          for (const id of boundIn(expr.target)) note(id, index);
          for (const target of patternExprs(expr.target)) noteRoot(target);
          if (expr.target.k === "ref" && expr.target.binding === undefined)
            noteRoot(expr.target);
        }
        // Case: registry.set("orders", handler), Object.assign(exports, …), __exportStar(require("…"), exports)
        if (expr.k === "call") {
          if (expr.callee.k === "member") noteRoot(expr.callee.object);
          for (const arg of expr.args) if (arg.k === "ref") noteRoot(arg);
          // Case: Object.assign(Orders.prototype, consumer, { … })
          const [first] = expr.args;
          if (first?.k === "member" && isOfObject(expr.callee)) noteRoot(first);
        }
      },
      (pattern) => {
        for (const id of boundIn(pattern)) note(id, index);
      },
    );
    function noteRoot(expr: Parameters<typeof rootOf>[0]): void {
      const root = rootOf(expr);
      if (root !== undefined) note(root, index);
    }
  });
  return found;
}

/** `Object.assign`, `Object.defineProperty` */
function isOfObject(callee: Expr): boolean {
  return (
    callee.k === "member" &&
    callee.object.k === "ref" &&
    callee.object.name === "Object"
  );
}

/** The binding at the bottom of `a.b.c`; `EXPORTS` for `exports` and `module.exports`. */
function rootOf(expr: { readonly k: string }): BindingId | undefined {
  let at = expr as {
    k: string;
    object?: typeof at;
    name?: string;
    binding?: BindingId;
  };
  while (at.k === "member" && at.object) at = at.object;
  if (at.k !== "ref") return undefined;
  if (at.binding !== undefined) return at.binding;
  return at.name === "exports" || at.name === "module" ? EXPORTS : undefined;
}

function writersByBinding(file: FileIr): Map<BindingId, FunctionIr[]> {
  const found = new Map<BindingId, FunctionIr[]>();
  for (const fn of file.functions) {
    if (fn.id === 0) continue;
    for (const id of fn.writesBindings) {
      const list = found.get(id);
      if (list) list.push(fn);
      else found.set(id, [fn]);
    }
  }
  return found;
}

/** Its type says what it could hold, and it never does. */
function isEmptyConstant(
  { file, statements }: ModuleState,
  { id, kind }: Binding,
): boolean {
  if (kind !== "const") return false;
  const [index] = statements.get(id) ?? [];
  const statement =
    index === undefined ? undefined : file.functions[0]?.body[index];
  if (statement?.k !== "declare" || statement.target.k !== "ref") return false;
  const { init } = statement;
  return (
    (init?.k === "lit" && (init.value ?? undefined) === undefined) ||
    (init?.k === "ref" &&
      init.binding === undefined &&
      init.name === "undefined")
  );
}
