// Limits of the service (service quotas page): 2 MB an item, 1,023 bytes an id.
import type { Item } from "../query/Query.ts";
import { ServiceError } from "../ServiceError.ts";

const MAX_ITEM_BYTES = 2 * 1024 * 1024;
const MAX_ID_BYTES = 1023;

/** @throws {ServiceError} 400 */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    throw new ServiceError(400, "The request body is no valid JSON.");
  }
}

/** @throws {ServiceError} 400 unless the body is the JSON object of an item. */
export function parseItem(body: Buffer): Item {
  return checkObject(parseJson(body));
}

export function checkObject(value: unknown): Item {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Item;
  }
  throw new ServiceError(
    400,
    "The input content is invalid: a JSON object was expected.",
  );
}

/** @throws {ServiceError} 400 */
export function checkId(id: unknown): string {
  if (typeof id !== "string" || id === "") {
    throw new ServiceError(
      400,
      "The input content is invalid because the required properties - 'id; ' - are missing: an item's id is a text that is not empty.",
    );
  }
  // A question mark is allowed, whatever the documentation says: @azure/cosmos 4 tests that it is.
  if (/[/\\#]/.test(id) || Buffer.byteLength(id) > MAX_ID_BYTES) {
    throw new ServiceError(
      400,
      `The id "${id.slice(0, 100)}" is invalid: it must not hold / \\ or #, nor be longer than ${MAX_ID_BYTES} bytes.`,
    );
  }
  return id;
}

const MAX_TTL = 2 ** 31 - 1;

/** Seconds, or -1 for ever. */
export function isTimeToLive(value: unknown): boolean {
  return (
    Number.isInteger(value) &&
    (value === -1 || ((value as number) > 0 && (value as number) <= MAX_TTL))
  );
}

/** @throws {ServiceError} 400, also in a container where nothing expires. */
export function checkTimeToLive(id: string, ttl: unknown): void {
  if (ttl === undefined || isTimeToLive(ttl)) return;
  throw new ServiceError(
    400,
    `The input ttl ${JSON.stringify(ttl)} of item "${id}" is invalid. Ttl value must be a non-zero positive 32-bit integer or -1.`,
  );
}

/** @throws {ServiceError} 413 */
export function checkSize(id: string, bytes: number): void {
  if (bytes <= MAX_ITEM_BYTES) return;
  throw new ServiceError(
    413,
    `Request size is too large: item "${id}" takes ${bytes} bytes, the limit is ${MAX_ITEM_BYTES}.`,
  );
}
