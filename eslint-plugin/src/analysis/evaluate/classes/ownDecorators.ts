/**
 * Decorators of the code base that fill a registry. They run when what they fill is asked for: whoever asks has
 * imported the decorated classes, and nothing else asks for those.
 *
 *     export const Handles = (type: string) => (target: object, method: string) =>
 *       registry.set(type, { target, method });
 */
import type { Expr, FileIr, FunctionIr } from "../../ir.ts";
import {
  UNDEFINED,
  constant,
  ofObject,
  type ClassRef,
} from "../../values/index.ts";
import { classAtom } from "../closures.ts";
import { argsOf, type Frame, type Machine } from "../machine.ts";

/** More classes than this in one project are not decorated for one registry. */
const MAX_CLASSES = 200;

/** Runs the decorator that `writer` is, or is a part of, on all that it decorates. */
export function runDecorators(
  m: Machine,
  file: FileIr,
  writer: FunctionIr,
): void {
  const decorator = outermost(file, writer);
  if (decorator.name === "" || !mayDecorate(decorator, writer)) return;
  const files = m.project.filesUsing(decorator.name, "decorator");
  let count = 0;
  for (const path of files) {
    const other = m.project.ir(path);
    for (const ir of other?.classes ?? []) {
      if (!other || ++count > MAX_CLASSES) return;
      const cls = m.classAt(other, ir);
      if (cls) decorate(m, cls, file, decorator);
    }
  }
}

function outermost(file: FileIr, fn: FunctionIr): FunctionIr {
  let at = fn;
  while (at.parent !== undefined && at.parent !== 0) {
    const parent = file.functions[at.parent];
    if (!parent) break;
    at = parent;
  }
  return at;
}

/** A decorator takes what it decorates; a function that gives one has a function in it. */
function mayDecorate(decorator: FunctionIr, writer: FunctionIr): boolean {
  return decorator.owner === undefined && writer.params.length > 0;
}

function decorate(
  m: Machine,
  cls: ClassRef,
  file: FileIr,
  decorator: FunctionIr,
): void {
  const frame = m.frameAt(cls.env);
  for (const expr of cls.ir.decorators)
    if (isUseOf(m, frame, expr, file, decorator))
      m.callValue(
        frame,
        m.expr(frame, expr),
        UNDEFINED,
        argsOf([classAtom(cls)]),
        { call: undefined },
      );
  for (const member of cls.ir.members)
    for (const expr of member.decorators) {
      if (member.name === undefined) continue;
      if (!isUseOf(m, frame, expr, file, decorator)) continue;
      // The prototype: it has the class's methods, and leads to the class.
      const target = member.isStatic ? classAtom(cls) : m.instanceOf(cls);
      const descriptor = m.newObject("literal", { isShared: true });
      descriptor.fields.set("value", m.member(frame, target, member.name));
      const list = [target, constant(member.name), ofObject(descriptor)];
      m.callValue(frame, m.expr(frame, expr), UNDEFINED, argsOf(list), {
        call: undefined,
      });
    }
}

/** `@Handles("order")`, `@Handles` */
export function isUseOf(
  m: Machine,
  frame: Frame,
  expr: Expr,
  file: FileIr,
  decorator: FunctionIr,
): boolean {
  const callee = expr.k === "call" ? expr.callee : expr;
  return m
    .expr(frame, callee)
    .atoms.some(
      (atom) =>
        atom.t === "function" &&
        atom.closure.file === file &&
        atom.closure.fn === decorator,
    );
}
