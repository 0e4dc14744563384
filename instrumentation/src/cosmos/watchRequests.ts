import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import { Budget } from "../callSites/Budget.ts";
import { currentCallSite } from "../callSites/currentCallSite.ts";
import { currentHandler } from "../Context.ts";
import { quietly } from "../quietly.ts";
import type { Answered, Started } from "./Answered.ts";
import { isOfCosmos } from "./describeRequest.ts";
import { onRequestHead } from "./onRequestHead.ts";

const CALL_SITES_AT_ONCE = 200;
const CALL_SITES_A_SECOND = 20;

/**
 * Reports each request of the Cosmos SDK with its answer, retries included. Every version of the SDK
 * ends in `node:http` (3.17.3 to 4.10.1, measured); the channels bear no bodies.
 */
export function watchRequests(report: (answered: Answered) => void): void {
  const started = new WeakMap<ClientRequest, Started>();
  const callSites = new Budget(CALL_SITES_AT_ONCE, CALL_SITES_A_SECOND);

  // The channel speaks when the head is on its way, outside of the program's stack.
  onRequestHead((request) => {
    if (!isOfCosmos((name) => request.getHeader(name))) return;
    started.set(request, {
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
      // Node takes the socket away from the answer once that was read.
      const { socket } = response;
      report({ start, request, response, socket, endMs: Date.now() });
    }),
  );
}
