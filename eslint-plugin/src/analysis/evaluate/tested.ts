/** Values that a function looks at before it goes on: `if (!token) return`, `token === undefined ? … : …`. */
import type { Expr, FunctionIr } from "../ir.ts";
import { walkStatement } from "./walk.ts";

const known = new WeakMap<FunctionIr, ReadonlySet<string>>();

/** The function tests this variable or property somewhere; whoever does knows that it need not be there. */
export function isTested(fn: FunctionIr, expr: Expr | undefined): boolean {
  const name = expr && nameOf(expr);
  if (name === undefined) return false;
  let tested = known.get(fn);
  if (!tested) {
    tested = testedIn(fn);
    known.set(fn, tested);
  }
  return tested.has(name);
}

/** The function compares something with the text `undefined`: it knows what `String(x)` may give. */
export function looksForUndefinedText(fn: FunctionIr): boolean {
  let looks = false;
  const visit = (expr: Expr): void => {
    if (expr.k !== "operator") return;
    const { operands } = expr;
    // `typeof x === "undefined"` asks for something else.
    looks ||=
      operands.some((one) => one.k === "lit" && one.value === "undefined") &&
      !operands.some((one) => one.k === "operator");
  };
  for (const statement of fn.body) walkStatement(statement, visit);
  return looks;
}

function testedIn(fn: FunctionIr): ReadonlySet<string> {
  const found = new Set<string>();
  const note = (expr: Expr): void => {
    const name = nameOf(expr);
    if (name !== undefined) found.add(name);
  };
  const visit = (expr: Expr): void => {
    if (expr.k === "operator") expr.operands.forEach(note);
    else if (expr.k === "logical") note(expr.left);
    else if (expr.k === "conditional") note(expr.test);
  };
  for (const statement of fn.body)
    walkStatement(statement, visit, undefined, note);
  return found;
}

/** `token`, `message.applicationProperties.token`: what the text calls the value. */
function nameOf(expr: Expr): string | undefined {
  switch (expr.k) {
    case "ref":
      return expr.binding === undefined ? undefined : String(expr.binding);
    case "member": {
      const object = nameOf(expr.object);
      return object === undefined || expr.name === undefined
        ? undefined
        : `${object}.${expr.name}`;
    }
    case "cast":
    case "await":
      return nameOf(expr.value);
    default:
      return undefined;
  }
}
