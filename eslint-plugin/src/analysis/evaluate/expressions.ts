/** What an expression may be. Relies on bound names; never throws but for the budget. */
import type { Expr, ObjectExpr } from "../ir.ts";
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  UNSEEN,
  constant,
  hasLabel,
  isUndefined,
  join,
  of,
  stringsOf,
  textOf,
  withLabels,
  withoutNullish,
  ofObject,
  type ExternalAtom,
  type Label,
  type Value,
} from "../values/index.ts";
import { EXPORTS, classValue, closureValue } from "./closures.ts";
import { computedMember } from "./computed.ts";
import { deepLabels, elementsOf } from "./content.ts";
import { NO_ARGS, type Frame, type Machine } from "./machine.ts";
import { load, ownPath } from "./natives/paths.ts";
import { deleteField, spreadInto } from "./objects.ts";
import { GLOBAL_OBJECT } from "./packages/added.ts";
import { resumed } from "./resumed.ts";
import { isTested } from "./tested.ts";
import { awaited } from "./thenables.ts";

export const TEXT_OF_UNDEFINED: Label = {
  key: "textOfUndefined",
  kind: "textOfUndefined",
};

export function evaluate(m: Machine, frame: Frame, expr: Expr): Value {
  m.step();
  switch (expr.k) {
    case "lit":
      return constant(expr.value);
    case "ref":
      return expr.binding === undefined
        ? globalValue(m, frame, expr.name)
        : m.binding(frame.env, expr.binding, frame.flow);
    case "member": {
      const object = m.expr(frame, expr.object);
      return memberOf(m, frame, expr, object);
    }
    case "call":
      return m.call(frame, expr);
    case "function":
      return closureValue(m, frame, expr.id);
    case "class":
      return classValue(frame, expr.id);
    case "object":
      return objectValue(m, frame, expr);
    case "array": {
      const obj = m.newObject("array", { isShared: isModuleLevel(frame) });
      let index: number | undefined = 0;
      for (const element of expr.elements) {
        if (element.k === "spread") {
          obj.elements = join(
            obj.elements,
            elementsOf(m, frame, m.expr(frame, element.value)),
          );
          index = undefined;
          continue;
        }
        const value = m.expr(frame, element);
        obj.elements = join(obj.elements, value);
        if (index !== undefined && index < 32)
          obj.fields.set(String(index++), value);
      }
      return ofObject(obj);
    }
    case "assign":
      return assignment(m, frame, expr);
    case "conditional": {
      m.expr(frame, expr.test);
      return inBranch(frame, () =>
        join(m.expr(frame, expr.then), m.expr(frame, expr.otherwise)),
      );
    }
    case "logical": {
      const left = m.expr(frame, expr.left);
      const right = inBranch(frame, () => m.expr(frame, expr.right));
      return expr.op === "&&"
        ? join(onlyFalsy(left), right)
        : join(withoutNullish(left), right);
    }
    case "await":
      return awaited(m, frame, expr.value, m.expr(frame, expr.value));
    case "yield": {
      const value = expr.value ? m.expr(frame, expr.value) : UNDEFINED;
      frame.yielded = join(
        frame.yielded,
        expr.delegate ? elementsOf(m, frame, value) : value,
      );
      // Case: co.wrap(function* () { const order = yield load(); … }), and what compilers make of async functions.
      return resumed(m, frame, value, expr.delegate);
    }
    case "this":
      return frame.env.self;
    case "super":
      return frame.env.self;
    case "cast": {
      const value = m.expr(frame, expr.value);
      return refine(m, frame, value, () => m.typed(expr.type, frame.file));
    }
    case "import":
      return load(m, frame, m.expr(frame, expr.source), "*");
    case "delete": {
      if (expr.value.k === "member" && expr.value.name !== undefined)
        deleteField(
          m,
          frame,
          m.expr(frame, expr.value.object),
          expr.value.name,
          expr,
        );
      return PLAIN;
    }
    case "template":
      return template(m, frame, expr.parts, expr.texts, expr.tag);
    case "operator":
      return operator(m, frame, expr.op, expr.operands);
    case "sequence": {
      let last = UNDEFINED;
      for (const part of expr.exprs) last = m.expr(frame, part);
      return last;
    }
    case "spread":
      return m.expr(frame, expr.value);
    case "opaque": {
      for (const part of expr.parts) m.expr(frame, part);
      return PLAIN;
    }
  }
}

