/**
 * Finds the handlers of a code base: runs the code of every file that may register one, following only what may
 * lead to a registration.
 */
import { externalReceives, externalRegistrations } from "../sdk/handlers.ts";
import { serviceBusTypes } from "../sdk/serviceBus.ts";
import type { CodeBase } from "./codeBase.ts";
import { isHandledTrigger } from "./engineSettings.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import { scopeKey } from "./evaluate/closures.ts";
import { NO_ARGS, type FlowContext } from "./evaluate/machine.ts";
import type { Registration } from "./evaluate/sdk/registration.ts";
import { callsIn } from "./evaluate/walk.ts";
import type { FileIr, FunctionIr } from "./ir.ts";
import { Pieces, STEPS_A_LINE, isLarge } from "./pieces.ts";
import { triggerCarries } from "../sdk/handlers.ts";
import {
  NOTHING,
  UNSEEN,
  isUndefined,
  join,
  keyOf,
  type Value,
} from "./values/index.ts";

const DISCOVER: FlowContext = {
  mode: "discover",
  isVerified: false,
  isAmbient: false,
};
const FLOW: FlowContext = { mode: "flow", isVerified: false, isAmbient: false };
const STEPS_A_FILE = 60_000;
/** Functions made by functions made by functions: further than this nobody builds handlers. */
const MAX_NESTED = 400;

/** Names of members that register a handler, or hand out messages. */
const registeringNames: ReadonlySet<string> = new Set([
  ...Object.values(serviceBusTypes).flatMap(({ members }) =>
    Object.keys(members).filter((name) => {
      const is = members[name]?.is;
      return is === "register" || is === "receive";
    }),
  ),
  ...[...externalRegistrations, ...externalReceives].map(
    ({ path }) => path[path.length - 1] ?? "",
  ),
]);

export interface Discovery {
  readonly registrations: readonly Registration[];
  /** Files that were given up for lack of steps. */
  readonly overBudget: readonly string[];
}

/** @param roots Only what these files register; absent: all of them. */
export function discoverHandlers(
  evaluator: Evaluator,
  codeBase: CodeBase,
  roots: readonly string[] = [...codeBase.layout.roots],
): Discovery {
  const overBudget: string[] = [];
  const asked = new Set(roots);
  for (const path of codeBase.layout.roots) {
    if (!asked.has(path)) continue;
    evaluator.root = path;
    const file = codeBase.ir(path);
    if (!file) continue;
    const pieces = new Pieces(evaluator, file, STEPS_A_FILE, STEPS_A_LINE);
    runFile(evaluator, file, pieces);
    if (pieces.isCut) overBudget.push(path);
  }
  for (const { json } of codeBase.layout.functionJsons)
    if (json.scriptCandidates.some((file) => roots.includes(file)))
      registerFunctionJson(evaluator, codeBase, json);
  return { registrations: evaluator.registrations, overBudget };
}

