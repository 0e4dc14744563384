import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, it } from "mocha";
import { readSettings, type Settings } from "../settings.ts";
import { Exporter } from "./Exporter.ts";

interface Body {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly scope: { readonly attributes: readonly Attribute[] };
      readonly spans: readonly { readonly name: string }[];
    }[];
  }[];
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, string>>;
}

interface Received {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
}

describe("the exporter", () => {
  let server: Server;
  let received: Received[];
  let status: number;

  beforeEach(async () => {
    received = [];
    status = 200;
    server = createServer((request, response) => {
      let text = "";
      request.setEncoding("utf8").on("data", (part: string) => (text += part));
      request.on("end", () => {
        const { url, headers } = request;
        received.push({ url, headers, body: JSON.parse(text) as Body });
        response.writeHead(status).end("{}");
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  function settings(headers = ""): Settings {
    const { port } = server.address() as AddressInfo;
    return readSettings({
      COSMOS_SESSION_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      COSMOS_SESSION_OTLP_HEADERS: headers,
    })!;
  }

  const namesOf = ({ body }: Received): string[] =>
    body.resourceSpans[0]!.scopeSpans[0]!.spans.map(({ name }) => name);

  const span = (name: string): string => JSON.stringify({ name });

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  it("sends what was added by itself, together, to where the settings say", async () => {
    const exporter = new Exporter(settings("x-secret=a%20b"));
    exporter.add(span("first"));
    exporter.add(span("second"));
    await until(() => received.length > 0);
    const [request] = received as [Received];
    assert.equal(request.url, "/v1/traces");
    assert.equal(request.headers["x-secret"], "a b");
    assert.equal(request.headers["content-type"], "application/json");
    assert.deepEqual(namesOf(request), ["first", "second"]);
    const [{ resource, scopeSpans }] = request.body
      .resourceSpans as unknown as [Body["resourceSpans"][number]];
    assert.deepEqual(
      resource.attributes.map(({ key }) => key),
      ["service.name", "process.pid", "process.runtime.version", "thread.id"],
    );
    assert.deepEqual(scopeSpans[0]?.scope.attributes, [
      { key: "cosmos_session.dropped", value: { intValue: "0" } },
    ]);
  });

  it("asks for what waits for its end before it sends", async () => {
    let asked = 0;
    const exporter = new Exporter(settings(), (isLast) => {
      assert.equal(isLast, false);
      if (asked++ === 0) exporter.add(span("waited"));
    });
    exporter.wake();
    await until(() => received.length > 0);
    assert.deepEqual(received.flatMap(namesOf), ["waited"]);
  });

  it("sends all that waits when the program ends, in as many requests as it takes", async () => {
    const exporter = new Exporter(settings());
    const names = Array.from({ length: 2_000 }, (_, index) => String(index));
    for (const name of names) {
      exporter.add(JSON.stringify({ name, text: "x".repeat(1_000) }));
    }
    exporter.finish();
    await until(() => received.flatMap(namesOf).length >= names.length);
    assert.ok(received.length > 1, `${received.length} requests`);
    assert.deepEqual(received.flatMap(namesOf), names);
    assert.equal(exporter.dropped, 0);
  });

  it("counts what the receiver refuses, and does not send it again", async () => {
    status = 503;
    const exporter = new Exporter(settings());
    exporter.add(span("refused"));
    exporter.add(span("refused, too"));
    exporter.finish();
    await until(() => exporter.dropped > 0);
    assert.equal(exporter.dropped, 2);
    assert.equal(received.length, 1);
  });

  it("counts what it cannot send, where nobody listens", async () => {
    const gone = settings();
    server.close();
    await once(server, "close");
    const exporter = new Exporter(gone);
    exporter.add(span("lost"));
    exporter.finish();
    await until(() => exporter.dropped > 0);
    assert.equal(exporter.dropped, 1);
  });
});