export function inBranch<T>(frame: Frame, run: () => T): T {
  frame.branches++;
  try {
    return run();
  } finally {
    frame.branches--;
  }
}

/** A declared type speaks where a value is out of sight. */
export function refine(
  m: Machine,
  frame: Frame,
  value: Value,
  typed: () => Value,
): Value {
  if (!value.unseen || value.atoms.some((atom) => !isUndefined(atom)))
    return value;
  const declared = typed();
  if (declared.atoms.length === 0) return value;
  // A message stays a message whatever type it is given.
  return withLabels(
    join({ ...declared, unseen: declared.unseen }, { ...value, unseen: false }),
    value.labels,
  );
}

function memberOf(
  m: Machine,
  frame: Frame,
  expr: Extract<Expr, { k: "member" }>,
  object: Value,
): Value {
  if (expr.name !== undefined) return m.member(frame, object, expr.name, expr);
  const key = expr.key ? m.expr(frame, expr.key) : UNSEEN;
  return computedMember(m, frame, object, key, expr);
}

function globalValue(m: Machine, frame: Frame, name: string): Value {
  if (name === "undefined") return UNDEFINED;
  if (name === "NaN" || name === "Infinity") return PLAIN;
  if (name === "exports" || name === "module" || name === "require") {
    const exports = name === "exports" ? moduleExports(frame) : undefined;
    if (exports) return exports;
    return of({
      t: "native",
      key: `${name}@${frame.file.path}`,
      name,
      self: NOTHING,
    });
  }
  return (
    ownPath(m, frame, name) ??
    addedGlobal(m, frame, name) ??
    of(globalAtom(name))
  );
}

function globalAtom(name: string): ExternalAtom {
  return { t: "external", key: `g:${name}`, module: "", path: [name] };
}

const globalObjects = [globalAtom("global"), GLOBAL_OBJECT];

/** Case: global.db = require("./db"), and db in another file. */
function addedGlobal(
  m: Machine,
  frame: Frame,
  name: string,
): Value | undefined {
  for (const object of globalObjects) {
    const value = m.addedMember(frame, object, name);
    if (value) return value;
  }
  return undefined;
}

function moduleExports(frame: Frame): Value | undefined {
  let env = frame.env;
  while (env.parent) env = env.parent;
  return env.vars.get(EXPORTS);
}

function objectValue(m: Machine, frame: Frame, expr: ObjectExpr): Value {
  const obj = m.newObject("literal", {
    site: { file: frame.file, expr },
    isShared: isModuleLevel(frame),
  });
  const value = ofObject(obj);
  for (const prop of expr.props) {
    if (prop.kind === "spread") {
      const from = m.expr(frame, prop.value);
      spreadInto(frame, obj, from, prop.value);
      m.takeLater(obj, from);
      continue;
    }
    if (prop.kind === "set") continue;
    let content = m.expr(frame, prop.value);
    const fn = content.atoms[0];
    if (
      fn?.t === "function" &&
      prop.value.k === "function" &&
      !fn.closure.fn.isArrow
    )
      content = of({
        ...fn,
        key: `${fn.key}^o${obj.id}`,
        closure: { ...fn.closure, self: value },
      });
    if (prop.kind === "get") {
      const getter = content.atoms[0];
      content =
        getter?.t === "function"
          ? m.invoke(frame, getter.closure, value, NO_ARGS, {
              call: undefined,
            })
          : UNSEEN;
    }
    if (prop.name !== undefined) {
      obj.fields.set(prop.name, content);
      continue;
    }
    const names = prop.key ? stringsOf(m.expr(frame, prop.key)) : undefined;
    if (names)
      for (const name of names)
        obj.fields.set(name, join(obj.fields.get(name) ?? NOTHING, content));
    else {
      obj.elements = join(obj.elements, content);
      obj.open = true;
    }
  }
  return value;
}

