// Resource tokens: what a permission answers, and its user sends in place of a signature. Their inside
// is the service's own affair; the form outside, `type=resource&ver=1.0&sig=…`, is documented ("Access
// control on Azure Cosmos DB resources").
import { createHmac, timingSafeEqual, type KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isTrue } from "../Operation.ts";
import { ServiceError } from "../ServiceError.ts";

/** What a resource token allows. */
export interface Grant {
  /** `dbs/shop/colls/orders`, or something below it. */
  readonly resource: string;
  readonly mode: "Read" | "All";
  /** Only requests for this partition key, or below the first levels of it. */
  readonly partitionKey?: readonly unknown[];
  /** Milliseconds since 1970. */
  readonly until: number;
}

const form = /^type=resource&ver=1\.0&sig=([^;]+);([^;]+);$/s;

export function writeResourceToken(key: KeyObject, grant: Grant): string {
  const text = Buffer.from(JSON.stringify(grant)).toString("base64");
  return `type=resource&ver=1.0&sig=${sign(key, text).toString("base64")};${text};`;
}

/** @returns Nothing when it is none, or somebody else's. */
export function readResourceToken(
  key: KeyObject,
  token: string,
): Grant | undefined {
  const [, signature, text] = form.exec(token) ?? [];
  if (signature === undefined || text === undefined) return undefined;
  const expected = sign(key, text);
  const given = Buffer.from(signature, "base64");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return undefined;
  }
  return JSON.parse(Buffer.from(text, "base64").toString()) as Grant;
}

interface Asked {
  readonly method: string;
  readonly segments: readonly string[];
  readonly headers: IncomingHttpHeaders;
}

/** @throws {ServiceError} 403 when the request is not among what the token allows. */
export function checkGrant(grant: Grant, asked: Asked, now: number): void {
  const why = refusal(grant, asked, now);
  if (why === undefined) return;
  throw new ServiceError(
    403,
    `Insufficient permissions provided in the authorization header for the corresponding request: ${why}.`,
  );
}

function refusal(
  { resource, mode, partitionKey, until }: Grant,
  { method, segments, headers }: Asked,
  now: number,
): string | undefined {
  if (until <= now) {
    return "the resource token is over its time; read the permission again for a new one";
  }
  // Each client reads the account before anything else.
  if (segments.length === 0) return undefined;
  const path = segments.join("/");
  if (path !== resource && !path.startsWith(`${resource}/`)) {
    return `the resource token is for ${resource}, not for ${path}`;
  }
  if (mode === "Read" && !isReading(method, headers)) {
    return `the resource token is for reading ${resource}`;
  }
  const isForData = segments[4] === "docs";
  return partitionKey === undefined ||
    !isForData ||
    isWithin(partitionKey, headers)
    ? undefined
    : `the resource token is for the partition key ${JSON.stringify(partitionKey)}`;
}

function isReading(method: string, headers: IncomingHttpHeaders): boolean {
  if (method === "GET") return true;
  return (
    method === "POST" &&
    (isTrue(headers["x-ms-documentdb-isquery"]) ||
      isTrue(headers["x-ms-cosmos-is-query-plan-request"]))
  );
}

function isWithin(
  partitionKey: readonly unknown[],
  headers: IncomingHttpHeaders,
): boolean {
  if (isTrue(headers["x-ms-cosmos-is-query-plan-request"])) return true;
  let sent: unknown;
  try {
    sent = JSON.parse(String(headers["x-ms-documentdb-partitionkey"]));
  } catch {
    return false;
  }
  return (
    Array.isArray(sent) &&
    JSON.stringify(sent.slice(0, partitionKey.length)) ===
      JSON.stringify(partitionKey)
  );
}

function sign(key: KeyObject, text: string): Buffer {
  return createHmac("sha256", key).update(`resource\n${text}`).digest();
}
