/** Methods that decorators of the code base put another function in front of. */
import type { ClassMember, Expr } from "../../ir.ts";
import {
  UNDEFINED,
  UNSEEN,
  constant,
  ofObject,
  type ClassRef,
  type Closure,
  type Obj,
  type Value,
} from "../../values/index.ts";
import { argsOf, type Frame, type Machine } from "../machine.ts";
import { Memo } from "../Memo.ts";
import { walkStatement } from "../walk.ts";

/** TypeScript's older decorators get the class, the method's name and a descriptor; the standard's the method itself. */
const PARAMETERS_WITH_DESCRIPTOR = 3;

const known = new Memo<Obj, ClassMember, Value>();

/**
 * What a call of the method runs.
 *
 * Case: @CosmosSession() onMessage(message) { … }, which opens an async context around the method
 */
export function decorated(
  m: Machine,
  cls: ClassRef,
  member: ClassMember,
  obj: Obj,
  method: Value,
): Value {
  if (member.decorators.length === 0) return method;
  // A decorator may look at the method that it decorates.
  return known.once(
    obj,
    member,
    () => decorate(m, cls, member, method),
    method,
  );
}

function decorate(
  m: Machine,
  cls: ClassRef,
  member: ClassMember,
  method: Value,
): Value {
  const frame = m.frameAt(cls.env);
  let value = method;
  for (const decorator of [...member.decorators].reverse())
    for (const closure of ownFunctions(m, frame, decorator))
      value = apply(m, frame, closure, member, value);
  return value;
}

/** What a decorator of the code base is; those of packages are not seen, and taken to change nothing. */
function ownFunctions(m: Machine, frame: Frame, decorator: Expr): Closure[] {
  const named = decorator.k === "call" ? decorator.callee : decorator;
  const isOwn = m.expr(frame, named).atoms.some(({ t }) => t === "function");
  if (!isOwn) return [];
  return m
    .expr(frame, decorator)
    .atoms.flatMap((atom) => (atom.t === "function" ? [atom.closure] : []));
}

function apply(
  m: Machine,
  frame: Frame,
  decorator: Closure,
  member: ClassMember,
  method: Value,
): Value {
  const call = (list: Value[]): Value =>
    m.invoke(frame, decorator, decorator.self, argsOf(list), {
      call: undefined,
    });
  if (decorator.fn.params.length < PARAMETERS_WITH_DESCRIPTOR)
    return functionsOf(call([method, UNSEEN])) ?? method;
  const descriptor = m.newObject("literal");
  descriptor.fields.set("value", method);
  const given = ofObject(descriptor);
  const returned = call([UNSEEN, constant(member.name), given]);
  const replaced = returned.atoms.flatMap((atom) =>
    atom.t === "object" ? (atom.obj.fields.get("value") ?? []) : [],
  );
  return (
    functionsOf(replaced[0] ?? UNDEFINED) ??
    functionsOf(descriptor.fields.get("value") ?? UNDEFINED) ??
    method
  );
}

/** The functions that take the method's place; none where they only hand on what they get. */
function functionsOf(value: Value): Value | undefined {
  const atoms = value.atoms.filter(
    (atom) => atom.t === "function" && !isPlainWrapper(atom.closure),
  );
  return atoms.length === 0 ? undefined : { ...value, atoms, unseen: false };
}

/**
 * Calls the method with all that it gets, and in no callback: nothing that the method does depends on it.
 *
 * Case: descriptor.value = function (...args) { log(name); return original.apply(this, args); }
 */
function isPlainWrapper({ fn }: Closure): boolean {
  const [first, ...others] = fn.params;
  const takesAll =
    first === undefined
      ? fn.argumentsBinding !== undefined
      : first.isRest && others.length === 0;
  let hasCallback = false;
  for (const statement of fn.body)
    walkStatement(statement, (expr) => {
      hasCallback ||=
        expr.k === "call" && expr.args.some(({ k }) => k === "function");
    });
  return takesAll && !hasCallback;
}
