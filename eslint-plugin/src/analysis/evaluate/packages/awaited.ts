/** Listeners that a flow waits for: they settle a promise that it made. */
import { LISTENING_METHODS } from "../../../sdk/callbacks.ts";
import type { CallExpr, Expr, FileIr, FunctionIr, Ref } from "../../ir.ts";
import type { Frame, Machine } from "../machine.ts";
import { isResolve } from "../natives/promises.ts";
import { walkStatement } from "../walk.ts";

const known = new WeakMap<FunctionIr, readonly Ref[]>();

/**
 * Case: new Promise((resolve) => stream.on("data", handle).on("end", resolve))
 *
 * Who listens for the end of something waits for all of it: what the other listeners of this function do is part of the
 * flow, too.
 */
export function isAwaitedListener(
  m: Machine,
  frame: Frame,
  name: string,
): boolean {
  if (!LISTENING_METHODS.has(name)) return false;
  return settlers(frame).some((ref) => isResolve(m.expr(frame, ref)));
}

/** Parameters that listeners given in this function call, or are. */
function settlers({ file, fn }: Frame): readonly Ref[] {
  let found = known.get(fn);
  if (!found) known.set(fn, (found = findSettlers(file, fn)));
  return found;
}

function findSettlers(file: FileIr, fn: FunctionIr): readonly Ref[] {
  const found = new Map<number, Ref>();
  const collect = (expr: Expr): void => {
    if (expr.k === "function") {
      const inner = file.functions[expr.id];
      for (const one of inner?.body ?? []) walkStatement(one, collect);
    } else if (expr.k === "ref" && expr.binding !== undefined) {
      const binding = file.bindings[expr.binding];
      if (binding?.kind === "param" && isAround(file, fn, binding.owner))
        found.set(expr.binding, expr);
    }
  };
  const visit = (expr: Expr): void => {
    if (expr.k !== "call" || !isListening(expr)) return;
    for (const arg of expr.args) collect(arg);
  };
  for (const statement of fn.body) walkStatement(statement, visit);
  return [...found.values()];
}

function isListening({ callee }: CallExpr): boolean {
  return (
    callee.k === "member" &&
    callee.name !== undefined &&
    LISTENING_METHODS.has(callee.name)
  );
}

/** The function itself, or one around it. */
function isAround(file: FileIr, fn: FunctionIr, owner: number): boolean {
  let at: FunctionIr | undefined = fn;
  while (at && at.id !== owner)
    at = at.parent === undefined ? undefined : file.functions[at.parent];
  return at !== undefined;
}
