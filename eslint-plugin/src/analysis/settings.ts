/**
 * `settings["cosmos-session"]`: one place for all rules, for the command line and for editors. Wrong parts are
 * named and left out, the rest holds; nothing here throws.
 */
import { PRESETS, type Preset } from "../sdk/handlers.ts";
import { findNearestName } from "./nearestName.ts";

/** How an edit passes the token. */
export type Style = "inline" | "helper" | "ambient";

/** A call that takes a function which runs for messages. */
export interface CallHandler {
  /** Package that exports what is called; `undefined`: `call` is the dotted name or member name as written. */
  readonly module: string | undefined;
  /** `app.http`; with `module`, the exported name and its member. */
  readonly call: string;
  /** Index of the argument that is the function or holds it; `LAST_FUNCTION`: the last argument that is a function. */
  readonly argument: number;
  /** The property of that argument in which the function sits; `undefined`: the argument itself. */
  readonly property: string | undefined;
  /** Index of the function's parameter that is the message. */
  readonly message: number;
  /** That parameter is an array of messages. */
  readonly batch: boolean;
}

/** A trigger type in `function.json`: `httpTrigger`. */
export interface TriggerHandler {
  readonly trigger: string;
}

/** `handler: "last"`: routes take any number of functions, of which the last one answers. */
export const LAST_FUNCTION = -1;

export interface Settings {
  readonly presets: readonly Preset[];
  readonly handlers: readonly (CallHandler | TriggerHandler)[];
  /** Names of containers whose reads are of no interest. */
  readonly ignoreContainers: readonly string[];
  /** `undefined`: what the code base already does. */
  readonly style: Style | undefined;
  /** Name of the property that carries the token of a message. */
  readonly tokenProperty: string;
  /** Only there to make ESLint's cache notice a change in other files. */
  readonly fingerprint: string | undefined;
}

export interface ParsedSettings {
  readonly settings: Settings;
  /** Sentences for the person who wrote the settings; empty when all is well. */
  readonly problems: readonly string[];
}

export const STYLES: readonly Style[] = ["inline", "helper", "ambient"];

export const DEFAULT_SETTINGS: Settings = {
  presets: [],
  handlers: [],
  ignoreContainers: [],
  style: undefined,
  tokenProperty: "cosmosSessionToken",
  fingerprint: undefined,
};

const WHERE = 'settings["cosmos-session"]';

const byIdentity = new WeakMap<object, ParsedSettings>();
/** Oxlint makes a new object for each file; equal settings must stay one object all the same. */
const byText = new Map<string, ParsedSettings>();
const MAX_TEXTS = 100;

const defaults: ParsedSettings = { settings: DEFAULT_SETTINGS, problems: [] };

/**
 * @param raw What stands in the configuration under `cosmos-session`. The object must not be changed afterwards:
 * ESLint does not, and the same object gives the same answer.
 */
export function parseSettings(raw: unknown): ParsedSettings {
  if (raw === undefined || raw === null) return defaults;
  if (typeof raw !== "object") return readAll(raw);
  const known = byIdentity.get(raw);
  if (known) return known;
  const text = textOf(raw);
  const parsed =
    (text === undefined ? undefined : byText.get(text)) ?? readAll(raw);
  byIdentity.set(raw, parsed);
  if (text !== undefined) {
    if (byText.size >= MAX_TEXTS) byText.clear();
    byText.set(text, parsed);
  }
  return parsed;
}

function textOf(raw: object): string | undefined {
  try {
    // A function or a symbol would vanish from the text, and with it the problem that it is.
    return JSON.stringify(raw, (_key, value: unknown) =>
      typeof value === "function" ||
      typeof value === "symbol" ||
      typeof value === "bigint"
        ? `(${typeof value})`
        : value,
    );
  } catch {
    return undefined;
  }
}

/** Reads one value; `undefined` and a problem when it is not what it should be. */
type Reader<T> = (
  value: unknown,
  where: string,
  problems: string[],
) => T | undefined;

function readAll(raw: unknown): ParsedSettings {
  const problems: string[] = [];
  try {
    return { settings: readSettings(raw, problems), problems };
  } catch (error) {
    // Case: a getter or a proxy that throws.
    problems.push(
      `${WHERE} cannot be read: ${String(error)}. Write it as plain data.`,
    );
    return { settings: DEFAULT_SETTINGS, problems };
  }
}

