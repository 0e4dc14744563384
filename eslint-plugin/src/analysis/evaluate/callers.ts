/** What a function's parameters may be, told by their types, and by the calls of it that are in sight. */
import type { Expr, FileIr, FunctionIr, TypeRef } from "../ir.ts";
import { NOTHING, UNSEEN, join, type Value } from "../values/index.ts";
import type { Args, Machine } from "./machine.ts";
import { orUndo } from "./orUndo.ts";
import { callsIn } from "./walk.ts";

/** More calls than this say nothing about one of them. */
const MAX_CALLS = 12;
const MAX_FILES = 40;
/** Calls of that name, whatever it names. */
const MAX_NAMED = 400;

type CallsIn = ReturnType<typeof callsIn>;

export class Callers {
  readonly #m: Machine;
  readonly #known = new Map<string, Args>();
  readonly #calls = new Map<string, Map<string, CallsIn>>();

  constructor(m: Machine) {
    this.#m = m;
  }

  argsOf(file: FileIr, fn: FunctionIr): Args {
    const key = `${file.path}#${fn.id}`;
    const known = this.#known.get(key);
    if (known) return known;
    this.#known.set(key, { list: [], rest: UNSEEN, exprs: [] });
    const list = orUndo(
      () => this.#listOf(file, fn),
      () => this.#known.delete(key),
    );
    const args: Args = { list, rest: UNSEEN, exprs: [] };
    this.#known.set(key, args);
    return args;
  }

  #listOf(file: FileIr, fn: FunctionIr): Value[] {
    const typed = fn.params.map((param) =>
      param.type ? this.#m.typed(param.type, file) : UNSEEN,
    );
    return fn.params.some((param) => isUntyped(param.type))
      ? this.#withCallers(file, fn, typed)
      : typed;
  }

  /** Constructors and exported functions are called by name; what they are given there is what they may get. */
  #withCallers(file: FileIr, fn: FunctionIr, typed: readonly Value[]): Value[] {
    const isConstructor =
      fn.owner !== undefined &&
      file.classes[fn.owner]?.members.some(
        (one) => one.kind === "constructor" && one.fn === fn.id,
      );
    const name = isConstructor ? file.classes[fn.owner ?? 0]?.name : fn.name;
    if (!name || fn.params.length === 0) return [...typed];
    const seen: Value[] = fn.params.map(() => NOTHING);
    let count = 0;
    let named = 0;
    const files = this.#m.project.filesUsing(
      name,
      isConstructor ? "new" : "call",
    );
    this.#m.step(this.#m.project.searchSteps);
    // A name used all over is called in too many ways, or is the name of many things.
    if (files.length > MAX_FILES) return [...typed];
    for (const path of files) {
      this.#m.step();
      const other = this.#m.project.ir(path);
      if (!other) continue;
      const calls = this.#callsOf(other).get(name) ?? [];
      named += calls.length;
      if (named > MAX_NAMED) return [...typed];
      for (const { call, fn: around } of calls) {
        this.#m.step();
        if (call.isNew !== (isConstructor === true)) continue;
        if (
          !this.#isCallOf(other, call.callee, file, fn, isConstructor === true)
        )
          continue;
        if (++count > MAX_CALLS) return [...typed];
        this.#collect(other, around, call.args, seen);
      }
    }
    return typed.map((value, index) => {
      const given = seen[index] ?? NOTHING;
      return value.atoms.length > 0 || given.atoms.length === 0
        ? value
        : join(given, UNSEEN);
    });
  }

  #callsOf(file: FileIr): ReadonlyMap<string, CallsIn> {
    let calls = this.#calls.get(file.path);
    if (!calls) {
      calls = new Map();
      for (const one of callsIn(file)) {
        const name = nameOf(one.call.callee);
        const list = name === undefined ? undefined : calls.get(name);
        if (list) list.push(one);
        else if (name !== undefined) calls.set(name, [one]);
      }
      this.#calls.set(file.path, calls);
    }
    return calls;
  }

  #isCallOf(
    from: FileIr,
    callee: Expr,
    file: FileIr,
    fn: FunctionIr,
    isConstructor: boolean,
  ): boolean {
    const env = this.#m.moduleEnv(from.path);
    if (!env || !isModuleLevel(from, callee))
      return from === file && callee.k === "ref";
    const frame = this.#m.frameAt(env);
    const value = this.#m.expr(frame, callee);
    return value.atoms.some((atom) =>
      isConstructor
        ? atom.t === "class" &&
          atom.cls.file === file &&
          atom.cls.ir.id === fn.owner
        : atom.t === "function" &&
          atom.closure.file === file &&
          atom.closure.fn === fn,
    );
  }

  #collect(
    file: FileIr,
    around: FunctionIr,
    exprs: readonly Expr[],
    into: Value[],
  ): void {
    const env =
      around.id === 0
        ? this.#m.moduleEnv(file.path)
        : this.#m.genericEnv(file, around);
    if (!env) return;
    const frame = this.#m.frameAt(env);
    exprs.forEach((expr, index) => {
      if (expr.k === "spread" || index >= into.length) return;
      into[index] = join(into[index] ?? NOTHING, this.#m.expr(frame, expr));
    });
  }
}

/** A declared type has said what it can. */
function isUntyped(type: TypeRef | undefined): boolean {
  return (
    type === undefined ||
    (type.t === "name" && (type.name === "any" || type.name === "unknown"))
  );
}

function nameOf(callee: Expr): string | undefined {
  if (callee.k === "ref") return callee.name;
  return callee.k === "member" ? callee.name : undefined;
}

function isModuleLevel(file: FileIr, callee: Expr): boolean {
  let at = callee;
  while (at.k === "member") at = at.object;
  return (
    at.k === "ref" &&
    at.binding !== undefined &&
    file.bindings[at.binding]?.owner === 0
  );
}
