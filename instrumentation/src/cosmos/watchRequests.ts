import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import { Budget } from "../callSites/Budget.ts";
import { currentCallSite } from "../callSites/currentCallSite.ts";
import { currentHandler, type HandlerContext } from "../Context.ts";
import { quietly } from "../quietly.ts";
import type { Attempt } from "./Call.ts";
import {
  describeRequest,
  isOfCosmos,
  type CosmosRequest,
} from "./describeRequest.ts";
import { onRequestHead } from "./onRequestHead.ts";

const CALL_SITES_AT_ONCE = 200;
const CALL_SITES_A_SECOND = 20;

interface Started {
  readonly request: CosmosRequest;
  readonly startMs: number;
  readonly callSite: string | undefined;
  readonly handler: HandlerContext | undefined;
}

/**
 * Reports each request of the Cosmos SDK with its answer, retries included. Every version of the SDK
 * ends in `node:http` (3.17.3 to 4.10.1, measured); the channels bear no bodies.
 */
export function watchRequests(report: (attempt: Attempt) => void): void {
  const started = new WeakMap<ClientRequest, Started>();
  const callSites = new Budget(CALL_SITES_AT_ONCE, CALL_SITES_A_SECOND);

  // The channel speaks when the head is on its way, outside of the program's stack.
  onRequestHead((request) => {
    const header = (name: string): unknown => request.getHeader(name);
    if (!isOfCosmos(header)) return;
    const described = describeRequest(request.method, request.path, header);
    if (described.kind === "other") return;
    started.set(request, {
      request: described,
      startMs: Date.now(),
      callSite: callSites.take() ? currentCallSite() : undefined,
      handler: currentHandler(),
    });
  });

  subscribe("http.client.response.finish", (message) =>
    quietly(() => {
      const { request, response } = message as {
        readonly request: ClientRequest;
        readonly response: IncomingMessage;
      };
      const start = started.get(request);
      if (start === undefined) return;
      started.delete(request);
      report(answered(start, request, response));
    }),
  );
}

function answered(
  start: Started,
  request: ClientRequest,
  response: IncomingMessage,
): Attempt {
  const { headers } = response;
  const text = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const number = (name: string): number | undefined => {
    const value = text(name);
    return value === undefined ? undefined : Number(value);
  };
  return {
    ...start,
    endMs: Date.now(),
    status: response.statusCode ?? 0,
    subStatus: number("x-ms-substatus"),
    served: text("x-ms-session-token"),
    charge: number("x-ms-request-charge"),
    activityId: text("x-ms-activity-id"),
    lsn: text("lsn"),
    host: request.host,
    socket: response.socket,
  };
}
