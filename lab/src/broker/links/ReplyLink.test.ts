import assert from "node:assert/strict";
import { connect, Socket } from "node:net";
import { mock } from "node:test";
import { connect as connectTls } from "node:tls";
import { afterEach, beforeEach, describe, it } from "mocha";
import rhea, {
  type Connection,
  type Delivery,
  type EventContext,
  type Sender,
} from "rhea";
import {
  startTestBroker,
  type TestBroker,
} from "../../../test-support/serviceBus.ts";

describe("answers of $cbs and $management", function () {
  this.timeout(120_000);
  let test: TestBroker;
  let connection: Connection;

  beforeEach(async () => {
    test = await startTestBroker({ namespace: { Queues: [{ Name: "q" }] } });
    connection = rhea.create_container().connect({
      port: test.broker.port,
      host: "127.0.0.1",
      reconnect: false,
    });
    // rhea would print it.
    connection.on("disconnected", () => undefined);
  });

  afterEach(async () => {
    connection.close();
    await test.stop();
  });

  /** Two links to a node, as the SDK has them: what is sent on one is answered on the other. */
  async function openNode(
    address: string,
  ): Promise<(request: object) => Promise<Delivery>> {
    const sender = connection.open_sender({ target: { address } });
    const replies = connection.open_receiver({
      source: { address },
      target: { address: `replies of ${address}` },
    });
    await new Promise((resolve) => sender.once("sendable", resolve));
    return (request) => {
      const answered = new Promise<Delivery>((resolve) =>
        replies.once("message", (context: EventContext) =>
          resolve(context.delivery!),
        ),
      );
      sender.send({
        message_id: "1",
        reply_to: `replies of ${address}`,
        ...request,
      } as Parameters<Sender["send"]>[0]);
      return answered;
    };
  }

  const putToken = {
    application_properties: { operation: "put-token", type: "jwt", name: "q" },
    body: "token",
  };
  const peek = {
    application_properties: { operation: "com.microsoft:peek-message" },
    body: {
      "from-sequence-number": rhea.types.wrap_long(1),
      "message-count": rhea.types.wrap_int(1),
    },
  };

  it("come settled, so that no client sends a word on them and then waits", async () => {
    const askCbs = await openNode("$cbs");
    const answers = [await askCbs(putToken)];
    const askManagement = await openNode("q/$management");
    answers.push(await askManagement(peek));
    assert.deepEqual(
      answers.map(({ remote_settled }) => remote_settled),
      [true, true],
    );
  });

  it("leave at once, over TLS, too: no socket waits until a packet is full", async () => {
    const setNoDelay = mock.method(Socket.prototype, "setNoDelay");
    try {
      const { port, tlsPort } = test.broker;
      const sockets = [
        connect({ port, host: "127.0.0.1" }),
        connectTls({
          port: tlsPort,
          host: "127.0.0.1",
          rejectUnauthorized: false,
        }),
      ];
      for (
        let turn = 0;
        setNoDelay.mock.callCount() < sockets.length && turn < 10_000_000;
        turn++
      )
        await new Promise((resolve) => setImmediate(resolve));
      for (const socket of sockets) socket.destroy();
      assert.deepEqual(
        setNoDelay.mock.calls.map(({ arguments: [on] }) => on),
        [true, true],
      );
    } finally {
      setNoDelay.mock.restore();
    }
  });

  it("come beyond the 2,048 that a session may have unsettled", async () => {
    const ask = await openNode("$cbs");
    let answered = 0;
    for (; answered < 2_100; answered++) await ask(putToken);
    assert.equal(answered, 2_100);
  });
});
