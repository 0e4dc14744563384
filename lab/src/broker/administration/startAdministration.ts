import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { listenOn, type Listening } from "../../listenOn.ts";
import type { Clock } from "../../replication/clock.ts";
import { refuseSignature } from "../sharedAccessSignature.ts";
import type { AdministrationTarget } from "./AdministrationTarget.ts";

export interface AdministrationOptions {
  readonly host: string;
  /** 0 or left out: a free one. */
  readonly port?: number;
  readonly tls: { readonly key: string; readonly cert: string };
  readonly target: AdministrationTarget;
  readonly keyName: string;
  readonly key: string;
  /** Take any key, and none. */
  readonly takesAnyKey?: boolean;
  readonly clock: Clock;
  /** Told of what is asked for and not in the lab, `PUT queues`. */
  onUnknown?(operation: string): void;
}

/** A description has a few kilobytes. */
const longestBody = 256 * 1024;

/**
 * The administration API of a namespace over HTTPS, as `ServiceBusAdministrationClient` speaks it.
 * What reads and writes XML is loaded with the first request.
 */
export async function startAdministration(
  options: AdministrationOptions,
): Promise<Listening> {
  const server = createServer(
    {
      ...options.tls,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      maxHeaderSize: 32 * 1024,
    },
    (request, response) => void respond(options, request, response),
  );
  // A peer that does not speak TLS, or speaks it badly, is none of ours.
  server.on("tlsClientError", (_, socket) => socket.destroy());
  server.on("clientError", (_, socket) => socket.destroy());
  return listenOn(server, { host: options.host, port: options.port ?? 0 });
}

async function respond(
  options: AdministrationOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body } = await handle(options, request).catch(failed);
  // Refused before its body was read, which may be long.
  if (!request.complete) response.setHeader("connection", "close");
  response.writeHead(status, {
    "content-type": body.startsWith("<Error")
      ? "application/xml; charset=utf-8"
      : `application/atom+xml;type=${body.startsWith("<feed") ? "feed" : "entry"};charset=utf-8`,
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

async function handle(
  options: AdministrationOptions,
  request: IncomingMessage,
): Promise<{ status: number; body: string }> {
  const { writeError } = await import("./atom.ts");
  const { authorization = "" } = request.headers;
  // Nobody on this machine can check a token of Microsoft Entra, so it is taken, as the broker does.
  const refusal =
    options.takesAnyKey === true || /^Bearer \S/i.test(authorization)
      ? undefined
      : refuseSignature(authorization, options.keyName, options.key);
  if (refusal !== undefined) {
    return { status: 401, body: writeError(401, refusal) };
  }
  const body = await readBody(request);
  if (body === undefined) {
    return {
      status: 400,
      body: writeError(400, `The body has more than ${longestBody} bytes.`),
    };
  }
  const { answer } = await import("./answer.ts");
  const { unknown, ...answered } = answer(
    {
      method: request.method ?? "GET",
      url: request.url ?? "/",
      host: request.headers.host ?? "localhost",
      ifMatch: request.headers["if-match"] !== undefined,
      body,
    },
    options.target,
    options.clock.now(),
  );
  if (unknown !== undefined) options.onUnknown?.(unknown);
  return answered;
}

async function failed(
  error: unknown,
): Promise<{ status: number; body: string }> {
  const { writeError } = await import("./atom.ts");
  const detail = `The lab failed at this request; please report it: ${String(error)}`;
  return { status: 500, body: writeError(500, detail) };
}

/** Reads to the end also what it does not keep, so that the answer reaches the client. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= longestBody) parts.push(part);
  }
  return length <= longestBody
    ? Buffer.concat(parts).toString("utf8")
    : undefined;
}
