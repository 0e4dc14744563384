import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { LabRequestError } from "../config.ts";
import { listenOn } from "../listenOn.ts";
import type { Controls } from "./Controls.ts";
import { Wrong, wholeNumber, type Check } from "./shape.ts";
import {
  checkAdvance,
  checkEntities,
  checkFailover,
  checkFault,
  checkFreeze,
  checkLag,
  checkNothing,
  checkSplit,
} from "./shapes.ts";

export interface ControlServer {
  /** `http://127.0.0.1:4711` */
  readonly url: string;
  stop(): Promise<void>;
}

const LARGEST_BODY = 4 * 1024 * 1024;
/** So many lines of the log are turned into text at once, and the loop of events gets its turn. */
const LINES_AT_ONCE = 500;

type Call = (controls: Controls, body: unknown) => unknown;

/**
 * Serves the control API on a loopback port. Pages of the web cannot drive it: a request that names
 * another host (DNS rebinding), or bears an `Origin` at all, is refused.
 *
 * @param port 0: a free one
 */
export async function serveControls(
  controls: Controls,
  port: number,
): Promise<ControlServer> {
  const server = createServer((request, response) => {
    answer(controls, request, response).catch((error: unknown) => {
      // A client that left in the middle of its request.
      if (response.writable) response.destroy(error as Error);
    });
  });
  const listening = await listenOn(server, { host: "127.0.0.1", port });
  return {
    url: `http://127.0.0.1:${listening.port}`,
    stop: () => listening.stop(),
  };
}

const calls: Readonly<Record<string, Call>> = {
  "/lag": call(checkLag, (controls, body) => controls.lag(body)),
  "/freeze": call(checkFreeze, (controls, body) => controls.freeze(body)),
  "/thaw": call(checkFreeze, (controls, body) => controls.thaw(body)),
  "/split": call(checkSplit, (controls, body) => controls.split(body)),
  "/failover": call(checkFailover, (controls, body) => controls.failover(body)),
  "/clock": call(checkAdvance, (controls, body) => controls.clock(body)),
  "/reset": call(checkNothing, (controls) => controls.reset()),
  "/faults": call(checkFault, (controls, body) => controls.faults(body)),
  "/entities": call(checkEntities, (controls, body) => controls.entities(body)),
};

function call<T>(
  check: Check<T>,
  run: (controls: Controls, body: T) => unknown,
): Call {
  return (controls, body) => run(controls, check(body, ""));
}

async function answer(
  controls: Controls,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    refuseForeign(request);
    const { pathname, searchParams } = new URL(request.url!, "http://lab");
    const run = calls[pathname];
    if (pathname === "/state") {
      requireMethod(request, "GET");
      sendJson(response, 200, controls.state());
    } else if (pathname === "/log") {
      requireMethod(request, "GET");
      await sendLog(response, controls, searchParams.get("since"));
    } else if (run !== undefined) {
      requireMethod(request, "POST");
      await run(controls, await readJson(request));
      sendJson(response, 200, {});
    } else {
      throw new Refused(404, "NotFound", `No such call: ${pathname}. ${known}`);
    }
  } catch (error) {
    const { status, code, message } = refusalOf(error);
    // The rest of a body that was not read would be taken for the next request.
    response.shouldKeepAlive = request.complete;
    sendJson(response, status, { error: { code, message } });
  }
}

const known = `There are GET /state, GET /log?since=N, and POST ${Object.keys(calls).join(", ")}.`;

class Refused extends LabRequestError {
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(code, message);
    this.status = status;
  }
}

function refusalOf(error: unknown): {
  readonly status: number;
  readonly code: string;
  readonly message: string;
} {
  if (error instanceof Refused) return error;
  if (error instanceof LabRequestError) {
    return { status: 400, code: error.code, message: error.message };
  }
  if (error instanceof Wrong) {
    return { status: 400, code: "InvalidRequest", message: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, code: "Internal", message };
}

function refuseForeign(request: IncomingMessage): void {
  const { host = "", origin } = request.headers;
  const [, name = ""] = /^(.*?)(?::\d+)?$/.exec(host) ?? [];
  if (!["127.0.0.1", "localhost", "[::1]"].includes(name)) {
    throw new Refused(
      403,
      "ForeignHost",
      `The control API answers requests to 127.0.0.1 and localhost only, not to "${host}".`,
    );
  }
  if (origin !== undefined) {
    throw new Refused(
      403,
      "Origin",
      "The control API answers no web pages: the request bears an Origin header.",
    );
  }
}

function requireMethod(request: IncomingMessage, method: string): void {
  if (request.method === method) return;
  throw new Refused(
    405,
    "MethodNotAllowed",
    `${request.method} is not for this call. ${known}`,
  );
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) {
      throw new Refused(
        413,
        "TooLarge",
        `The body has more than ${LARGEST_BODY} bytes.`,
      );
    }
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LabRequestError(
      "InvalidJson",
      `The body is not JSON: ${(error as Error).message}.`,
    );
  }
}

async function sendLog(
  response: ServerResponse,
  controls: Controls,
  sinceText: string | null,
): Promise<void> {
  const since = wholeNumber(0, Number.MAX_SAFE_INTEGER)(
    sinceText === null ? 0 : Number(sinceText || Number.NaN),
    "since",
  );
  const entries = controls.log(since);
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  for (let start = 0; start < entries.length; start += LINES_AT_ONCE) {
    const lines = entries
      .slice(start, start + LINES_AT_ONCE)
      .map((entry) => `${JSON.stringify(entry)}\n`);
    if (!response.write(lines.join(""))) {
      await Promise.race([once(response, "drain"), once(response, "close")]);
    }
    if (response.destroyed) return;
  }
  response.end();
}

function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}
