import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  startTestBroker,
  type TestBroker,
} from "../../../test-support/serviceBus.ts";
import type { NamespaceConfig } from "../../config.ts";

describe("a broker with a data folder", () => {
  let data: string;
  let test: TestBroker;
  const start = async (namespace: NamespaceConfig = {}): Promise<void> => {
    test = await startTestBroker({ data, namespace });
  };

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), "lab-data-"));
  });

  afterEach(async () => {
    await test.stop();
    rmSync(data, { recursive: true });
  });

  it("finds messages in each state again, and those that are gone not", async () => {
    await start({ Queues: [{ Name: "orders" }] });
    const client = test.connect();
    const sender = client.createSender("orders");
    await sender.sendMessages([
      { body: "completed" },
      { body: "deferred" },
      { body: "dead" },
      { body: "locked" },
      {
        body: { waits: true },
        messageId: "w",
        applicationProperties: { cosmosSessionToken: "0:-1#4" },
      },
    ]);
    await sender.scheduleMessages(
      { body: "scheduled" },
      new Date(Date.now() + 3_600_000),
    );
    const receiver = client.createReceiver("orders");
    const [first, second, third] = await receiver.receiveMessages(4);
    await receiver.completeMessage(first!);
    await receiver.deferMessage(second!);
    await receiver.deadLetterMessage(third!, {
      deadLetterReason: "r",
      deadLetterErrorDescription: "d",
    });
    await test.stop();

    await start();
    const [orders] = test.broker.state().queues;
    assert.deepEqual(orders, {
      name: "orders",
      requiresSession: false,
      // Nobody has it any more.
      active: 2,
      locked: 0,
      scheduled: 1,
      deferred: 1,
      deadLetter: 1,
    });
    const again = test.connect().createReceiver("orders");
    const [locked, waiting] = await again.receiveMessages(2);
    assert.equal(locked?.body, "locked");
    assert.deepEqual(
      [
        waiting?.body,
        waiting?.messageId,
        waiting?.sequenceNumber?.toString(),
        waiting?.applicationProperties,
      ],
      [{ waits: true }, "w", "5", { cosmosSessionToken: "0:-1#4" }],
    );
    const [deferred] = await again.receiveDeferredMessages(
      second!.sequenceNumber!,
    );
    assert.equal(deferred?.body, "deferred");
  });

  it("finds entities, rules and session states that were made while it ran", async () => {
    await start();
    test.broker.createEntities({
      Queues: [
        {
          Name: "sessions",
          Properties: { RequiresSession: true, LockDuration: "PT30S" },
        },
      ],
      Topics: [{ Name: "news", Subscriptions: [{ Name: "sub" }] }],
    });
    const client = test.connect();
    await client
      .createRuleManager("news", "sub")
      .createRule("extra", { sqlExpression: "a = 1" });
    const session = await client.acceptSession("sessions", "s");
    await session.setSessionState({ step: 2 });
    const before = test.broker.state();
    await test.stop();

    await start();
    assert.deepEqual(test.broker.state(), before);
    const again = await test.connect().acceptSession("sessions", "s");
    assert.deepEqual(await again.getSessionState(), { step: 2 });
  });

  it("starts with what it can read when the last line is broken, and gives no number twice", async () => {
    await start({ Queues: [{ Name: "orders" }] });
    await test
      .connect()
      .createSender("orders")
      .sendMessages([{ body: 1 }, { body: 2 }]);
    const receiver = test
      .connect()
      .createReceiver("orders", { receiveMode: "receiveAndDelete" });
    await receiver.receiveMessages(2, { maxWaitTimeInMs: 300 });
    await test.stop();
    appendFileSync(join(data, "broker.ndjson"), '{"kind":"mess');

    await start();
    await test.stop();
    await start();
    const client = test.connect();
    await client.createSender("orders").sendMessages({ body: 3 });
    const [message] = await client.createReceiver("orders").receiveMessages(1);
    assert.equal(message?.sequenceNumber?.toString(), "3");
  });

  it("forgets everything with a reset", async () => {
    await start({ Queues: [{ Name: "orders" }] });
    const client = test.connect();
    await client.createSender("orders").sendMessages({ body: 1 });
    await client.close();
    test.broker.createEntities({ Queues: [{ Name: "other" }] });
    test.broker.reset();
    await test.stop();
    await start();
    assert.deepEqual(
      test.broker.state().queues.map(({ name, active }) => [name, active]),
      [["orders", 0]],
    );
  });
});
