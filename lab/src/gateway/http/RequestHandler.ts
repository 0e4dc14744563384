import type { KeyObject } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Observer } from "../../observe/observation.ts";
import type { Clock } from "../../replication/clock.ts";
import {
  callSiteHeader,
  readCallSite,
} from "../../run/preload/callSiteHeader.ts";
import type { Account } from "../account/Account.ts";
import type { Answer, Operation, Sighting } from "../Operation.ts";
import { ServiceError } from "../ServiceError.ts";
import { checkAuthorization } from "./authorization.ts";
import { faultError, type FaultList } from "./FaultList.ts";
import { findOperation, routeOf } from "./findOperation.ts";
import { readBody } from "./readBody.ts";
import { segmentsOf } from "./segments.ts";
import type { UnknownOperations } from "./UnknownOperations.ts";

export interface HandlerOptions {
  readonly account: () => Account;
  /** `undefined`: any key is taken. */
  readonly key: KeyObject | undefined;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly faults: FaultList;
  readonly unknown: UnknownOperations;
}

/** Where a request came in. */
export interface Door {
  readonly region: string;
  readonly endpointOf: (region: string) => string;
}

interface Outcome extends Pick<Operation, "name" | "kind"> {
  readonly ids: readonly string[];
  readonly answer: Answer;
  readonly subStatus: number | undefined;
  readonly seen: Sighting;
  /** When the request was there. */
  readonly start: number;
}

/** From a request on the wire to its answer, and to the observer. */
export class RequestHandler {
  readonly #options: HandlerOptions;
  #activities = 0;
  #connections = 0;
  readonly #numbers = new WeakMap<Socket, number>();

  constructor(options: HandlerOptions) {
    this.#options = options;
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    door: Door,
  ): Promise<void> {
    const { clock } = this.#options;
    const start = clock.now();
    const after = this.#options.observer.position?.();
    const seen: Sighting = { ranges: [], written: [], after };
    let operation: Operation | undefined;
    let ids: readonly string[] = [];
    let route = "malformed";
    let answer: Answer;
    let subStatus: number | undefined;
    const activityId = this.#nextActivityId();
    try {
      const body = await readBody(request);
      const segments = segmentsOf(request.url!);
      route = routeOf(request.method!, segments).slice(0, 200);
      this.#authorize(request, segments);
      operation = this.#find(request, segments);
      ids = segments.filter((_, index) => index % 2 === 1);
      const fault = this.#options.faults.take(
        operation.name,
        containerOf(segments),
      );
      if (fault?.drop === true) {
        request.socket.destroy();
        return;
      }
      if (fault !== undefined) throw faultError(fault);
      const running = operation.run({
        account: this.#options.account(),
        method: request.method!,
        path: request.url!,
        ids,
        headers: request.headers,
        body,
        region: door.region,
        endpointOf: door.endpointOf,
        seen,
      });
      answer = running instanceof Promise ? await running : running;
    } catch (error) {
      if (!(error instanceof ServiceError) && request.destroyed) return;
      const known = asServiceError(error);
      answer = errorAnswer(known, activityId);
      subStatus = known.subStatus;
    }
    send(response, answer, activityId);
    const { name = route, kind = "other" } = operation ?? {};
    const outcome = { name, kind, ids, answer, subStatus, seen, start };
    this.#observe(request, outcome);
  }

  #authorize(request: IncomingMessage, segments: readonly string[]): void {
    const { key } = this.#options;
    if (key === undefined) return;
    checkAuthorization(key, request.method!, segments, request.headers);
  }

  #find(request: IncomingMessage, segments: readonly string[]): Operation {
    const operation = findOperation(request.method!, segments, request.headers);
    if (operation !== undefined) return operation;
    throw this.#options.unknown.count(request.method!, segments);
  }

  #observe(request: IncomingMessage, outcome: Outcome): void {
    const { name, kind, ids, answer, subStatus, seen, start } = outcome;
    const { clock, observer } = this.#options;
    const sent = textOf(request.headers["x-ms-session-token"]);
    const traceparent = textOf(request.headers["traceparent"]);
    const userAgent = request.headers["user-agent"];
    const callSite = readCallSite(request.headers[callSiteHeader]);
    observer.cosmos({
      ...seen,
      time: start,
      operation: name,
      kind,
      method: request.method!,
      path: request.url!,
      connection: this.#connectionOf(request.socket),
      status: answer.status,
      durationMs: clock.now() - start,
      etag: textOf(answer.headers?.["etag"]),
      ...(ids.length > 1 && { container: `${ids[0]}/${ids[1]}` }),
      ...(sent !== undefined && { sent }),
      ...(subStatus !== undefined && { subStatus }),
      ...(traceparent !== undefined && { traceparent }),
      ...(userAgent !== undefined && { userAgent }),
      ...(callSite !== undefined && { callSite }),
    });
  }

  #connectionOf(socket: Socket): number {
    const known = this.#numbers.get(socket);
    if (known !== undefined) return known;
    const number = ++this.#connections;
    this.#numbers.set(socket, number);
    return number;
  }

  /** In the form of a UUID, counted, so that a run replays. */
  #nextActivityId(): string {
    const number = (++this.#activities).toString(16).padStart(12, "0");
    return `00000000-0000-4000-8000-${number}`;
  }
}

function containerOf(segments: readonly string[]): string | undefined {
  return segments.length >= 4 ? `${segments[1]}/${segments[3]}` : undefined;
}

function textOf(
  header: string | number | string[] | undefined,
): string | undefined {
  return typeof header === "string" && header !== "" ? header : undefined;
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const what = error instanceof Error ? (error.stack ?? error.message) : error;
  process.emitWarning(`[lab] A bug in the Cosmos gateway: ${String(what)}`);
  return new ServiceError(
    500,
    "The lab's gateway failed; its console says where. Please report it.",
  );
}

/** The SDK reads `message` of a JSON object in every answer of 400 and more. */
function errorAnswer(error: ServiceError, activityId: string): Answer {
  const { status, code, message, subStatus, headers, body } = error;
  return {
    status,
    headers:
      subStatus === undefined
        ? headers
        : { ...headers, "x-ms-substatus": subStatus },
    body: JSON.stringify({
      code,
      message: `${message}\r\nActivityId: ${activityId}`,
      ...body,
    }),
  };
}

function send(
  response: ServerResponse,
  { status, headers, body }: Answer,
  activityId: string,
): void {
  const all: Record<string, string | number> = {
    ...headers,
    "x-ms-activity-id": activityId,
    "x-ms-gatewayversion": "2.0.0",
  };
  if (status !== 204 && status !== 304) {
    all["content-type"] = "application/json";
    all["content-length"] =
      body === undefined
        ? 0
        : typeof body === "string"
          ? Buffer.byteLength(body)
          : body.length;
  }
  response.writeHead(status, all);
  response.end(body);
}
