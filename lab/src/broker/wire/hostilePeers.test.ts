import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  amqpHeader,
  frame,
  RawPeer,
  recordSession,
} from "../../../test-support/rawPeer.ts";
import {
  startTestBroker,
  type TestBroker,
} from "../../../test-support/serviceBus.ts";
import { HeldClock } from "../../replication/clock.ts";

describe("a broker with peers that do not keep to the protocol", function () {
  let test: TestBroker;
  let clock: HeldClock;

  beforeEach(async () => {
    clock = new HeldClock(Date.now());
    test = await startTestBroker({
      clock,
      namespace: { Queues: [{ Name: "orders" }] },
    });
  });

  afterEach(() => test.stop());

  async function assertServes(): Promise<void> {
    const client = test.connect();
    await client.createSender("orders").sendMessages({ body: "honest" });
    const receiver = client.createReceiver("orders", {
      receiveMode: "receiveAndDelete",
    });
    const [message] = await receiver.receiveMessages(1, {
      maxWaitTimeInMs: 500,
    });
    assert.equal(message?.body, "honest");
    await client.close();
  }

  const endsConnection = (name: string, bytes: () => readonly Buffer[]) =>
    it(`ends the connection of one that sends ${name}, and serves the others`, async () => {
      const peer = new RawPeer(test.broker.port);
      peer.write(...bytes());
      await peer.ended();
      await assertServes();
    });

  endsConnection("no AMQP at all", () => [
    Buffer.from("GET / HTTP/1.1\r\nhost: lab\r\n\r\n"),
  ]);
  endsConnection("a frame of 4 GB", () => [
    amqpHeader,
    Buffer.from([0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0]),
  ]);
  endsConnection("a frame of no bytes", () => [amqpHeader, Buffer.alloc(16)]);
  endsConnection("a frame whose body begins behind it", () => [
    amqpHeader,
    Buffer.from([0, 0, 0, 8, 200, 0, 0, 0]),
  ]);
  endsConnection("a list with four billion items", () => [
    amqpHeader,
    frame(
      Buffer.from([0, 0x53, 0x10, 0xd0, 0, 0, 0, 4, 0xff, 0xff, 0xff, 0xff]),
    ),
  ]);
  endsConnection("an array of four billion nulls", () => [
    amqpHeader,
    frame(
      Buffer.from([
        0, 0x53, 0x10, 0xf0, 0, 0, 0, 5, 0xff, 0xff, 0xff, 0xff, 0x40,
      ]),
    ),
  ]);
  endsConnection("descriptors upon descriptors", () => [
    amqpHeader,
    frame(Buffer.alloc(60_000)),
  ]);
  endsConnection("a transfer before it has opened anything", () => [
    amqpHeader,
    frame(Buffer.from([0, 0x53, 0x14, 0xc0, 4, 3, 0x43, 0x43, 0x40])),
  ]);
  endsConnection("a performative that there is not", () => [
    amqpHeader,
    frame(Buffer.from([0, 0x53, 0x99, 0x45])),
  ]);

  it("goes on when 1,000 connect and say nothing", async () => {
    const peers = Array.from(
      { length: 1_000 },
      () => new RawPeer(test.broker.port),
    );
    await assertServes();
    for (const peer of peers) peer.socket.destroy();
  });

  it("keeps what was locked by a client that vanished, and hands it on when the lock ends", async () => {
    const client = test.connect();
    await client
      .createSender("orders")
      .sendMessages([{ body: 1 }, { body: 2 }]);
    const session = await recordSession(test.broker.port, "orders");
    assert.ok(session.length > 5);
    // The recorder has completed the first one; now one that takes and vanishes.
    test.broker.fail({
      service: "servicebus",
      operation: "deliver",
      times: 1,
      drop: true,
    });
    await client
      .createReceiver("orders")
      .receiveMessages(1, { maxWaitTimeInMs: 300 })
      .catch(() => undefined);
    await clock.advance(60_000);
    const bodies = await test
      .connect()
      .createReceiver("orders", { receiveMode: "receiveAndDelete" })
      .receiveMessages(5, { maxWaitTimeInMs: 500 });
    assert.deepEqual(
      bodies.map(({ body }) => body as unknown),
      [2, "recorded"],
    );
  });

  it("stores nothing of a message whose sender was killed in the middle of it", async () => {
    const written = Buffer.concat(
      await recordSession(test.broker.port, "orders"),
    );
    assert.equal(test.broker.state().queues[0]!.active, 0);
    const middle = written.indexOf("recorded");
    const peer = new RawPeer(test.broker.port);
    peer.write(written.subarray(0, middle));
    await new Promise((resolve) => setTimeout(resolve, 100));
    peer.socket.destroy();
    await assertServes();
    assert.equal(test.broker.state().queues[0]!.active, 0);
  });
});
