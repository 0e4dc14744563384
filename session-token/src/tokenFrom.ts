import {
  carriedName,
  identify,
  PLAIN_NAME,
  SUFFIXED_START,
  type ContainerName,
} from "./carriedName.ts";
import { isObject, look, lookList } from "./look.ts";
import { merge } from "./merge.ts";
import { parse } from "./parse.ts";
import { SessionTokenError } from "./SessionTokenError.ts";
import { excerptAround, kindOf } from "./words.ts";

export interface TokenFromOptions {
  /** The container that will be read. */
  readonly container?: ContainerName;
  /** Which message of a Functions batch, when `triggerMetadata` of a `many` trigger is passed. */
  readonly index?: number;
}

/**
 * Reads the token that a message carries; the inverse of `attach`.
 *
 * Takes a received message (`applicationProperties`, or `userProperties` of @azure/service-bus 1.x),
 * the `context.triggerMetadata` of a Functions trigger (with `index` for a batch), a message of an
 * `sdkBinding` trigger, or a message body. In each it looks at the properties and at the body,
 * also a body that is still JSON text or bytes.
 *
 * With `container` it is the container's own name; the plain name serves only when the message has
 * no name with a container in it.
 *
 * @returns `undefined` when the message carries none: pass it on, and the read is as before.
 * @throws {SessionTokenError} `MALFORMED` or `NOT_TEXT` when the name holds something else than a
 *   token, `INDEX_NEEDED` for a batch without `index`, `WRONG_OPTION`.
 */
export function tokenFrom(
  message: unknown,
  options: TokenFromOptions = {},
): string | undefined {
  const container = identify(options.container);
  const places = listPlaces(message, options.index);
  const name = carriedName(container);
  const found = readName(places, name);
  if (found !== undefined || container === undefined) return found;
  return places.some(hasSuffixedName)
    ? undefined
    : readName(places, PLAIN_NAME);
}

/**
 * Every token that a message carries, by its name (with lower-case first letter).
 *
 * @throws {SessionTokenError} as `tokenFrom`.
 */
export function listCarried(
  message: unknown,
  index: number | undefined,
): ReadonlyMap<string, string> {
  const places = listPlaces(message, index);
  const names = new Set(places.flatMap(keysOf).map(lowerFirst).filter(isOurs));
  const carried = new Map<string, string>();
  for (const name of names) {
    const token = readName(places, name);
    if (token !== undefined) carried.set(name, token);
  }
  return carried;
}

/** True when any name of ours stands in the message, whosever token it is. */
function bearsToken(message: unknown): boolean {
  return listPlaces(message, undefined, "any").some((place) =>
    keysOf(place).map(lowerFirst).some(isOurs),
  );
}

function isOurs(name: string): boolean {
  return name === PLAIN_NAME || name.startsWith(SUFFIXED_START);
}

/** Everything in which a name may stand. */
function listPlaces(
  message: unknown,
  index: number | undefined,
  batch: "one" | "any" = "one",
): object[] {
  if (batch === "one") refuseBatch(message);
  const [applicationProperties, userProperties] =
    batch === "one" ? pickOfBatch(message, index) : [];
  return [
    look(message, "applicationProperties"),
    look(message, "userProperties"),
    applicationProperties,
    userProperties,
    readBody(look(message, "body")),
    // A Functions handler gets the body itself as its message.
    readBody(message),
  ].filter(isObject);
}

/** A list is a batch by mistake if one of its elements carries a token; else it is a body. */
function refuseBatch(message: unknown): void {
  const list = lookList(message);
  if (list?.some(bearsToken)) {
    throw new SessionTokenError(
      "INDEX_NEEDED",
      `Expected one message, got a list of ${list.length}. ` +
        "Take the token of each message for its own reads.",
    );
  }
}

/** Case: `context.triggerMetadata` of a trigger with cardinality `many`. */
function pickOfBatch(metadata: unknown, index: number | undefined): unknown[] {
  const lists = ["applicationPropertiesArray", "userPropertiesArray"].map(
    (key) => lookList(look(metadata, key)),
  );
  const length = Math.max(...lists.map((list) => list?.length ?? -1));
  if (length < 0) return [];
  if (index === undefined) {
    throw new SessionTokenError(
      "INDEX_NEEDED",
      `This is the metadata of a batch of ${length} messages. ` +
        "Pass { index } and take the token of each message for its own reads.",
    );
  }
  if (!Number.isInteger(index) || index < 0 || index >= length) {
    throw new SessionTokenError(
      "WRONG_OPTION",
      `The option index must be an integer from 0 to ${length - 1}, got ${typeof index === "number" ? index : kindOf(index)}.`,
    );
  }
  return lists.map((list) => list?.[index]);
}

/**
 * A body as an object. Text and bytes are read as JSON: an `sdkBinding` trigger leaves the body as
 * text unless its contentType is exactly application/json, and `skipParsingBodyAsJson` gives bytes.
 */
function readBody(body: unknown): unknown {
  if (isObject(body) && !isBytes(body)) return body;
  const text = isBytes(body) ? new TextDecoder().decode(body) : body;
  if (typeof text !== "string" || !/^\s*\{/.test(text)) return undefined;
  // Most bodies carry none; parsing them would be wasted.
  if (!text.includes(PLAIN_NAME.slice(1))) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

function readName(places: readonly object[], name: string): string | undefined {
  return merge(...places.map((place) => readValue(place, name)));
}

function readValue(place: object, name: string): string | undefined {
  // The Functions host lower-cases the first letter of some keys and not of others.
  const value = ownValue(place, name) ?? ownValue(place, upperFirst(name));
  if (value === undefined || value === null || value === "") return undefined;
  try {
    parse(value as string);
  } catch (error) {
    if (!(error instanceof SessionTokenError)) throw error;
    const shown =
      typeof value === "string" ? excerptAround(value) : kindOf(value);
    throw new SessionTokenError(
      error.code,
      `The message carries ${shown} as ${name}, which is no session token. ${error.message} ` +
        "Look at what the sender puts there.",
      error,
    );
  }
  return value as string;
}

function ownValue(place: object, name: string): unknown {
  try {
    return Object.hasOwn(place, name) ? look(place, name) : undefined;
  } catch {
    return undefined;
  }
}

function hasSuffixedName(place: object): boolean {
  return keysOf(place).some((key) =>
    lowerFirst(key).startsWith(SUFFIXED_START),
  );
}

function keysOf(place: object): string[] {
  try {
    return Object.keys(place);
  } catch {
    return [];
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
