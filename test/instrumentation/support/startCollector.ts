import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Span } from "../../../instrumentation/src/otlp/Span.ts";

export interface Collector {
  /** What a program needs to report here. */
  readonly environment: Readonly<Record<string, string>>;
  readonly spans: readonly ReportedSpan[];
  /** As they came, to look for what must not be in them. */
  readonly bodies: readonly string[];
  stop(): void;
}

export interface ReportedSpan extends Span {
  /** Attributes by name. */
  readonly fields: Readonly<Record<string, string | number | undefined>>;
  /** Id of the process that reported it. */
  readonly process: string;
}

interface Request {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Span["attributes"] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

/** What the panel's receiver is to the preload: takes spans that come with the secret. */
export async function startCollector(): Promise<Collector> {
  const spans: ReportedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (part: string) => (text += part));
    request.on("end", () => {
      const isTaken = request.headers["x-secret"] === "of this start";
      response.writeHead(isTaken ? 200 : 401).end("{}");
      if (!isTaken) return;
      bodies.push(text);
      spans.push(...readSpans(JSON.parse(text) as Request));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      COSMOS_SESSION_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      COSMOS_SESSION_OTLP_HEADERS: "x-secret=of%20this%20start",
    },
    spans,
    bodies,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function readSpans({ resourceSpans }: Request): ReportedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const { "process.pid": pid = "" } = fieldsOf(resource.attributes);
    return scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        fields: fieldsOf(span.attributes),
        process: String(pid),
      })),
    );
  });
}

function fieldsOf(
  attributes: Span["attributes"],
): Record<string, string | number | undefined> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, plain(value)]),
  );
}

function plain(value: Span["attributes"][number]["value"]): string | number {
  if ("stringValue" in value) return value.stringValue;
  if ("intValue" in value) return Number(value.intValue);
  if ("doubleValue" in value) return value.doubleValue;
  return JSON.stringify(value);
}
