import type { ClientRequest, IncomingMessage } from "node:http";
import type { HandlerContext } from "../Context.ts";
import type { Attempt } from "./Call.ts";
import { describeRequest } from "./describeRequest.ts";

/** What is known of a request only when it starts. */
export interface Started {
  readonly startMs: number;
  readonly callSite: string | undefined;
  readonly handler: HandlerContext | undefined;
}

/** A request of the Cosmos SDK with its answer, not looked at yet. */
export interface Answered {
  readonly start: Started;
  readonly request: Pick<
    ClientRequest,
    "method" | "path" | "host" | "getHeader"
  >;
  readonly response: Pick<IncomingMessage, "statusCode" | "headers">;
  readonly socket: object;
  readonly endMs: number;
}

/** @returns `undefined` for what concerns no items: accounts, containers, lists of ranges */
export function attemptOf(answered: Answered): Attempt | undefined {
  const { start, request, response, socket, endMs } = answered;
  const described = describeRequest(request.method, request.path, (name) =>
    request.getHeader(name),
  );
  if (described.kind === "other") return undefined;
  const { headers } = response;
  return {
    request: described,
    startMs: start.startMs,
    endMs,
    status: response.statusCode ?? 0,
    subStatus: numberIn(headers["x-ms-substatus"]),
    served: textIn(headers["x-ms-session-token"]),
    charge: numberIn(headers["x-ms-request-charge"]),
    activityId: textIn(headers["x-ms-activity-id"]),
    lsn: textIn(headers["lsn"]),
    host: request.host,
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
