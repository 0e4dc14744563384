import type { IncomingHttpHeaders } from "node:http";
import type { CosmosAttempt } from "../observe/observation.ts";
import type { Account } from "./account/Account.ts";

/** What an operation notes of itself while it runs, for the observer. */
export type Sighting = {
  -readonly [
    Key in keyof Pick<
      CosmosAttempt,
      | "kind"
      | "itemId"
      | "partitionKey"
      | "ranges"
      | "served"
      | "region"
      | "replica"
      | "lagMs"
      | "foreign"
      | "parents"
      | "written"
      | "concerns"
      | "requestCharge"
      | "after"
    >
  ]: CosmosAttempt[Key];
};

export interface GatewayRequest {
  readonly account: Account;
  readonly method: string;
  /** As sent. */
  readonly path: string;
  /** What stands in the path at the places of ids, decoded: database, container, item. */
  readonly ids: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Region whose endpoint was called. */
  readonly region: string;
  /** Where the account says it is, in the client's own protocol. */
  readonly endpointOf: (region: string) => string;
  readonly seen: Sighting;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: Buffer | string;
}

/** One operation of the service: how it is recognised, and what it does. */
export interface Operation {
  /** `item.read`; as in the log and in `POST /faults`. */
  readonly name: string;
  /** `read` and `write` as in the project's terms, for data; all else is `other`. */
  readonly kind: "read" | "write" | "other";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  // With a star for each id: "/dbs/*/colls/*/docs".
  readonly path: string;
  /** Tells it from others of the same method and path; the first that matches is taken. */
  readonly when?: (headers: IncomingHttpHeaders) => boolean;
  run(request: GatewayRequest): Answer | Promise<Answer>;
}

/** A header that says yes; SDKs write `true` and `True`. */
export function isTrue(header: string | string[] | undefined): boolean {
  return String(header).toLowerCase() === "true";
}