/** What a module makes lives as long as the program: it is one thing, whoever looks at it. */
function isModuleLevel(frame: Frame): boolean {
  return frame.env.parent === undefined;
}

function assignment(
  m: Machine,
  frame: Frame,
  expr: Extract<Expr, { k: "assign" }>,
): Value {
  if (expr.op === "op") {
    const value = withLabels(PLAIN, deepLabels(m.expr(frame, expr.value)));
    if (expr.target.k === "ref") {
      const old = m.expr(frame, expr.target);
      m.bind(frame, expr.target, withLabels(value, old.labels), "assign");
    }
    return value;
  }
  if (expr.op === "=") {
    const value = m.expr(frame, expr.value);
    m.bind(frame, expr.target, value, "assign");
    return value;
  }
  return inBranch(frame, () => {
    const old =
      expr.target.k === "ref" || expr.target.k === "member"
        ? m.expr(frame, expr.target)
        : NOTHING;
    const value = m.expr(frame, expr.value);
    m.bind(frame, expr.target, value, "assign");
    return expr.op === "&&="
      ? join(onlyFalsy(old), value)
      : join(withoutNullish(old), value);
  });
}

/** What `a && b` may give of `a`: nothing that is surely truthy. */
function onlyFalsy(value: Value): Value {
  const atoms = value.atoms.filter(
    (atom) =>
      atom.t === "const" &&
      (atom.value === undefined || atom.value === null || !atom.value),
  );
  return { atoms, labels: NOTHING.labels, unseen: false };
}

function template(
  m: Machine,
  frame: Frame,
  parts: readonly Expr[],
  texts: readonly string[],
  tag: Expr | undefined,
): Value {
  const whole = [constant(texts[0] ?? "")];
  let labels: Value = NOTHING;
  for (const [index, part] of parts.entries()) {
    const value = m.expr(frame, part);
    labels = withLabels(labels, deepLabels(value));
    whole.push(value, constant(texts[index + 1] ?? ""));
    const isBare = parts.length === 1 && texts.every((around) => around === "");
    if (isBare && mayBeUndefined(value) && !isTested(frame.fn, part))
      labels = withLabels(labels, [TEXT_OF_UNDEFINED]);
  }
  if (tag) {
    m.expr(frame, tag);
    return withLabels(UNSEEN, labels.labels);
  }
  return withLabels(textOf(whole), labels.labels);
}

/**
 * A property of a message need not be there. Surely there is what was compared, defaulted or made in sight;
 * the token of an answer's headers too, and what a loop over the properties meets.
 */
export function mayBeUndefined(value: Value): boolean {
  if (hasLabel(value, "token") || hasLabel(value, "bareToken")) return false;
  if (value.atoms.some(isUndefined)) return true;
  // Case: message.applicationProperties?.token ?? ""
  const isDefaulted = value.atoms.some((atom) => atom.t === "const");
  return (
    !isDefaulted &&
    value.atoms.some(
      (atom) =>
        atom.t === "message" &&
        atom.path.length > 0 &&
        atom.path.at(-1) !== "[]",
    )
  );
}

function operator(
  m: Machine,
  frame: Frame,
  op: string,
  operands: readonly Expr[],
): Value {
  const values = operands.map((operand) => m.expr(frame, operand));
  if (op === "void") return UNDEFINED;
  if (op === "+" && values.length === 2)
    return withLabels(
      textOf(values),
      values.flatMap((value) => deepLabels(value)),
    );
  return PLAIN;
}
