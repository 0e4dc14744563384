import { SessionTokenError } from "./SessionTokenError.ts";

/**
 * A shallow copy with one property set (left out for `undefined`). Keeps the prototype: a received
 * message is an instance of a class, and must still be one when it is sent on.
 *
 * @throws {SessionTokenError} `NOT_A_MESSAGE` when a getter of the source throws.
 */
export function copyWith(source: object, key: string, value: unknown): object {
  try {
    const copy = Object.assign(
      Object.create(Object.getPrototypeOf(source) as object | null) as Record<
        string,
        unknown
      >,
      source,
    );
    if (value === undefined) Reflect.deleteProperty(copy, key);
    else copy[key] = value;
    return copy;
  } catch (cause) {
    const error = new SessionTokenError(
      "NOT_A_MESSAGE",
      `Cannot copy this message to set ${key}: one of its properties throws when it is read. ` +
        "Pass a plain message object.",
    );
    error.cause = cause;
    throw error;
  }
}
