import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import { Budget } from "../callSites/Budget.ts";
import { currentCallSite } from "../callSites/currentCallSite.ts";
import { currentHandler } from "../Context.ts";
import { quietly } from "../quietly.ts";
import type { Answered, Started } from "./Answered.ts";
import { onFirstPiece } from "./onFirstPiece.ts";
import { onRequestHead } from "./onRequestHead.ts";
import { readsOfBatch } from "./readsOfBatch.ts";
import { isOfCosmos, readHeaders } from "./RequestHeaders.ts";

const CALL_SITES_AT_ONCE = 200;
const CALL_SITES_A_SECOND = 20;

/** On the request itself: an entry of a WeakMap costs several times as much. */
const startOf = Symbol("cosmos-session.start");

interface Watched extends ClientRequest {
  [startOf]?: Started | undefined;
}

/**
 * Reports each request of the Cosmos SDK with its answer, retries included. Every version of the SDK
 * ends in `node:http` (3.17.3 to 4.10.1, measured); the channels bear no bodies.
 */
export function watchRequests(report: (answered: Answered) => void): void {
  const callSites = new Budget(CALL_SITES_AT_ONCE, CALL_SITES_A_SECOND);

  // The channel speaks when the head is on its way, outside of the program's stack.
  onRequestHead((request: Watched) => {
    const header = (name: string): unknown => request.getHeader(name);
    if (!isOfCosmos(header)) return;
    const { method, path, host } = request;
    const headers = readHeaders(method, header);
    const startMs = Date.now();
    const start: Started = {
      method,
      path,
      host,
      headers,
      startMs,
      callSite: callSites.take(startMs) ? currentCallSite() : undefined,
      handler: currentHandler(),
      reads: undefined,
    };
    request[startOf] = start;
    if (headers.purpose === "batch" || headers.purpose === "bulk") {
      onFirstPiece(request, (body) => {
        start.reads = readsOfBatch(body);
      });
    }
  });

  subscribe("http.client.response.finish", (message) =>
    quietly(() => {
      const { request, response } = message as {
        readonly request: Watched;
        readonly response: IncomingMessage;
      };
      const start = request[startOf];
      if (start === undefined) return;
      request[startOf] = undefined;
      report({
        start,
        status: response.statusCode ?? 0,
        headers: response.headers,
        // Node takes the socket away from the answer once that was read.
        socket: response.socket,
        endMs: Date.now(),
      });
    }),
  );
}
