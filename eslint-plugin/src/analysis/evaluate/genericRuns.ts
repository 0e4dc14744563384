/** Functions that are run without a caller: their parameters are known by types, defaults and the callers in sight. */
import type { FileIr, FunctionIr } from "../ir.ts";
import {
  UNSEEN,
  keyOf,
  type Closure,
  type Env,
  type Value,
} from "../values/index.ts";
import type { Callers } from "./callers.ts";
import { activate } from "./invoke.ts";
import type { Args, FlowContext, Machine } from "./machine.ts";
import type { Modules } from "./modules.ts";
import { orUndo } from "./orUndo.ts";

const FLOW: FlowContext = { mode: "flow", isVerified: false, isAmbient: false };
/** Such a function counts as lying so many calls below a handler. */
const DEPTH = 6;

export class GenericRuns {
  readonly #m: Machine;
  readonly #callers: Callers;
  readonly #modules: Modules;
  readonly #results = new Map<string, Value>();
  readonly #envs = new Map<string, Env | undefined>();

  constructor(m: Machine, callers: Callers, modules: Modules) {
    this.#m = m;
    this.#callers = callers;
    this.#modules = modules;
  }

  args(fn: FunctionIr | undefined, file: FileIr | undefined): Args {
    return fn && file
      ? this.#callers.argsOf(file, fn)
      : { list: [], rest: UNSEEN, exprs: [] };
  }

  /** What the function returns; it is run once for each `self`. */
  run(closure: Closure, self: Value | undefined, flow: FlowContext): Value {
    const { file, fn, env } = closure;
    const key = `${flow.mode}${file.path}#${fn.id}@${env.id}^${self ? keyOf(self) : ""}`;
    const known = this.#results.get(key);
    if (known) return known;
    this.#results.set(key, UNSEEN);
    const frame = orUndo(
      () => activate(this.#m, closure, self, this.args(fn, file), flow, DEPTH),
      () => {
        this.#results.delete(key);
        this.#m.takeCut();
      },
    );
    this.#results.set(key, frame.returned);
    return frame.returned;
  }

  /** The scope of the function after it was run; that of its module where its closure is not known. */
  env(file: FileIr, fn: FunctionIr): Env | undefined {
    const key = `${file.path}#${fn.id}`;
    if (this.#envs.has(key)) return this.#envs.get(key);
    this.#envs.set(key, this.#modules.env(file.path));
    return orUndo(
      () => {
        const closure = this.#modules.closureOf(file, fn);
        if (!closure) return undefined;
        const args = this.args(fn, file);
        const frame = activate(
          this.#m,
          closure,
          closure.self,
          args,
          FLOW,
          DEPTH,
        );
        this.#envs.set(key, frame.env);
        return frame.env;
      },
      () => {
        this.#envs.delete(key);
        this.#m.takeCut();
      },
    );
  }
}
