import assert from "node:assert/strict";
import { once } from "node:events";
import {
  Agent,
  ClientRequest,
  createServer,
  request as requestHttp,
  type Server,
} from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "mocha";
import { onFirstPiece } from "./onFirstPiece.ts";

describe("the first piece of a request's body", () => {
  let server: Server;
  const agent = new Agent({ keepAlive: true });

  before(async () => {
    // Answers with what it gets.
    server = createServer((request, response) => request.pipe(response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => {
    agent.destroy();
    server.close();
  });

  async function send(
    write: (request: ClientRequest) => void,
    listener: (piece: unknown) => void,
  ): Promise<string> {
    const { port } = server.address() as AddressInfo;
    const request = requestHttp({ port, method: "POST", agent });
    onFirstPiece(request, listener);
    write(request);
    const [response] = (await once(request, "response")) as [
      NodeJS.ReadableStream,
    ];
    assert.deepEqual(
      Object.getOwnPropertyDescriptor(request, "_send"),
      undefined,
    );
    return text(response);
  }

  it("is the whole of it where it is written at once, and arrives as it was", async () => {
    const body = '[{"id":"ü"}]';
    const length = Buffer.byteLength(body);
    const ways: ((request: ClientRequest) => void)[] = [
      (request) => request.end(body),
      (request) => request.end(Buffer.from(body)),
      (request) => {
        request.setHeader("content-length", length);
        request.write(Buffer.from(body));
        request.end();
      },
    ];
    for (const way of ways) {
      const seen: string[] = [];
      const arrived = await send(way, (piece) => {
        seen.push(String(piece));
      });
      assert.equal(arrived, body);
      assert.deepEqual(seen, [body]);
    }
  });

  it("goes on its way whatever the one who looks at it does", async () => {
    const arrived = await send(
      (request) => request.end("body"),
      () => {
        throw new Error("not for the program");
      },
    );
    assert.equal(arrived, "body");
  });
});
