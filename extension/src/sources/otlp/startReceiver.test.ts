import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { FlowEvent } from "../../flows/FlowEvent.ts";
import {
  SECRET_HEADER,
  startReceiver,
  type Receiver,
} from "./startReceiver.ts";

const fixtures = path.join(import.meta.dirname, "fixtures");
const binary = readFileSync(path.join(fixtures, "request.bin"));
const json = readFileSync(path.join(fixtures, "request.json"));

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

describe("the receiver of spans", () => {
  let receiver: Receiver;
  let events: FlowEvent[];

  beforeEach(async () => {
    events = [];
    receiver = await startReceiver({
      onEvents: (found) => events.push(...found),
      maxBytes: 100_000,
    });
  });

  afterEach(() => receiver.stop());

  function post(
    body: Buffer,
    headers: Record<string, string>,
    { url = "/v1/traces", method = "POST" } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(url, receiver.url),
        {
          method,
          agent: false,
          headers: {
            [SECRET_HEADER]: receiver.secret,
            "content-type": "application/x-protobuf",
            "content-length": String(body.length),
            ...headers,
          },
        },
        (response) => {
          let text = "";
          response.on("data", (chunk: Buffer) => (text += chunk.toString()));
          response.on("end", () =>
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              text,
            }),
          );
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }

  it("takes protobuf, and answers in protobuf", async () => {
    const { status, headers, text } = await post(binary, {});
    assert.equal(status, 200);
    assert.equal(headers["content-type"], "application/x-protobuf");
    assert.equal(text, "");
    assert.equal(events.length, 2);
  });

  it("takes JSON, and answers in JSON", async () => {
    const { status, text } = await post(json, {
      "content-type": "application/json; charset=utf-8",
    });
    assert.equal(status, 200);
    assert.equal(text, "{}");
    assert.equal(events.length, 2);
  });

  it("takes gzip", async () => {
    const { status } = await post(gzipSync(binary), {
      "content-encoding": "gzip",
    });
    assert.equal(status, 200);
    assert.equal(events.length, 2);
  });

  it("refuses who does not know the secret", async () => {
    const { status, text } = await post(binary, { [SECRET_HEADER]: "guess" });
    assert.equal(status, 401);
    assert.ok(!text.includes(receiver.secret));
    assert.equal(events.length, 0);
    assert.equal(receiver.counts().refused, 1);
  });

  it("refuses a web page, and lets no page read its answers", async () => {
    for (const method of ["POST", "OPTIONS"]) {
      const { status, headers } = await post(
        method === "POST" ? binary : Buffer.alloc(0),
        { origin: "https://example.com" },
        { method },
      );
      assert.equal(status, 403);
      assert.equal(headers["access-control-allow-origin"], undefined);
    }
  });

  it("refuses a name that was led to this machine", async () => {
    const { status } = await post(binary, { host: "rebound.example.com" });
    assert.equal(status, 403);
  });

  it("refuses other paths, methods and forms", async () => {
    assert.equal((await post(binary, {}, { url: "/v1/logs" })).status, 404);
    assert.equal(
      (await post(Buffer.alloc(0), {}, { method: "GET" })).status,
      405,
    );
    assert.equal(
      (await post(binary, { "content-type": "text/plain" })).status,
      415,
    );
  });

  it("refuses what is too large, also when it is large only unzipped", async () => {
    const large = Buffer.alloc(5_000_000);
    assert.equal(
      (await post(gzipSync(large), { "content-encoding": "gzip" })).status,
      413,
    );
    const { status } = await post(Buffer.alloc(0), {
      "content-length": "0",
    });
    assert.equal(status, 200);
    await assert.rejects(async () => {
      const answer = await post(large, {});
      if (answer.status === 413) throw new Error("413");
    }, /413|ECONNRESET|EPIPE/);
    assert.equal(events.length, 0);
  });

  it("says of what it cannot read that it is broken, and goes on", async () => {
    assert.equal(
      (await post(Buffer.from("{"), { "content-type": "application/json" }))
        .status,
      400,
    );
    assert.equal((await post(Buffer.from([255, 255]), {})).status, 400);
    assert.equal(
      (await post(Buffer.from("no gzip"), { "content-encoding": "gzip" }))
        .status,
      400,
    );
    assert.equal(
      (await post(binary, { "content-encoding": "br" })).status,
      400,
    );
    assert.equal((await post(binary, {})).status, 200);
    assert.equal(receiver.counts().broken, 4);
  });

  it("stands a flood without the secret, and takes the next one with it", async () => {
    const flood = Array.from({ length: 300 }, () =>
      post(Buffer.alloc(50_000), { [SECRET_HEADER]: "guess" }).then(
        ({ status }) => status,
        () => 0,
      ),
    );
    const answers = new Set(await Promise.all(flood));
    assert.ok(!answers.has(200));
    assert.equal((await post(binary, {})).status, 200);
    assert.equal(events.length, 2);
  });

  it("reads nothing of a body that comes without the secret", async () => {
    const { port } = new URL(receiver.url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(
      `POST /v1/traces HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\ncontent-length: 1000000000\r\n\r\n`,
    );
    let answer = "";
    for await (const chunk of socket) answer += String(chunk);
    assert.match(answer, /^HTTP\/1\.1 401 /);
  });

  it("leads programs to itself by the variables that exporters know", () => {
    assert.deepEqual(receiver.env, {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_HEADERS: `${SECRET_HEADER}=${receiver.secret}`,
      COSMOS_SESSION_OTLP_ENDPOINT: receiver.url,
      COSMOS_SESSION_OTLP_HEADERS: `${SECRET_HEADER}=${receiver.secret}`,
    });
  });

  it("has another secret at each start", async () => {
    const other = await startReceiver({ onEvents: () => {} });
    assert.notEqual(other.secret, receiver.secret);
    await other.stop();
  });
});
