/** Which module-level variables and which fields of `this` a function changes. */
import type { CallExpr, Expr, Pattern } from "../ir.ts";
import type { Context, OpenFunction } from "./context.ts";

/** Methods that put something into the object they are called on. */
const putters = new Set(["add", "push", "set", "splice", "unshift"]);

export function noteWrite(context: Context, target: Pattern): void {
  switch (target.k) {
    case "ref":
      noteBinding(context, target.binding);
      return;
    case "member":
      noteChange(context, target);
      return;
    case "defaultPattern":
      noteWrite(context, target.target);
      return;
    case "objectPattern":
      for (const prop of target.props) noteWrite(context, prop.target);
      if (target.rest) noteWrite(context, target.rest);
      return;
    case "arrayPattern":
      for (const element of target.elements) {
        if (element) noteWrite(context, element);
      }
      if (target.rest) noteWrite(context, target.rest);
      return;
  }
}

export function noteCall(context: Context, call: CallExpr): void {
  const callee = call.callee;
  if (callee.k !== "member" || callee.name === undefined) return;
  if (putters.has(callee.name)) {
    noteChange(context, callee.object);
    return;
  }
  if (callee.name !== "assign" && callee.name !== "defineProperty") return;
  const owner = callee.object;
  if (owner.k !== "ref" || owner.name !== "Object") return;
  const target = call.args[0];
  if (!target || owner.binding !== undefined) return;
  if (target.k === "this") noteFieldsPutOnThis(context, call);
  else noteChange(context, target);
  if (isExports(target)) context.isCommonJs = true;
}

/** `Object.assign(this, { a })`, `Object.defineProperty(this, "a", …)`. */
function noteFieldsPutOnThis(context: Context, call: CallExpr): void {
  for (let i = 1; i < call.args.length; i++) {
    const arg = call.args[i]!;
    if (arg.k === "lit" && i === 1 && typeof arg.value === "string") {
      noteField(context, arg.value);
    }
    if (arg.k !== "object") continue;
    if (call.callee.k === "member" && call.callee.name !== "assign") continue;
    for (const prop of arg.props) {
      if (prop.kind !== "spread" && prop.name !== undefined) {
        noteField(context, prop.name);
      }
    }
  }
}

/** The object itself, or something that it holds, changes. */
function noteChange(context: Context, changed: Expr): void {
  let at = changed;
  for (;;) {
    if (at.k === "cast") {
      at = at.value;
    } else if (at.k === "member") {
      // Case: (this as Mutable).x = 1
      let owner = at.object;
      while (owner.k === "cast") owner = owner.value;
      if (owner.k === "this") {
        if (at.name !== undefined) noteField(context, at.name);
        return;
      }
      if (isExports(at) || isExports(at.object)) context.isCommonJs = true;
      at = at.object;
    } else {
      if (at.k === "ref") noteBinding(context, at.binding);
      return;
    }
  }
}

/** `exports`, `module.exports`. */
function isExports(value: Expr): boolean {
  if (value.k === "ref") {
    return value.name === "exports" && value.binding === undefined;
  }
  return (
    value.k === "member" &&
    value.name === "exports" &&
    value.object.k === "ref" &&
    value.object.name === "module" &&
    value.object.binding === undefined
  );
}

function noteBinding(context: Context, binding: number | undefined): void {
  if (binding === undefined) return;
  if (context.bindings.all[binding]!.owner !== 0) return;
  (context.fn.writesBindings ??= new Set()).add(binding);
}

function noteField(context: Context, name: string): void {
  let at: OpenFunction | undefined = context.fn;
  for (; at; at = at.sharesThisWith) (at.writesFields ??= new Set()).add(name);
}
