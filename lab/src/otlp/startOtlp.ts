import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { LabRequestError } from "../config.ts";
import type { LogEntry } from "../observe/LogEntry.ts";
import type { Span } from "../../../instrumentation/src/otlp/Span.ts";
import { Spans } from "./Spans.ts";

export interface Otlp {
  add(entry: LogEntry): void;
  /** Spans that were not taken: the receiver was away, or too slow. */
  dropped(): number;
  /** Sends what is left, as far as that goes fast. */
  stop(): Promise<void>;
}

/** Below a receiver's usual limit of some megabytes: a span has about two kilobytes. */
const BATCH = 512;
const MOST_WAITING = 8192;
const EVERY_MS = 500;
/** After a failure: a receiver that is away is not knocked at all the time. */
const PAUSE_MS = 5000;
const TIMEOUT_MS = 5000;
const LAST_MS = 1000;

/**
 * Sends what the log says as spans, by OTLP/HTTP in JSON. The lab never waits for it: spans wait in a
 * queue, and the oldest are dropped when it is full.
 *
 * By the machine's clock, also where the lab's is held: it is about sockets, not about the lab.
 *
 * @param url of the receiver, `http://127.0.0.1:4318`; `/v1/traces` is added where it has no path
 * @param environment whose `OTEL_EXPORTER_OTLP_HEADERS` (`name=value,name=value`, values
 *   percent-encoded) is sent along: a receiver may ask for a secret, which no command line should show
 * @throws {LabRequestError} `InvalidOption`
 */
export function startOtlp(
  url: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Otlp {
  const target = targetOf(url);
  const headers = readHeaders(environment["OTEL_EXPORTER_OTLP_HEADERS"]);
  const spans = new Spans();
  const waiting: Span[] = [];
  let dropped = 0;
  let pausedUntil = 0;
  let sending: Promise<void> | undefined;

  const flush = (): Promise<void> => {
    sending ??= sendAll().finally(() => (sending = undefined));
    return sending;
  };
  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0 && Date.now() >= pausedUntil) {
      const batch = waiting.splice(0, BATCH);
      try {
        await post(target, headers, batch);
      } catch {
        dropped += batch.length;
        pausedUntil = Date.now() + PAUSE_MS;
      }
    }
  };
  const take = (made: readonly Span[]): void => {
    waiting.push(...made);
    if (waiting.length > MOST_WAITING) {
      dropped += waiting.splice(0, waiting.length - MOST_WAITING).length;
    }
  };
  const timer = setInterval(() => {
    take(spans.rest());
    void flush();
  }, EVERY_MS);
  timer.unref();

  return {
    add(entry) {
      take(spans.add(entry));
      if (waiting.length >= BATCH) void flush();
    },
    dropped: () => dropped,
    async stop() {
      clearInterval(timer);
      take(spans.rest());
      let last: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        last = setTimeout(resolve, LAST_MS);
      });
      await Promise.race([flush().then(flush), late]);
      clearTimeout(last);
      dropped += waiting.splice(0).length;
    },
  };
}

function targetOf(url: string): URL {
  let target: URL | undefined;
  try {
    target = new URL(url);
  } catch {
    // Said below.
  }
  if (target?.protocol !== "http:" && target?.protocol !== "https:") {
    throw new LabRequestError(
      "InvalidOption",
      `"${url}" is no address to send spans to. It looks like http://127.0.0.1:4318.`,
    );
  }
  if (target.pathname === "/") target.pathname = "/v1/traces";
  return target;
}

/** As OpenTelemetry's exporters read it; what is no pair is left out. */
function readHeaders(text = ""): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const pair of text.split(",")) {
    const [name = "", ...value] = pair.split("=");
    if (!/^[\w-]+$/.test(name.trim()) || value.length === 0) continue;
    try {
      headers[name.trim().toLowerCase()] = decodeURIComponent(
        value.join("=").trim(),
      );
    } catch {
      // A broken escape: not sent.
    }
  }
  return headers;
}

function post(
  target: URL,
  extra: Readonly<Record<string, string>>,
  spans: readonly Span[],
): Promise<void> {
  const body = JSON.stringify({
    resourceSpans: [
      {
        resource: {
          attributes: [
            {
              key: "service.name",
              value: { stringValue: "cosmos-session-lab" },
            },
          ],
        },
        scopeSpans: [{ scope: { name: "cosmos-session-lab" }, spans }],
      },
    ],
  });
  const send = target.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = send(target, {
      method: "POST",
      timeout: TIMEOUT_MS,
      headers: {
        ...extra,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      },
    });
    sent.on("response", (response) => {
      response.resume();
      response.on("close", () => {
        const { statusCode = 0 } = response;
        if (statusCode < 300) resolve();
        else reject(new Error(`The receiver answered ${statusCode}.`));
      });
    });
    sent.on("timeout", () => sent.destroy(new Error("No answer in time.")));
    sent.on("error", reject);
    sent.end(body);
  });
}
