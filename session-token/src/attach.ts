import {
  carriedName,
  identify,
  mayBeSameContainer,
  type ContainerIdentity,
  type ContainerName,
} from "./carriedName.ts";
import { copyWith } from "./copyWith.ts";
import { isSessionToken } from "./isSessionToken.ts";
import { isObject, look } from "./look.ts";
import { merge } from "./merge.ts";
import { parse } from "./parse.ts";
import { SessionTokenError } from "./SessionTokenError.ts";
import { kindOf } from "./words.ts";

/** The service takes 32 KB for each property and 64 KB for all; half leaves room for the others. */
export const LARGEST_TOKEN = 16 * 1024;

export interface TooLargeToken {
  /** The property that was left out, e.g. `cosmosSessionToken`. */
  readonly name: string;
  /** Length of the token in bytes. */
  readonly bytes: number;
  /** The largest length that is carried, in bytes. */
  readonly limit: number;
}

export interface AttachOptions {
  /** Whose token it is. Needed as soon as a message speaks of two containers. */
  readonly container?: ContainerName;
  /** `"body"` where properties cannot be set, as in Functions output bindings. */
  readonly to?: "properties" | "body";
  /** Called instead of carrying a token above 16 KB. Without it, a warning on the console. */
  readonly onTooLarge?: (token: TooLargeToken) => void;
}

/** Which containers' tokens a message, its properties and its body already carry, by name. */
const carriers = new WeakMap<object, ReadonlyMap<string, ContainerIdentity>>();

/**
 * Gives a message the token of the write that it speaks of, and returns the message to send: a copy,
 * the one passed in stays as it is.
 *
 * The token stands in the application property `cosmosSessionToken`, or
 * `cosmosSessionToken_<container>` when a container is named. Attached twice under one name, the
 * tokens are merged. `undefined` as token returns the message unchanged.
 *
 * A send never fails for the token's sake: above 16 KB the name is left out and `onTooLarge` called.
 *
 * Not detected: two containers that share a name when the message was sent and received in between.
 *
 * @throws {SessionTokenError} `MALFORMED`, `NOT_TEXT`, `NOT_A_MESSAGE`, `WRONG_OPTION`,
 *   `NAME_COLLISION` (`a-b` and `a_b`, or one name in two databases), `BODY_NOT_AN_OBJECT`.
 */
export function attach<M extends object>(
  message: M,
  token: string | undefined,
  options: AttachOptions = {},
): M {
  if ((token ?? undefined) === undefined) return message;
  parse(token as string);
  const container = identify(options.container);
  return attachUnder(
    message,
    carriedName(container),
    token as string,
    container,
    options,
  );
}

/** `attach` for a name that is known already, of a token that is known to be one. */
export function attachUnder<M extends object>(
  message: M,
  name: string,
  token: string,
  container: ContainerIdentity | undefined,
  options: Omit<AttachOptions, "container">,
): M {
  assertMessage(message);
  const place = findPlace(message, options.to);
  const held = look(message, place);
  const names = checkCollision([message, held], name, container);

  const carried = [held, look(message, "userProperties")]
    .map((properties) => look(properties, name))
    // What is there but no token cannot be merged, and must not keep the message from leaving.
    .filter(isSessionToken);
  const merged = merge(token, ...carried);
  const tooLarge = merged.length > LARGEST_TOKEN;
  const next = copyWith(
    isRecord(held) ? held : {},
    name,
    tooLarge ? undefined : merged,
  );
  const result = copyWith(message, place, next);
  carriers.set(result, names);
  carriers.set(next, names);
  if (tooLarge) {
    (options.onTooLarge ?? warnOnce)({
      name,
      bytes: merged.length,
      limit: LARGEST_TOKEN,
    });
  }
  return result as M;
}

/** @throws {SessionTokenError} `NOT_A_MESSAGE`. */
export function assertMessage(message: unknown): asserts message is object {
  if (isRecord(message)) return;
  throw new SessionTokenError(
    "NOT_A_MESSAGE",
    `Expected a Service Bus message object, got ${Array.isArray(message) ? "an array" : kindOf(message)}. ` +
      "Attach to each message of a batch by itself.",
  );
}

/** The field of the message that takes the name. */
function findPlace(message: object, to: AttachOptions["to"]): string {
  if (to === "body") {
    const body = look(message, "body");
    if (!isRecord(body) || typeof look(body, "toJSON") === "function") {
      throw new SessionTokenError(
        "BODY_NOT_AN_OBJECT",
        `The token can only be put into a body that is a plain object, got ${Array.isArray(body) ? "an array" : kindOf(body)}. ` +
          'Leave out to: "body", so that it travels as an application property, or wrap the body in an object.',
      );
    }
    return "body";
  }
  if ((to as unknown) !== undefined && to !== ("properties" as unknown)) {
    throw new SessionTokenError(
      "WRONG_OPTION",
      'The option to must be "properties" or "body".',
    );
  }
  // @azure/service-bus 1.x sends userProperties.
  const old =
    isRecord(look(message, "userProperties")) &&
    !isRecord(look(message, "applicationProperties"));
  return old ? "userProperties" : "applicationProperties";
}

function checkCollision(
  places: readonly unknown[],
  name: string,
  container: ContainerIdentity | undefined,
): ReadonlyMap<string, ContainerIdentity> {
  const names = new Map(
    places.flatMap((place) => [
      ...((isObject(place) ? carriers.get(place) : undefined) ?? []),
    ]),
  );
  if (container === undefined) return names;
  const other = names.get(name);
  if (other !== undefined && !mayBeSameContainer(other, container)) {
    throw new SessionTokenError(
      "NAME_COLLISION",
      `This message already carries a token of container "${full(other)}" as ${name}; ` +
        `container "${full(container)}" would get the same name. ` +
        "Send one message for each container, or rename one of them.",
    );
  }
  if (other?.database === undefined) names.set(name, container);
  return names;
}

function full({ id, database }: ContainerIdentity): string {
  return database === undefined ? id : `${database}/${id}`;
}

/** An object with names of its own: no array, no bytes, no date. */
function isRecord(value: unknown): value is object {
  return (
    isObject(value) &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof ArrayBuffer) &&
    !(value instanceof Date) &&
    !(value instanceof Map) &&
    !(value instanceof Set)
  );
}

let warned = false;

function warnOnce({ name, bytes, limit }: TooLargeToken): void {
  if (warned) return;
  warned = true;
  console.warn(
    `[cosmos-session-token] A token of ${bytes} bytes was left out of a message (${name}, at most ${limit}); ` +
      "its reader may read old data. Pass onTooLarge to attach to hear of each.",
  );
}
