import type { KeyObject } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { CosmosAttempt, Observer } from "../../observe/observation.ts";
import type { Clock } from "../../replication/clock.ts";
import {
  callSiteHeader,
  readCallSite,
} from "../../run/preload/callSiteHeader.ts";
import type { Account } from "../account/Account.ts";
import { asksForTrigger, whatIsMissing } from "../operations/notInTheLab.ts";
import type { Answer } from "../Operation.ts";
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

type Attempt = { -readonly [Key in keyof CosmosAttempt]: CosmosAttempt[Key] };

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
    const { clock, observer } = this.#options;
    const attempt = this.#startAttempt(request);
    const activityId = this.#nextActivityId();
    attempt.activityId = activityId;
    let answer: Answer | undefined;
    try {
      answer = await this.#run(request, door, attempt);
    } catch (error) {
      // A client that went away gets no answer.
      if (!(error instanceof ServiceError) && request.destroyed) return;
      const known = asServiceError(error);
      answer = errorAnswer(known, activityId);
      if (known.subStatus !== undefined) attempt.subStatus = known.subStatus;
    }
    if (answer === undefined) {
      request.socket.destroy();
      return;
    }
    answer = sendOrFail(response, answer, activityId);
    attempt.status = answer.status;
    attempt.durationMs = clock.now() - attempt.time;
    const etag = textOf(answer.headers?.["etag"]);
    if (etag !== undefined) attempt.etag = etag;
    observer.cosmos(attempt);
  }

  /** @returns `undefined` when the connection is to be cut. */
  async #run(
    request: IncomingMessage,
    door: Door,
    attempt: Attempt,
  ): Promise<Answer | undefined> {
    const { account, faults, unknown } = this.#options;
    const { headers } = request;
    const { method, path } = attempt;
    const body = await readBody(request);
    const segments = segmentsOf(path);
    const route = routeOf(method, segments);
    attempt.operation = route.slice(0, 200);
    this.#authorize(request, segments);
    const operation = findOperation(route, headers);
    if (operation === undefined || asksForTrigger(headers)) {
      throw unknown.count(route, whatIsMissing(route, segments, headers));
    }
    const ids = segments.filter((_, index) => index % 2 === 1);
    attempt.operation = operation.name;
    attempt.kind = operation.kind;
    if (ids.length > 1) attempt.container = `${ids[0]}/${ids[1]}`;
    const fault = faults.take(operation.name, attempt.container);
    if (fault?.drop === true) return undefined;
    if (fault !== undefined) throw faultError(fault);
    return operation.run({
      account: account(),
      method,
      path,
      ids,
      headers,
      body,
      region: door.region,
      endpointOf: door.endpointOf,
      seen: attempt,
    });
  }

  /** One object from the start to the observer: it is made for each request. */
  #startAttempt({ method, url, headers, socket }: IncomingMessage): Attempt {
    const attempt: Attempt = {
      time: this.#options.clock.now(),
      operation: "malformed",
      kind: "other",
      method: method!,
      path: url!,
      connection: this.#connectionOf(socket),
      ranges: [],
      status: 0,
      durationMs: 0,
      written: [],
      after: this.#options.observer.position?.(),
    };
    const sent = textOf(headers["x-ms-session-token"]);
    if (sent !== undefined) attempt.sent = sent;
    const traceparent = textOf(headers["traceparent"]);
    if (traceparent !== undefined) attempt.traceparent = traceparent;
    const userAgent = headers["user-agent"];
    if (userAgent !== undefined) attempt.userAgent = userAgent;
    const callSite = readCallSite(headers[callSiteHeader]);
    if (callSite !== undefined) attempt.callSite = callSite;
    return attempt;
  }

  #authorize(request: IncomingMessage, segments: readonly string[]): void {
    const { key, clock } = this.#options;
    if (key === undefined) return;
    const { method, headers } = request;
    checkAuthorization(key, method!, segments, headers, clock.now());
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

/** An answer that Node refuses to send (a header it cannot carry) must not end the process of the lab. */
function sendOrFail(
  response: ServerResponse,
  answer: Answer,
  activityId: string,
): Answer {
  try {
    send(response, answer, activityId);
    return answer;
  } catch (error) {
    const failure = errorAnswer(asServiceError(error), activityId);
    send(response, failure, activityId);
    return failure;
  }
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
