/** Runs statements in order. Branches are all taken, loops twice where the first round changed something. */
import type { Expr, Pattern, Stmt, TypeRef } from "../ir.ts";
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  join,
  stringsOf,
  withLabels,
  withoutNullish,
  type Value,
  of,
} from "../values/index.ts";
import { EXPORTS, classValue } from "./closures.ts";
import { deepLabels, elementsOf } from "./content.ts";
import { inBranch, refine } from "./expressions.ts";
import type { Frame, Machine } from "./machine.ts";
import { storeField } from "./objects.ts";
import { GLOBAL_OBJECT } from "./packages/added.ts";

export function runStatements(
  m: Machine,
  frame: Frame,
  body: readonly Stmt[],
): void {
  for (const statement of body) runStatement(m, frame, statement);
}

export function runStatement(m: Machine, frame: Frame, statement: Stmt): void {
  m.step();
  switch (statement.k) {
    case "expr":
      m.expr(frame, statement.expr);
      return;
    case "declare":
      declare(m, frame, statement.target, statement.init, statement.type);
      return;
    case "class":
      m.assign(
        frame,
        statement.binding,
        classValue(frame, statement.id),
        false,
      );
      return;
    case "return":
      frame.returned = join(
        frame.returned,
        statement.value ? m.expr(frame, statement.value) : UNDEFINED,
      );
      return;
    case "throw":
      m.expr(frame, statement.value);
      return;
    case "if":
      m.expr(frame, statement.test);
      inBranch(frame, () => {
        runStatements(m, frame, statement.then);
        runStatements(m, frame, statement.otherwise);
      });
      return;
    case "loop":
      runStatements(m, frame, statement.init);
      repeat(frame, () => {
        if (statement.test) m.expr(frame, statement.test);
        runStatements(m, frame, statement.body);
        if (statement.update) m.expr(frame, statement.update);
      });
      return;
    case "each": {
      const iterable = m.expr(frame, statement.iterable);
      const element =
        statement.over === "keys"
          ? withLabels(UNSEEN, deepLabels(iterable))
          : elementsOf(m, frame, iterable);
      repeat(frame, () => {
        m.bind(frame, statement.target, element, "declare");
        runStatements(m, frame, statement.body);
      });
      return;
    }
    case "try": {
      const { param, handler } = statement;
      inBranch(frame, () => {
        runStatements(m, frame, statement.body);
        if (param) m.bind(frame, param, UNSEEN, "declare");
        if (handler) runStatements(m, frame, handler);
      });
      runStatements(m, frame, statement.finalizer);
      return;
    }
    case "switch":
      m.expr(frame, statement.value);
      inBranch(frame, () => {
        for (const one of statement.cases) {
          if (one.test) m.expr(frame, one.test);
          runStatements(m, frame, one.body);
        }
      });
      return;
    case "block":
      runStatements(m, frame, statement.body);
      return;
    case "jump":
      return;
  }
}

function repeat(frame: Frame, round: () => void): void {
  inBranch(frame, () => {
    const before = frame.changes;
    round();
    if (frame.changes !== before) round();
  });
}

function declare(
  m: Machine,
  frame: Frame,
  target: Pattern,
  init: Expr | undefined,
  type: TypeRef | undefined,
): void {
  const value = init ? m.expr(frame, init) : UNDEFINED;
  m.bind(frame, target, value, "declare", init ? type : undefined);
}

/** Gives a pattern its value: declarations, assignments, parameters, loop variables. */
export function bindPattern(
  m: Machine,
  frame: Frame,
  target: Pattern,
  value: Value,
  how: "declare" | "assign",
  type?: TypeRef,
): void {
  const refined = type
    ? refine(m, frame, value, () => m.typed(type, frame.file))
    : value;
  switch (target.k) {
    case "ref":
      if (target.binding !== undefined)
        m.assign(
          frame,
          target.binding,
          refined,
          frame.branches > 0 && how === "assign",
        );
      else if (target.name === "exports") storeExports(m, frame, refined);
      // Case: db = require("./db"), without a declaration anywhere
      else storeField(m, frame, of(GLOBAL_OBJECT), target.name, refined);
      return;
    case "member":
      bindMember(m, frame, target, refined);
      return;
    case "defaultPattern":
      bindPattern(
        m,
        frame,
        target.target,
        inBranch(frame, () => withDefault(m, frame, refined, target.value)),
        how,
      );
      return;
    case "objectPattern":
      for (const prop of target.props) {
        if (prop.name !== undefined) {
          const at: Expr = {
            k: "ref",
            name: prop.name,
            start: prop.span.start,
            end: prop.span.end,
          };
          bindPattern(
            m,
            frame,
            prop.target,
            m.member(frame, refined, prop.name, at),
            how,
          );
        } else {
          const names = prop.key
            ? stringsOf(m.expr(frame, prop.key))
            : undefined;
          let content = names ? NOTHING : elementsOf(m, frame, refined);
          for (const name of names ?? [])
            content = join(content, m.member(frame, refined, name));
          bindPattern(m, frame, prop.target, content, how);
        }
      }
      if (target.rest) bindPattern(m, frame, target.rest, refined, how);
      return;
    case "arrayPattern":
      target.elements.forEach((element, index) => {
        if (element)
          bindPattern(
            m,
            frame,
            element,
            elementAt(m, frame, refined, index),
            how,
          );
      });
      if (target.rest) bindPattern(m, frame, target.rest, refined, how);
      return;
  }
}

export function withDefault(
  m: Machine,
  frame: Frame,
  value: Value,
  expr: Expr,
): Value {
  const rest = withoutNullish(value);
  // Case: a parameter that every caller in sight gives.
  if (rest === value && !value.unseen) return value;
  return join(rest, m.expr(frame, expr));
}

function elementAt(
  m: Machine,
  frame: Frame,
  value: Value,
  index: number,
): Value {
  let result: Value = value.unseen ? withLabels(UNSEEN, value.labels) : NOTHING;
  for (const atom of value.atoms) {
    const single: Value = {
      atoms: [atom],
      labels: value.labels,
      unseen: false,
    };
    const field =
      atom.t === "object" ? atom.obj.fields.get(String(index)) : undefined;
    result = join(result, field ?? elementsOf(m, frame, single));
  }
  return result;
}

function bindMember(
  m: Machine,
  frame: Frame,
  target: Extract<Pattern, { k: "member" }>,
  value: Value,
): void {
  // Case: module.exports = …
  if (target.object.k === "ref" && target.object.binding === undefined) {
    if (target.object.name === "module" && target.name === "exports") {
      storeExports(m, frame, value);
      return;
    }
  }
  const object = m.expr(frame, target.object);
  const names =
    target.name !== undefined
      ? [target.name]
      : target.key
        ? stringsOf(m.expr(frame, target.key))
        : undefined;
  if (names === undefined) storeField(m, frame, object, undefined, value);
  else if (names.length === 1)
    storeField(m, frame, object, names[0], value, target);
  else
    inBranch(frame, () =>
      names.forEach((name) =>
        storeField(m, frame, object, name, value, target),
      ),
    );
}

function storeExports(m: Machine, frame: Frame, value: Value): void {
  m.assign(frame, EXPORTS, value, true);
}