const settingReaders = {
  presets: listOf(readPreset),
  handlers: listOf(readHandler),
  ignoreContainers: listOf(readName),
  style: readStyle,
  tokenProperty: readTokenProperty,
  fingerprint: readFingerprint,
} satisfies { [Key in keyof Settings]: Reader<NonNullable<Settings[Key]>> };

function readSettings(raw: unknown, problems: string[]): Settings {
  if (!isRecord(raw)) {
    problems.push(
      `${WHERE} is ${show(raw)}: expected an object such as { presets: ["event-hubs"] }.`,
    );
    return DEFAULT_SETTINGS;
  }
  nameUnknownKeys(raw, Object.keys(settingReaders), WHERE, problems);
  const read = <T>(key: string, reader: Reader<T>): T | undefined =>
    raw[key] === undefined
      ? undefined
      : reader(raw[key], `${WHERE}.${key}`, problems);
  return {
    presets: [...new Set(read("presets", settingReaders.presets) ?? [])],
    handlers: read("handlers", settingReaders.handlers) ?? [],
    ignoreContainers:
      read("ignoreContainers", settingReaders.ignoreContainers) ?? [],
    style: read("style", settingReaders.style),
    tokenProperty:
      read("tokenProperty", settingReaders.tokenProperty) ??
      DEFAULT_SETTINGS.tokenProperty,
    fingerprint: read("fingerprint", settingReaders.fingerprint),
  };
}

function listOf<T>(reader: Reader<T>): Reader<T[]> {
  return (value, where, problems) => {
    if (!Array.isArray(value)) {
      problems.push(
        `${where} is ${show(value)}: expected an array. Put [ ] around it.`,
      );
      return undefined;
    }
    return value.flatMap((entry, index) => {
      const read = reader(entry, `${where}[${index}]`, problems);
      return read === undefined ? [] : [read];
    });
  };
}

function readPreset(
  value: unknown,
  where: string,
  problems: string[],
): Preset | undefined {
  const preset = PRESETS.find((known) => known === value);
  if (preset === undefined)
    problems.push(
      `${where} is ${show(value)}: ${expectedOneOf(PRESETS, value)}`,
    );
  return preset;
}

function readStyle(
  value: unknown,
  where: string,
  problems: string[],
): Style | undefined {
  const style = STYLES.find((known) => known === value);
  if (style === undefined)
    problems.push(
      `${where} is ${show(value)}: ${expectedOneOf(STYLES, value)}`,
    );
  return style;
}

function readName(
  value: unknown,
  where: string,
  problems: string[],
): string | undefined {
  if (typeof value === "string" && value.trim() !== "") return value;
  problems.push(
    `${where} is ${show(value)}: expected the name of a container.`,
  );
  return undefined;
}

function readTokenProperty(
  value: unknown,
  where: string,
  problems: string[],
): string | undefined {
  // AMQP takes any text as the name of a property; more than this is surely a slip.
  if (typeof value === "string" && /^[^\s\p{Cc}]{1,128}$/u.test(value))
    return value;
  problems.push(
    `${where} is ${show(value)}: expected the name of a message property without spaces, such as "cosmosSessionToken".`,
  );
  return undefined;
}

function readFingerprint(
  value: unknown,
  where: string,
  problems: string[],
): string | undefined {
  if (typeof value === "string") return value;
  problems.push(
    `${where} is ${show(value)}: expected the text that plugin.fingerprint(import.meta.dirname) returns.`,
  );
  return undefined;
}

const HANDLER_KEYS = ["module", "call", "handler", "message", "batch"];
const HANDLER_EXAMPLE =
  '{ module: "@azure/functions", call: "app.http", handler: "1.handler" } or { trigger: "httpTrigger" }';

function readHandler(
  value: unknown,
  where: string,
  problems: string[],
): CallHandler | TriggerHandler | undefined {
  if (!isRecord(value)) {
    problems.push(`${where} is ${show(value)}: expected ${HANDLER_EXAMPLE}.`);
    return undefined;
  }
  return "trigger" in value
    ? readTrigger(value, where, problems)
    : readCall(value, where, problems);
}

