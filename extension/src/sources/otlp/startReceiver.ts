import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { FlowEvent } from "../../flows/FlowEvent.ts";
import { decodeJson } from "./decodeJson.ts";
import { decodeProtobuf } from "./decodeProtobuf.ts";
import { readBody, TooLarge } from "./readBody.ts";
import { readSpans } from "./readSpans.ts";
import { isSafeHost } from "./isSafeHost.ts";

/** The header that bears the secret of this start. */
export const SECRET_HEADER = "x-cosmos-session-secret";

export interface Receiver {
  /** `http://127.0.0.1:4711`, for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  readonly secret: string;
  /** For programs that are started with this receiver: OTLP's variables, and those of our preload. */
  readonly env: Readonly<Record<string, string>>;
  counts(): ReceiverCounts;
  stop(): Promise<void>;
}

export interface ReceiverCounts {
  /** Requests that were taken. */
  readonly taken: number;
  readonly events: number;
  /** Requests without the secret, from a web page, or for another host. */
  readonly refused: number;
  /** Requests that could not be read, or were too large. */
  readonly broken: number;
  /** When the last one was taken, in milliseconds since 1970. */
  readonly lastAt: number | undefined;
}

export interface ReceiverOptions {
  readonly onEvents: (events: FlowEvent[]) => void;
  /** Of one request, unzipped. 16 MiB when left out. */
  readonly maxBytes?: number;
  /** Of all requests that are being read. 64 MiB when left out. */
  readonly maxBytesInFlight?: number;
}

const MIB = 1024 * 1024;
const MOST_CONNECTIONS = 64;
const HEADERS_MS = 5000;
const REQUEST_MS = 15_000;

/**
 * Takes spans by OTLP/HTTP, in JSON or protobuf, gzip or not, on a free port of this machine only.
 *
 * Whoever does not know the secret of this start is refused before a byte of the body is read, and
 * the connection is closed: a flood costs a line of text each. Web pages are refused by their
 * `Origin`, and by `Host` where a name was led here (DNS rebinding); no answer bears CORS headers.
 */
export async function startReceiver(
  options: ReceiverOptions,
): Promise<Receiver> {
  const { onEvents, maxBytes = 16 * MIB } = options;
  const { maxBytesInFlight = 64 * MIB } = options;
  const secret = randomBytes(24).toString("base64url");
  let taken = 0;
  let events = 0;
  let refused = 0;
  let broken = 0;
  let inFlight = 0;
  let lastAt: number | undefined;

  const server = createServer((request, response) => {
    const why = refuse(request, secret);
    if (why !== undefined) {
      refused++;
      end(response, why.status, why.text);
      return;
    }
    if (inFlight > maxBytesInFlight) {
      response.setHeader("retry-after", "1");
      end(response, 503, "Too much at once. Send it again in a second.");
      return;
    }
    let held = 0;
    readBody(request, maxBytes, (bytes) => {
      held += bytes;
      inFlight += bytes;
    })
      .then((body) => {
        const isJson = isJsonRequest(request);
        const found = readSpans(
          isJson ? decodeJson(body.toString("utf8")) : decodeProtobuf(body),
        );
        taken++;
        events += found.length;
        lastAt = Date.now();
        if (found.length > 0) onEvents(found);
        accept(response, isJson);
      })
      .catch((error: unknown) => {
        broken++;
        end(response, error instanceof TooLarge ? 413 : 400, textOf(error));
      })
      .finally(() => {
        inFlight -= held;
      });
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    secret,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_HEADERS: `${SECRET_HEADER}=${secret}`,
      COSMOS_SESSION_OTLP_ENDPOINT: url,
      COSMOS_SESSION_OTLP_HEADERS: `${SECRET_HEADER}=${secret}`,
    },
    counts: () => ({ taken, events, refused, broken, lastAt }),
    async stop() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function refuse(
  request: IncomingMessage,
  secret: string,
): { status: number; text: string } | undefined {
  const { headers } = request;
  if (headers.origin !== undefined || !isSafeHost(headers.host)) {
    return { status: 403, text: "Web pages and other hosts are not served." };
  }
  if (!isSame(headers[SECRET_HEADER], secret)) {
    return {
      status: 401,
      text: `The header ${SECRET_HEADER} must bear the secret of this start.`,
    };
  }
  if (request.url !== "/v1/traces") {
    return { status: 404, text: "Only /v1/traces is served." };
  }
  if (request.method !== "POST") {
    return { status: 405, text: "Send spans by POST." };
  }
  const type = mediaType(request);
  if (type !== "application/json" && type !== "application/x-protobuf") {
    return {
      status: 415,
      text: "Send application/json or application/x-protobuf.",
    };
  }
  return undefined;
}

function isSame(given: string | string[] | undefined, secret: string): boolean {
  if (typeof given !== "string") return false;
  const a = Buffer.from(given);
  const b = Buffer.from(secret);
  return a.length === b.length && timingSafeEqual(a, b);
}

function mediaType({ headers }: IncomingMessage): string {
  const [type = ""] = (headers["content-type"] ?? "").split(";");
  return type.trim().toLowerCase();
}

function isJsonRequest(request: IncomingMessage): boolean {
  return mediaType(request) === "application/json";
}

/** An empty `ExportTraceServiceResponse`, in the form in which the request came. */
function accept(response: ServerResponse, isJson: boolean): void {
  response
    .writeHead(200, {
      "content-type": isJson ? "application/json" : "application/x-protobuf",
    })
    .end(isJson ? "{}" : "");
}

function end(response: ServerResponse, status: number, text: string): void {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(status, {
    "content-type": "application/json",
    connection: "close",
  });
  // The rest of a refused body is not read: the connection ends with the answer.
  response.end(JSON.stringify({ message: text }), () => {
    response.socket?.destroySoon();
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : "The request is unreadable.";
}
