import type { IncomingHttpHeaders } from "node:http";
import type { HandlerContext } from "../Context.ts";
import type { Attempt } from "./Call.ts";
import { describeRequest } from "./describeRequest.ts";
import type { BatchReads } from "./readsOfBatch.ts";
import type { RequestHeaders } from "./RequestHeaders.ts";

/** What is known of a request when it starts. */
export interface Started {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers: RequestHeaders;
  readonly startMs: number;
  readonly callSite: string | undefined;
  readonly handler: HandlerContext | undefined;
  /** Of a batch or a bulk call. */
  reads: BatchReads | undefined;
}

/**
 * A request of the Cosmos SDK with its answer, not looked at yet. Neither of the two is kept: for as
 * long as this waits, the garbage collector would carry all that hangs on them from place to place.
 */
export interface Answered {
  readonly start: Started;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly socket: object;
  readonly endMs: number;
}

/** @returns `undefined` for what concerns no items: accounts, containers, lists of ranges */
export function attemptOf(answered: Answered): Attempt | undefined {
  const { start, status, headers, socket, endMs } = answered;
  const request = describeRequest(
    start.method,
    start.path,
    start.headers,
    start.reads,
  );
  if (request.kind === "other") return undefined;
  return {
    request,
    startMs: start.startMs,
    endMs,
    status,
    subStatus: numberIn(headers["x-ms-substatus"]),
    served: textIn(headers["x-ms-session-token"]),
    charge: numberIn(headers["x-ms-request-charge"]),
    activityId: textIn(headers["x-ms-activity-id"]),
    lsn: textIn(headers["lsn"]),
    host: start.host,
    callSite: start.callSite,
    handler: start.handler,
    socket,
  };
}

type Header = string | string[] | undefined;

function textIn(value: Header): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function numberIn(value: Header): number | undefined {
  const text = textIn(value);
  return text === undefined ? undefined : Number(text);
}
