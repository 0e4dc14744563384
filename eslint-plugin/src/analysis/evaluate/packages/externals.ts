/** Packages and globals: members, constructions and calls of what is not the code base's own. */
import { callsAtOnce } from "../../../sdk/callbacks.ts";
import { COSMOS_MODULE } from "../../../sdk/cosmos.ts";
import {
  COSMOS_INPUT,
  externalReceives,
  externalRegistrations,
  triggerFactories,
} from "../../../sdk/handlers.ts";
import { LIBRARY_MODULE, libraryFunctions } from "../../../sdk/library.ts";
import { SERVICE_BUS_MODULE } from "../../../sdk/serviceBus.ts";
import type { CallExpr } from "../../ir.ts";
import {
  NOTHING,
  UNSEEN,
  constant,
  join,
  of,
  stringOf,
  ofObject,
  type ExternalAtom,
  type Obj,
  type SdkOrigin,
  type Value,
} from "../../values/index.ts";
import { callHolder } from "./added.ts";
import { messageValue } from "../content.ts";
import { callLibrary } from "../sdk/libraryCalls.ts";
import {
  argAt,
  hopAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { callGlobal } from "../natives/globals.ts";
import { callPath } from "../natives/paths.ts";
import { callKnown, constructKnown } from "./packageObjects.ts";
import { inheritAll, isInherits } from "../classes/prototypes.ts";
import { register } from "../sdk/register.ts";
import { sdkInstance } from "../sdk/sdkInstance.ts";
import { callKept, keptBy } from "./keepers.ts";
import { callUnseen } from "./unseen.ts";

const registrations = new Map(
  externalRegistrations.map((row) => [
    `${row.module}:${row.path.join(".")}`,
    row.handler,
  ]),
);
const receives = new Map(
  externalReceives.map((row) => [`${row.module}:${row.path.join(".")}`, row]),
);
const enums = new Set(["ConsistencyLevel", "BulkOperationType"]);
const inputKey = `${COSMOS_INPUT.module}:${COSMOS_INPUT.path.join(".")}`;

export function external(module: string, path: readonly string[]): Value {
  const last = path[path.length - 1];
  if (module === COSMOS_MODULE && path.length === 2 && enums.has(path[0] ?? ""))
    return constant(last);
  const kept = path.length > 8 ? path.slice(0, 8) : path;
  const atom: ExternalAtom = {
    t: "external",
    key: `e:${module}:${kept.join(".")}`,
    module,
    path: kept,
  };
  return of(atom);
}

export function externalMember(atom: ExternalAtom, name: string): Value {
  // Case: require("…").default, and a namespace import of a CommonJS package.
  if (name === "default" && atom.path.length === 0) return of(atom);
  return external(atom.module, [...atom.path, name]);
}

export function constructExternal(
  m: Machine,
  frame: Frame,
  atom: ExternalAtom,
  args: Args,
  site: CallSite,
): Value {
  if (atom.module === "") {
    const known = callGlobal(m, frame, atom.path.join("."), args, true, site);
    if (known) return known;
  }
  const known = constructKnown(m, frame, atom, args, site);
  if (known) return known;
  if (atom.path[0] === "AsyncLocalStorage" && atom.path.length === 1) {
    const obj: Obj = m.newObject("map", { isShared: true });
    obj.fields.set("#context", UNSEEN);
    return ofObject(obj);
  }
  const instance = sdkInstance(
    m,
    atom,
    clientOrigin(m, frame, args, site.call),
  );
  if (instance) return instance;
  callUnseen(m, frame, undefined, undefined, args, site);
  return keptBy(external(atom.module, [...atom.path, "new"]), args);
}

function clientOrigin(
  m: Machine,
  frame: Frame,
  args: Args,
  call: CallExpr | undefined,
): SdkOrigin {
  const options = argAt(args, 0);
  const client = call ? `${frame.file.path}:${call.start}` : undefined;
  const level = options && levelIn(options);
  return { client, clientLevel: level?.level, clientLevelSeen: level?.isSeen };
}

/** `consistencyLevel` of an options object. */
export function levelIn(options: Value): {
  level: string | undefined;
  isSeen: boolean;
} {
  let level: string | undefined;
  let isSeen = !options.unseen;
  for (const atom of options.atoms) {
    // Case: a connection string cannot carry a level.
    if (atom.t === "const" || atom.t === "plain") continue;
    if (atom.t !== "object" || atom.obj.open) {
      isSeen = false;
      continue;
    }
    const field = atom.obj.fields.get("consistencyLevel");
    if (!field) continue;
    const text = isWritten(atom.obj, "consistencyLevel")
      ? stringOf(field)
      : undefined;
    if (text === undefined) isSeen = false;
    else level = text;
  }
  return isSeen ? { level, isSeen } : { level: undefined, isSeen };
}

/** A property of the literal itself: not behind a spread, and not what a parameter happens to be by default. */
function isWritten(obj: Obj, name: string): boolean {
  const literal = obj.site?.expr;
  if (literal?.k !== "object") return false;
  const { file } = obj.site ?? {};
  return literal.props.some((prop) => {
    if (prop.kind === "spread" || prop.name !== name) return false;
    const { value } = prop;
    return (
      value.k !== "ref" ||
      value.binding === undefined ||
      file?.bindings[value.binding]?.kind !== "param"
    );
  });
}

export function callExternal(
  m: Machine,
  frame: Frame,
  atom: ExternalAtom,
  self: Value | undefined,
  args: Args,
  site: CallSite,
): Value {
  const path = atom.path.join(".");
  if (atom.module === "") {
    const known = callGlobal(m, frame, path, args, false, site);
    if (known) return known;
    return callUnseen(
      m,
      frame,
      undefined,
      atom.path[atom.path.length - 1],
      args,
      site,
    );
  }
  const key = `${atom.module}:${path}`;
  const row = registrations.get(key);
  if (row) {
    if (row.preset === undefined || m.settings.presets.has(row.preset as never))
      register(m, frame, row, args, site.call);
    return UNSEEN;
  }
  const receive = receives.get(key);
  if (receive && m.settings.presets.has(receive.preset as never))
    return receiveExternally(m, frame, receive.shape, site);
  if (atom.module === LIBRARY_MODULE) {
    const kind = libraryFunctions[atom.path[atom.path.length - 1] ?? ""];
    if (kind) return callLibrary(m, frame, kind, args, site);
  }
  if (atom.module === "@azure/functions") {
    const made = functionsObject(m, frame, key, atom, args, site);
    if (made) return made;
  }
  if (
    atom.module === SERVICE_BUS_MODULE &&
    path === "ServiceBusClient.createFromConnectionString"
  )
    return of(m.sdk("ServiceBusClient", {}));
  if (path === "createRequire" && /^(?:node:)?module$/.test(atom.module))
    return requireOf(frame);
  if (isInherits(atom)) return inheritAll(m, args);
  const known =
    callPath(m, atom, args) ??
    callHolder(m, frame, atom, args, site) ??
    callKnown(m, frame, atom, args, site);
  if (known) return known;
  const name = callsAtOnce.has(key) ? undefined : atom.path.at(-1);
  const result = join(
    callUnseen(m, frame, self, name, args, site),
    callKept(m, frame, self, name, args, site),
  );
  const made = external(atom.module, [...atom.path, "()"]);
  return {
    atoms: [...made.atoms, ...result.atoms],
    labels: result.labels,
    unseen: false,
  };
}

function receiveExternally(
  m: Machine,
  frame: Frame,
  shape: string,
  site: CallSite,
): Value {
  if (site.call) {
    const hop = hopAt(frame, site);
    frame.events.add({
      kind: "receive",
      file: frame.file,
      call: site.call,
      shape,
      root: "messages",
      entity: undefined,
      path: { hop, next: undefined },
    });
  }
  // The answer holds the messages under names of the package's own: all of it counts as theirs.
  return messageValue("messages", []);
}

/** Case: const require = createRequire(import.meta.url) */
function requireOf({ file }: Frame): Value {
  return of({
    t: "native",
    key: `require@${file.path}`,
    name: "require",
    self: NOTHING,
  });
}

/** `trigger.…`, `input.cosmosDB` and the like: what a registration looks at later. */
function functionsObject(
  m: Machine,
  frame: Frame,
  key: string,
  atom: ExternalAtom,
  args: Args,
  site: CallSite,
): Value | undefined {
  const [group, name = ""] = atom.path;
  if (key !== inputKey && group !== "trigger") return undefined;
  const obj = m.newObject(
    "literal",
    site.call ? { site: { file: frame.file, expr: site.call } } : {},
  );
  const given = argAt(args, 0);
  for (const one of given?.atoms ?? [])
    if (one.t === "object")
      for (const [field, value] of one.obj.fields) obj.fields.set(field, value);
  if (key === inputKey) obj.fields.set("#cosmosInput", constant(true));
  else if (name !== "generic")
    obj.fields.set("type", constant(triggerFactories[name] ?? name));
  return ofObject(obj);
}
