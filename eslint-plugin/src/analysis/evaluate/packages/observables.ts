/**
 * Observables of RxJS. One that holds values already (`from(messages)`) runs its operators at once; one that will get
 * them (`new Subject()`) remembers what listens, and `next` runs it: then the handler that calls it does.
 */
import {
  rxModules,
  rxSinks,
  rxSources,
  rxSubjects,
} from "../../../sdk/rxjs.ts";
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  join,
  joinAll,
  keyOf,
  of,
  ofObject,
  type ExternalAtom,
  type Obj,
  type Value,
} from "../../values/index.ts";
import { runListening } from "./listening.ts";
import {
  NO_ARGS,
  argsOf,
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { share } from "../objects.ts";
import {
  NOW,
  flowing,
  observable,
  makeOperator,
  run,
  through,
} from "./operators.ts";

/** In front of a place: what is made of it there by `pipe`. */
const PIPED = "#piped:";
const OPERATORS = "#operators";
const OBSERVERS = "#observers";
/** Observables made of observables; no program goes further. */
const MAX_DEPTH = 12;

export const rxMethods: ReadonlySet<string> = new Set([
  "pipe",
  "subscribe",
  "forEach",
  "next",
  "asObservable",
  "getValue",
  "toPromise",
]);

/** `new Subject()`, `new Observable((subscriber) => …)` */
export function constructObservable(
  m: Machine,
  frame: Frame,
  { module, path }: ExternalAtom,
  args: Args,
  site: CallSite,
): Value | undefined {
  const [name = ""] = path;
  if (!rxModules.has(module) || path.length !== 1) return undefined;
  if (rxSubjects.has(name))
    return observable(m, name === "BehaviorSubject" ? argAt(args, 0) : NOTHING);
  if (name !== "Observable") return undefined;
  const made = observable(m, NOTHING);
  const given = argsOf([made]);
  m.callValue(frame, argAt(args, 0) ?? UNDEFINED, UNDEFINED, given, site);
  return made;
}

export function isRxSubject({ module, path }: ExternalAtom): boolean {
  return (
    rxModules.has(module) && path.length === 1 && rxSubjects.has(path[0] ?? "")
  );
}

/** Functions of the package: operators, and what makes observables or promises. */
export function callRx(
  m: Machine,
  frame: Frame,
  { module, path }: ExternalAtom,
  args: Args,
  site: CallSite,
): Value | undefined {
  const [name = ""] = path;
  if (!rxModules.has(module) || path.length !== 1) return undefined;
  if (rxSinks.has(name)) return flowing(m, frame, argAt(args, 0) ?? UNDEFINED);
  if (rxSources.has(name)) {
    const given = joinAll([...args.list, args.rest ?? NOTHING]);
    const functions = given.atoms.filter((atom) => atom.t === "function");
    const made =
      functions.length === 0
        ? given
        : m.callValue(
            frame,
            { ...NOTHING, atoms: functions },
            UNDEFINED,
            NO_ARGS,
            site,
          );
    return observable(m, flowing(m, frame, made));
  }
  return makeOperator(m, name, args);
}

export function callObservable(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  const first = argAt(args, 0) ?? UNDEFINED;
  let result: Value = NOTHING;
  for (const { obj } of observablesIn(self)) {
    switch (method) {
      case "pipe":
        result = join(result, pipe(m, frame, obj, args, site));
        break;
      case "next":
        runListening(m, obj, "subscribe");
        deliver(m, frame, obj, first, site, 0);
        break;
      case "subscribe":
      case "forEach": {
        const observer = observerIn(m, frame, first);
        m.noteChange(obj);
        share(observer);
        add(obj, OBSERVERS, observer);
        const now = obj.fields.get(NOW) ?? NOTHING;
        if (now !== NOTHING) run(m, frame, observer, now, site);
        result = UNSEEN;
        break;
      }
      case "asObservable":
        result = join(result, ofObject(obj));
        break;
      default:
        result = join(result, obj.fields.get(NOW) ?? NOTHING);
    }
  }
  return result === NOTHING ? UNDEFINED : result;
}

/** Instances of classes that extend a subject are observables, too: they hold what any other does. */
function observablesIn(value: Value): { obj: Obj }[] {
  return value.atoms.flatMap((atom) => (atom.t === "object" ? [atom] : []));
}

function add(obj: Obj, field: string, value: Value): void {
  obj.fields.set(field, join(obj.fields.get(field) ?? NOTHING, value));
}

function pipe(
  m: Machine,
  frame: Frame,
  source: Obj,
  args: Args,
  site: CallSite,
): Value {
  const start = site.call?.start ?? 0;
  const key = `${PIPED}${frame.file.path}:${String(start)}(${args.list.map((value) => keyOf(value)).join()})`;
  const known = source.fields.get(key);
  if (known) return known;
  const now = source.fields.get(NOW) ?? NOTHING;
  const made = observable(
    m,
    now === NOTHING ? NOTHING : through(m, frame, args.list, now, site),
  );
  const operators = m.newObject("array", { isShared: true });
  args.list.forEach((operator, index) => {
    share(operator);
    operators.fields.set(String(index), operator);
  });
  for (const { obj } of observablesIn(made))
    obj.fields.set(OPERATORS, ofObject(operators));
  m.noteChange(source);
  source.fields.set(key, made);
  return made;
}

/** A value goes to all that listen, and through every `pipe`. */
function deliver(
  m: Machine,
  frame: Frame,
  obj: Obj,
  value: Value,
  site: CallSite,
  depth: number,
): void {
  if (depth > MAX_DEPTH) return;
  const observers = obj.fields.get(OBSERVERS);
  if (observers) run(m, frame, observers, value, site);
  for (const [key, piped] of [...obj.fields]) {
    if (!key.startsWith(PIPED)) continue;
    for (const { obj: next } of observablesIn(piped)) {
      const operators = next.fields.get(OPERATORS)?.atoms[0];
      const list =
        operators?.t === "object" ? [...operators.obj.fields.values()] : [];
      const behind = through(m, frame, list, value, site);
      deliver(m, frame, next, behind, site, depth + 1);
    }
  }
}

/** A function, or the `next` of an object. */
function observerIn(m: Machine, frame: Frame, given: Value): Value {
  let result: Value = given.unseen ? UNSEEN : NOTHING;
  for (const atom of given.atoms)
    result = join(
      result,
      atom.t === "object" ? m.member(frame, of(atom), "next") : of(atom),
    );
  return result;
}