function readTrigger(
  value: Readonly<Record<string, unknown>>,
  where: string,
  problems: string[],
): TriggerHandler | undefined {
  const both = HANDLER_KEYS.filter((key) => key in value);
  if (both.length > 0) {
    problems.push(
      `${where} has both "trigger" and "${both[0]!}": a trigger of function.json has its function beside it. Make two entries of it.`,
    );
    return undefined;
  }
  nameUnknownKeys(value, ["trigger"], where, problems);
  if (typeof value["trigger"] === "string" && /^\w+$/.test(value["trigger"]))
    return { trigger: value["trigger"] };
  problems.push(
    `${where}.trigger is ${show(value["trigger"])}: expected the type of a binding in function.json, such as "httpTrigger".`,
  );
  return undefined;
}

function readCall(
  value: Readonly<Record<string, unknown>>,
  where: string,
  problems: string[],
): CallHandler | undefined {
  const before = problems.length;
  nameUnknownKeys(value, [...HANDLER_KEYS, "trigger"], where, problems);
  const { module, call, handler, message = 0, batch = false } = value;
  if (typeof call !== "string" || !/^[\w$#]+(\.[\w$#]+)*$/.test(call))
    problems.push(
      `${where}.call is ${show(call)}: expected the called name as it is written, without arguments, such as "app.http" or "consumer.on".`,
    );
  if (
    module !== undefined &&
    (typeof module !== "string" || module.trim() === "")
  )
    problems.push(
      `${where}.module is ${show(module)}: expected the name of a package, such as "@azure/functions", or leave it out.`,
    );
  const position = handlerPosition(handler);
  if (position === undefined)
    problems.push(
      `${where}.handler is ${show(handler)}: expected the index of the argument that is the function ("1"), with its property where the function sits in an object ("1.handler"), or "last" for the last argument that is a function.`,
    );
  if (!isIndex(message))
    problems.push(
      `${where}.message is ${show(message)}: expected the index of the parameter that is the message, 0 for the first.`,
    );
  if (typeof batch !== "boolean")
    problems.push(
      `${where}.batch is ${show(batch)}: expected true when the parameter is an array of messages, else false.`,
    );
  const unknownKeys = Object.keys(value).filter(
    (key) => !HANDLER_KEYS.includes(key),
  ).length;
  if (problems.length - before > unknownKeys || position === undefined)
    return undefined;
  return {
    module: module as string | undefined,
    call: call as string,
    ...position,
    message: message as number,
    batch: batch as boolean,
  };
}

/** `"1.handler"` -> argument 1, property `handler`. */
function handlerPosition(
  handler: unknown,
): Pick<CallHandler, "argument" | "property"> | undefined {
  if (isIndex(handler)) return { argument: handler, property: undefined };
  if (typeof handler !== "string") return undefined;
  if (handler === "last")
    return { argument: LAST_FUNCTION, property: undefined };
  const match = /^(\d{1,2})(?:\.([\w$]+))?$/.exec(handler);
  return match === null
    ? undefined
    : { argument: Number(match[1]), property: match[2] };
}

function isIndex(value: unknown): value is number {
  return (
    typeof value === "number" &&
    Number.isInteger(value) &&
    value >= 0 &&
    value < 100
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameUnknownKeys(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  where: string,
  problems: string[],
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const nearest = findNearestName(key, known);
    const hint =
      nearest === undefined
        ? `Known are ${quoteAll(known)}.`
        : `Did you mean "${nearest}"?`;
    problems.push(`${where} has no setting "${key}". ${hint}`);
  }
}

function expectedOneOf(known: readonly string[], value: unknown): string {
  const nearest =
    typeof value === "string" ? findNearestName(value, known) : undefined;
  return `expected one of ${quoteAll(known)}.${nearest === undefined ? "" : ` Did you mean "${nearest}"?`}`;
}

function quoteAll(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

/** A value as a person would write it, shortened. */
function show(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "function") return "a function";
  if (
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean" ||
    value === null
  ) {
    const text =
      typeof value === "number" ? String(value) : JSON.stringify(value);
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
  }
  if (Array.isArray(value))
    return value.length === 0 ? "an empty array" : "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