function runFile(evaluator: Evaluator, file: FileIr, pieces: Pieces): void {
  evaluator.closures.length = 0;
  evaluator.runModule(file.path, DISCOVER, (part) => pieces.run(part));
  pieces.run(() => {
    registerModuleLoop(evaluator, file);
  });
  for (const fn of inOrder(file, evaluator.settings)) {
    if (fn.id === 0 || fn.isBodiless) continue;
    const isTopLevel = fn.parent === 0 || fn.parent === undefined;
    if (!isTopLevel && fn.owner === undefined) continue;
    const ir = fn.owner === undefined ? undefined : file.classes[fn.owner];
    if (ir && ir.parent !== 0) continue;
    const isLast = !pieces.run(() => {
      const closure = evaluator.closureOf(file, fn);
      if (!closure) return;
      // A method of an abstract class runs on each of its subclasses.
      for (const self of selvesOf(closure.self))
        evaluator.runGeneric({ ...closure, self }, self, DISCOVER);
    });
    if (isLast) break;
  }
  const seen = new Set<string>();
  for (
    let index = 0;
    index < evaluator.closures.length && index < MAX_NESTED;
    index++
  ) {
    const closure = evaluator.closures[index];
    if (!closure || closure.file !== file || closure.fn.parent === 0) continue;
    const { fn, env, self } = closure;
    const key = `${fn.id}^${self ? keyOf(self) : ""}@${scopeKey(env)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const isLast = !pieces.run(() => {
      evaluator.runGeneric(closure, closure.self, DISCOVER);
    });
    if (isLast) break;
  }
}

/** Where steps may not suffice, functions that name what registers a handler come first. */
function inOrder(
  file: FileIr,
  { handlers }: Evaluator["settings"],
): readonly FunctionIr[] {
  if (!isLarge(file)) return file.functions;
  const names = new Set([
    ...registeringNames,
    ...handlers.map(({ call }) => call.slice(call.lastIndexOf(".") + 1)),
  ]);
  const first = new Set(callsIn(file).flatMap(around));
  return [
    ...file.functions.filter((fn) => first.has(fn)),
    ...file.functions.filter((fn) => !first.has(fn)),
  ];

  /** Of a call that may register: the function that it stands in, and those around that. */
  function around(one: ReturnType<typeof callsIn>[number]): FunctionIr[] {
    const { callee } = one.call;
    const name = callee.k === "member" || callee.k === "ref" ? callee.name : "";
    if (name === undefined || !names.has(name)) return [];
    const found: FunctionIr[] = [];
    for (
      let fn: FunctionIr | undefined = one.fn;
      fn && fn.id !== 0;
      fn = fn.parent === undefined ? undefined : file.functions[fn.parent]
    )
      found.push(fn);
    return found;
  }
}

/** Case: for await (const message of receiver.getMessageIterator()) at the top of a module. */
function registerModuleLoop(evaluator: Evaluator, file: FileIr): void {
  const events = evaluator.moduleFrame(file.path)?.events.all ?? [];
  const event = events.find((one) => one.kind === "receive");
  const env = evaluator.moduleEnv(file.path);
  const fn = file.functions[0];
  if (event?.kind !== "receive" || !env || !fn) return;
  evaluator.noteRegistration({
    kind: "loop",
    shape: event.shape,
    entity: event.entity,
    loop: { closure: { file, fn, env }, self: undefined, args: NO_ARGS },
    events,
  });
}

function selvesOf(self: Value | undefined): (Value | undefined)[] {
  return self && self.atoms.length > 1
    ? self.atoms.map((atom) => ({ ...NOTHING, atoms: [atom] }))
    : [self];
}

function registerFunctionJson(
  evaluator: Evaluator,
  codeBase: CodeBase,
  json: CodeBase["layout"]["functionJsons"][number]["json"],
): void {
  for (const trigger of json.triggers) {
    if (!isHandledTrigger(evaluator.settings, trigger.type)) continue;
    for (const path of json.scriptCandidates) {
      const file = codeBase.ir(path);
      if (!file) continue;
      const handler = evaluator.steps.within(STEPS_A_FILE, () =>
        exportedFunction(evaluator, file, json.entryPoint),
      );
      if (!handler?.atoms.some((atom) => atom.t === "function")) continue;
      evaluator.root = path;
      const { queueName, topicName, cardinality } = trigger.settings;
      const entity = [queueName, topicName].find(
        (name) => typeof name === "string" && !name.startsWith("%"),
      );
      evaluator.noteRegistration({
        kind: "callback",
        shape: "function.json",
        handler,
        params: ["functionContext", "body"],
        isBatch: cardinality === "many",
        carries: triggerCarries[trigger.type] ?? "any",
        entity: typeof entity === "string" ? entity : undefined,
        file,
        call: undefined,
        inputs: json.cosmosInputs.map((input) => ({
          file:
            codeBase.layout.functionJsons.find((one) => one.json === json)
              ?.file ?? path,
          line: input.line,
          name: input.name,
        })),
      });
      break;
    }
  }
}

/** The entry point that is named, else the only export, else `run`, else `index`. */
function exportedFunction(
  evaluator: Evaluator,
  file: FileIr,
  entryPoint: string | undefined,
): Value {
  let found: Value = NOTHING;
  const names =
    entryPoint === undefined
      ? ["default", "run", "index", "handler"]
      : [entryPoint];
  for (const name of names) {
    const value = evaluator.exported(file.path, name, FLOW);
    if (value.atoms.some((atom) => atom.t === "function")) return value;
    found = join(found, value);
  }
  const only = Object.keys(file.exports);
  if (only.length === 1 && only[0] !== undefined)
    return evaluator.exported(file.path, only[0], FLOW);
  return found.atoms.every(isUndefined) ? UNSEEN : found;
}
