/**
 * What `yield` gives: a generator is handed back what it waits for, where something runs it like an asynchronous
 * function (`Effect.gen`, `co`); `yield*` gives what the inner one returns.
 */
import { EFFECT, effectProviders, effectTags } from "../../sdk/effect.ts";
import {
  NOTHING,
  UNSEEN,
  join,
  withLabels,
  type Atom,
  type ClassRef,
  type Value,
} from "../values/index.ts";
import { deepLabels } from "./content.ts";
import { foreignBaseOf } from "./packages/foreignBase.ts";
import type { Frame, Machine } from "./machine.ts";
import { Memo } from "./Memo.ts";
import { callsIn, callsInFields } from "./walk.ts";

/** More files than this that provide something are not looked at for one service. */
const MAX_FILES = 40;
const services = new Memo<Machine, string, Value>();

export function resumed(
  m: Machine,
  frame: Frame,
  value: Value,
  isDelegate: boolean,
): Value {
  let result: Value = isDelegate
    ? withLabels(UNSEEN, deepLabels(value))
    : { ...value, unseen: true };
  for (const atom of value.atoms) {
    const waited = waitedFor(m, frame, atom);
    if (waited) result = join(result, waited);
  }
  return result;
}

function waitedFor(m: Machine, frame: Frame, atom: Atom): Value | undefined {
  if (atom.t === "class") return serviceOf(m, frame, atom.cls, atom.key);
  if (atom.t !== "object") return { ...NOTHING, atoms: [atom] };
  if (atom.obj.returned) return atom.obj.returned;
  return atom.obj.kind === "array" ? undefined : { ...NOTHING, atoms: [atom] };
}

/** Case: class Orders extends Context.Tag("Orders")<…>() {} and Layer.effect(Orders, …) */
function serviceOf(
  m: Machine,
  frame: Frame,
  cls: ClassRef,
  key: string,
): Value | undefined {
  const base = foreignBaseOf(m, cls);
  if (base?.module !== EFFECT) return undefined;
  if (!effectTags.has(base.path.slice(0, 2).join("."))) return undefined;
  return services.once(
    m,
    key,
    () => join(ownService(m, frame, cls), provided(m, key)),
    UNSEEN,
  );
}

/** Case: class Orders extends Effect.Service<Orders>()("Orders", { effect: … }) {} */
function ownService(
  m: Machine,
  frame: Frame,
  { file, ir, env }: ClassRef,
): Value {
  const made = ir.superClass;
  if (made?.k !== "call") return NOTHING;
  // Case: Context.Tag("Database")<DatabaseTag, Database>()
  const type = made.typeArgs?.[1];
  const typed = type ? m.typed(type, file) : NOTHING;
  let result: Value = typed.atoms.some((atom) => atom.t === "sdk")
    ? typed
    : NOTHING;
  if (!made.args[1]) return result;
  const options = m.expr(m.frameAt(env), made.args[1]);
  for (const name of ["effect", "scoped", "succeed", "sync"])
    result = join(result, inside(m.member(frame, options, name)));
  return result;
}

function provided(m: Machine, key: string): Value {
  let result: Value = NOTHING;
  for (const name of effectProviders) {
    const files = m.project.filesUsing(name, "call");
    m.step(m.project.searchSteps);
    if (files.length > MAX_FILES) continue;
    for (const path of files) {
      const file = m.project.ir(path);
      const calls = file ? [...callsIn(file), ...callsInFields(file)] : [];
      for (const { call, fn } of calls) {
        const [tag, service] = call.args;
        if (call.callee.k !== "member" || call.callee.name !== name) continue;
        if (!file || !tag || !service) continue;
        const env = fn.id === 0 ? m.moduleEnv(path) : m.genericEnv(file, fn);
        if (!env) continue;
        const at = m.frameAt(env);
        if (m.expr(at, tag).atoms.some((atom) => atom.key === key))
          result = join(result, inside(m.expr(at, service)));
      }
    }
  }
  return result;
}

/** The service out of the effect, or the function, that makes it. */
function inside(value: Value): Value {
  let result: Value = NOTHING;
  for (const atom of value.atoms)
    if (atom.t === "object") {
      const made = atom.obj.returned;
      result = join(result, made ?? { ...NOTHING, atoms: [atom] });
    }
  return result;
}
