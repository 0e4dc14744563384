import assert from "node:assert/strict";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  startTestBroker,
  type TestBroker,
} from "../../test-support/serviceBus.ts";

const bodies = (messages: readonly ServiceBusReceivedMessage[]): unknown[] =>
  messages.map(({ body }) => body as unknown);

describe("a broker that makes entities at first use", () => {
  let test: TestBroker;

  beforeEach(async () => {
    test = await startTestBroker({ makeEntitiesAtFirstUse: true });
  });

  afterEach(() => test.stop());

  async function send(entity: string, ...all: unknown[]): Promise<void> {
    const sender = test.connect().createSender(entity);
    for (const body of all) await sender.sendMessages({ body });
  }

  function drain(...entity: [string] | [string, string]) {
    const client = test.connect();
    const receiver =
      entity.length === 1
        ? client.createReceiver(entity[0])
        : client.createReceiver(...entity);
    return receiver.receiveMessages(10, { maxWaitTimeInMs: 400 });
  }

  it("gives a first subscription what was sent before there was one, in its order", async () => {
    await send("news", 1, 2);
    assert.deepEqual(bodies(await drain("News", "all")), [1, 2]);
    await send("news", 3);
    assert.deepEqual(bodies(await drain("news", "all")), [3]);
    const { queues, topics } = test.broker.state();
    assert.deepEqual([queues.length, topics.length], [0, 1]);
    assert.equal(
      test.events.filter(({ operation }) => operation === "send").length,
      3,
    );
  });

  it("lets a sender go on that was there when the queue became a topic", async () => {
    const sender = test.connect().createSender("news");
    await sender.sendMessages({ body: 1 });
    await drain("news", "all");
    await sender.sendMessages({ body: 2 });
    assert.deepEqual(bodies(await drain("news", "all")), [2]);
  });

  it("keeps what is scheduled until its time, as a topic, too", async () => {
    const sender = test.connect().createSender("news");
    const soon = new Date(Date.now() + 1_500);
    await sender.scheduleMessages({ body: "later" }, soon);
    assert.deepEqual(bodies(await drain("news", "all")), []);
    const receiver = test.connect().createReceiver("news", "all");
    const got = await receiver.receiveMessages(1, { maxWaitTimeInMs: 4_000 });
    assert.deepEqual(bodies(got), ["later"]);
  });

  it("keeps a queue as it is once somebody has received from it", async () => {
    await send("orders", 1);
    assert.deepEqual(bodies(await drain("orders")), [1]);
    await assert.rejects(drain("orders", "all"), (error: Error) =>
      error.message.includes('a queue or topic "orders" already'),
    );
    await send("orders", 2);
    assert.deepEqual(bodies(await drain("orders")), [2]);
  });

  it("makes a queue with sessions for a receiver of one", async () => {
    const receiver = await test.connect().acceptSession("orders", "s1");
    await test
      .connect()
      .createSender("orders")
      .sendMessages({ body: 1, sessionId: "s1" });
    assert.deepEqual(bodies(await receiver.receiveMessages(1)), [1]);
  });

  it("gives a receiver of sessions what was sent for them before", async () => {
    const sender = test.connect().createSender("orders");
    await sender.sendMessages({ body: 1, sessionId: "s1" });
    await sender.sendMessages({ body: 2, sessionId: "s2" });
    const receiver = await test.connect().acceptNextSession("orders");
    assert.equal(receiver.sessionId, "s1");
    assert.deepEqual(bodies(await receiver.receiveMessages(1)), [1]);
    await sender.sendMessages({ body: 3, sessionId: "s1" });
    assert.deepEqual(bodies(await receiver.receiveMessages(1)), [3]);
  });

  it("gives a subscription with sessions what was sent for them before", async () => {
    await test
      .connect()
      .createSender("news")
      .sendMessages({ body: 1, sessionId: "s1" });
    const receiver = await test.connect().acceptSession("news", "all", "s1");
    assert.deepEqual(bodies(await receiver.receiveMessages(1)), [1]);
  });

  it("refuses a receiver of sessions where messages were sent for none", async () => {
    await send("orders", 1);
    await assert.rejects(
      test.connect().acceptSession("orders", "s1"),
      // What the service says to it, too: azure-sdk-for-js, pull request 2822.
      {
        name: "ServiceBusError",
        code: "SessionCannotBeLocked",
        retryable: false,
        message:
          "Failed to create a receiver for the requested session 's1'. It may be locked by another receiver.",
      },
    );
    assert.deepEqual(bodies(await drain("orders")), [1]);
  });
});
