// The master key signature, as the SDK makes it for each request (measured with @azure/cosmos 3.17.3
// and 4.10.1): HMAC-SHA256 of verb, resource type, resource link and date.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ServiceError } from "../ServiceError.ts";
import { checkGrant, readResourceToken } from "./resourceToken.ts";

/**
 * @param now Milliseconds since 1970, for tokens that end.
 * @throws {ServiceError} 401 unless the request was signed with the key, or bears a resource token that
 *   was; 403 when that does not allow it.
 */
export function checkAuthorization(
  key: KeyObject,
  method: string,
  segments: readonly string[],
  headers: IncomingHttpHeaders,
  now: number,
): void {
  const { authorization } = headers;
  if (authorization === undefined) {
    throw new ServiceError(
      401,
      "Required Header authorization is missing. Ensure a valid Authorization token is passed.",
    );
  }
  const date = headers["x-ms-date"] ?? headers.date;
  const token = decoded(authorization);
  const grant = token?.startsWith("type=resource&")
    ? readResourceToken(key, token)
    : undefined;
  if (grant !== undefined) {
    checkGrant(grant, { method, segments, headers }, now);
    return;
  }
  const signature = masterForm.exec(token ?? "")?.[1];
  if (typeof date !== "string" || signature === undefined) {
    throw new ServiceError(
      401,
      "The input authorization token can't serve the request. The lab takes master key signatures (type=master&ver=1.0&sig=...) with an x-ms-date header, and the resource tokens of its own permissions; other kinds of tokens are not supported.",
    );
  }
  const text = `${method.toLowerCase()}\n${signedType(segments)}\n${linkOf(segments)}\n${date.toLowerCase()}\n\n`;
  const expected = createHmac("sha256", key).update(text).digest();
  const given = Buffer.from(signature, "base64");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new ServiceError(
      401,
      "The input authorization token can't serve the request. The wrong key is being used or the expected payload is not built as per the protocol. Take endpoint and key from the lab's connection string.",
    );
  }
}

const masterForm = /^type=master&ver=1\.0&sig=(.+)$/s;

function decoded(authorization: string): string | undefined {
  try {
    return decodeURIComponent(authorization);
  } catch {
    return undefined;
  }
}

/**
 * The type that the SDK signs, which in two places is not that of the path (read in @azure/cosmos
 * 3.17.3 to 4.10.1): an operation on a container is signed for the container, the odd path by which
 * it reads a conflict for a user.
 */
function signedType(segments: readonly string[]): string {
  if (segments[4] === "operations") return "colls";
  if (segments[4] === "conflicts" && segments.length === 7) return "users";
  return typeOf(segments);
}

/** The last segment that names a collection of resources; empty for the account. */
function typeOf(segments: readonly string[]): string {
  return segments.length % 2 === 1 ? segments.at(-1)! : (segments.at(-2) ?? "");
}

/** The path up to the id, or the parent's path for a feed; of an offer the id alone, in lower case. */
function linkOf(segments: readonly string[]): string {
  if (segments[0] === "offers") return (segments[1] ?? "").toLowerCase();
  if (segments[4] === "operations") return segments.slice(0, 4).join("/");
  const end = segments.length % 2 === 1 ? segments.length - 1 : segments.length;
  return segments.slice(0, end).join("/");
}
