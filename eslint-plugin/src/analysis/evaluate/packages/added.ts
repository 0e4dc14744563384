/** What a program hangs on objects of packages, to take it from there in another file. */
import { holderRows } from "../../../sdk/holders.ts";
import type { Expr, FunctionIr } from "../../ir.ts";
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  of,
  stringOf,
  type ExternalAtom,
  type Value,
} from "../../values/index.ts";
import {
  argsOf,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { storeField } from "../objects.ts";
import { walkStatement } from "../walk.ts";

const SET = "#set:";

/** What holds the variables that nobody declares. */
export const GLOBAL_OBJECT: ExternalAtom = {
  t: "external",
  key: "g:globalThis",
  module: "",
  path: ["globalThis"],
};

/** Case: app.set("db", db), app.get("db"), fastify.decorate("db", db). `undefined`: none of these. */
export function callHolder(
  m: Machine,
  frame: Frame,
  atom: ExternalAtom,
  { list }: Args,
  site: CallSite,
): Value | undefined {
  const row = holderRows.find(({ module }) => module === atom.module);
  if (!row) return undefined;
  const method = atom.path[atom.path.length - 1];
  const holder = holderOf(atom);
  const [first = UNDEFINED, second = UNDEFINED] = list;
  if (method === undefined) return undefined;
  if (method === row.runs) {
    const atoms = first.atoms.filter(({ t }) => t === "function");
    const given = argsOf([of(holder), second]);
    m.callValue(frame, { ...NOTHING, atoms }, UNDEFINED, given, site);
    return of(holder);
  }
  const name = stringOf(first);
  if (name === undefined) return undefined;
  if (method === row.set && list.length === 2) {
    const member = row.get === undefined ? name : SET + name;
    storeField(m, frame, of(holder), member, second);
    return of(holder);
  }
  if (method === row.get && list.length === 1)
    return m.addedMember(frame, holder, SET + name) ?? UNSEEN;
  return undefined;
}

function holderOf({ module, path }: ExternalAtom): ExternalAtom {
  const kept = path.slice(0, -1);
  return {
    t: "external",
    key: `e:${module}:${kept.join(".")}`,
    module,
    path: kept,
  };
}

/** Made by a call: an object of its own, not what the package exports. */
export function isMade({ module, path }: ExternalAtom): boolean {
  const last = path[path.length - 1];
  return module !== "" && (last === "()" || last === "new");
}

/** The object itself, for a member of it. */
export function madeObjectKey({ module, path }: ExternalAtom): string {
  const end = Math.max(path.lastIndexOf("()"), path.lastIndexOf("new")) + 1;
  return `e:${module}:${path.slice(0, end).join(".")}`;
}

const setters = new Set(holderRows.map(({ set }) => set));

/** Case: module.exports = (app) => { app.locals.db = … } */
export function hangsOnParameter(fn: FunctionIr): boolean {
  const own = new Set(
    fn.params.flatMap(({ target }) =>
      target.k === "ref" && target.binding !== undefined
        ? [target.binding]
        : [],
    ),
  );
  let found = false;
  const isOwn = (expr: Expr): boolean => {
    let at = expr;
    while (at.k === "member") at = at.object;
    return at.k === "ref" && at.binding !== undefined && own.has(at.binding);
  };
  const visit = (expr: Expr): void => {
    if (expr.k === "assign" && expr.target.k === "member")
      found ||= isOwn(expr.target.object);
    if (expr.k === "call" && expr.callee.k === "member")
      found ||=
        setters.has(expr.callee.name ?? "") && isOwn(expr.callee.object);
  };
  for (const statement of fn.body) walkStatement(statement, visit);
  return found;
}
