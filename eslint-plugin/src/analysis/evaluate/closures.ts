/** Functions and classes as values. */
import type { FunctionId } from "../ir.ts";
import {
  keyOf,
  of,
  UNSEEN,
  type ClassRef,
  type Env,
  type Value,
} from "../values/index.ts";
import type { Frame, Machine } from "./machine.ts";

export function closureIn(env: Env, id: FunctionId, self?: Value): Value {
  const fn = env.file.functions[id];
  if (!fn) return UNSEEN;
  const closure = { file: env.file, fn, env, self };
  return of({
    t: "function",
    key: `f${env.file.path}#${id}@${env.id}`,
    closure,
  });
}

export function closureValue(m: Machine, frame: Frame, id: FunctionId): Value {
  const value = closureIn(frame.env, id);
  const atom = value.atoms[0];
  if (atom?.t === "function") m.noteClosure(atom.closure);
  return value;
}

/**
 * What a function sees in the scopes around it, below the module's. Two closures of one function that see the same
 * do the same: a function that runs once for its caller and once for its types makes each of its closures twice.
 */
export function scopeKey(scope: Env): string {
  let key = "";
  for (let env: Env = scope; env.parent; env = env.parent) {
    const vars = [...env.vars].map(
      ([id, value]) => `${id}=${keyOf(withoutScope(value, env))}`,
    );
    key += `${env.fn.id}^${keyOf(env.self)}{${vars.sort().join()}}`;
  }
  return key;
}

/** Functions that are made in this scope, and calls that are left out in it, are known by what they are, not by the scope. */
function withoutScope(value: Value, scope: Env): Value {
  const leftOut = value.leftOut?.map((one) =>
    one.scope === scope.id ? { ...one, key: one.place } : one,
  );
  const isOwn = (atom: Value["atoms"][number]): boolean =>
    atom.t === "function" &&
    atom.closure.env === scope &&
    atom.closure.boundArgs === undefined &&
    atom.closure.self === undefined;
  if (!leftOut && !value.atoms.some(isOwn)) return value;
  return {
    ...value,
    leftOut,
    atoms: value.atoms.map((atom) =>
      atom.t === "function" && isOwn(atom)
        ? { ...atom, key: `f#${atom.closure.fn.id}` }
        : atom,
    ),
  };
}

function classRefIn(env: Env, id: number): ClassRef | undefined {
  const ir = env.file.classes[id];
  return ir && { file: env.file, ir, env };
}

export function classAtom(cls: ClassRef): Value {
  return of({
    t: "class",
    key: `k${cls.file.path}#${cls.ir.id}@${cls.env.id}`,
    cls,
  });
}

export function classValue(frame: Frame, id: number): Value {
  const cls = classRefIn(frame.env, id);
  return cls ? classAtom(cls) : UNSEEN;
}

/** The pseudo-binding that holds `module.exports` in a module's scope. */
export const EXPORTS = -1;
