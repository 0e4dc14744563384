/** Functions and classes as values. */
import type { FunctionId } from "../ir.ts";
import {
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
