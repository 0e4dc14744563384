import assert from "node:assert/strict";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  startTestBroker,
  type TestBroker,
} from "../../test-support/serviceBus.ts";

describe("the Service Bus broker", () => {
  let test: TestBroker;

  beforeEach(async () => {
    test = await startTestBroker({
      namespace: {
        Queues: [{ Name: "orders" }],
        Topics: [
          {
            Name: "news",
            Subscriptions: [
              { Name: "all" },
              {
                Name: "urgent",
                Rules: [
                  {
                    Name: "urgent",
                    Properties: {
                      FilterType: "Sql",
                      SqlFilter: { SqlExpression: "level = 'urgent'" },
                    },
                  },
                ],
              },
            ],
          },
        ],
      },
    });
  });

  afterEach(() => test.stop());

  const counts = () => test.broker.state().queues[0]!;

  it("delivers what was sent, and forgets what was completed", async () => {
    const client = test.connect();
    await client.createSender("orders").sendMessages({
      body: { id: "7" },
      applicationProperties: { cosmosSessionToken: "0:-1#4" },
    });
    const receiver = client.createReceiver("orders");
    const [message] = await receiver.receiveMessages(1);
    assert.ok(message);
    assert.deepEqual(message.body, { id: "7" });
    assert.deepEqual(message.applicationProperties, {
      cosmosSessionToken: "0:-1#4",
    });
    assert.equal(counts().locked, 1);
    await receiver.completeMessage(message);
    assert.deepEqual([counts().locked, counts().active], [0, 0]);
  });

  it("keeps the order of a batch, and gives ids to messages without one", async () => {
    const client = test.connect();
    const sender = client.createSender("orders");
    const batch = await sender.createMessageBatch();
    batch.tryAddMessage({ body: 1 });
    batch.tryAddMessage({ body: 2, messageId: "two" });
    await sender.sendMessages(batch);
    await sender.sendMessages([{ body: 3 }, { body: 4 }]);
    const messages = await client.createReceiver("orders").receiveMessages(4);
    assert.deepEqual(
      messages.map(({ body }) => body as number),
      [1, 2, 3, 4],
    );
    assert.deepEqual(
      messages.map(({ sequenceNumber }) => sequenceNumber?.toString()),
      ["1", "2", "3", "4"],
    );
    assert.equal(messages[1]!.messageId, "two");
    assert.equal(new Set(messages.map(({ messageId }) => messageId)).size, 4);
  });

  it("delivers again what was abandoned, with the properties that were changed", async () => {
    const client = test.connect();
    await client.createSender("orders").sendMessages({ body: "x" });
    const receiver = client.createReceiver("orders");
    const [first] = await receiver.receiveMessages(1);
    await receiver.abandonMessage(first!, { why: "busy" });
    const [again] = await receiver.receiveMessages(1);
    assert.equal(again?.deliveryCount, 1);
    assert.deepEqual(again.applicationProperties, { why: "busy" });
  });

  it("moves a message to the dead-letter queue with the reason", async () => {
    const client = test.connect();
    await client
      .createSender("orders")
      .sendMessages({ body: "x", applicationProperties: { kept: true } });
    const receiver = client.createReceiver("orders");
    const [first] = await receiver.receiveMessages(1);
    await receiver.deadLetterMessage(first!, {
      deadLetterReason: "broken",
      deadLetterErrorDescription: "no such person",
    });
    const [dead] = await client
      .createReceiver("orders", { subQueueType: "deadLetter" })
      .receiveMessages(1);
    assert.equal(dead?.deadLetterReason, "broken");
    assert.equal(dead.deadLetterErrorDescription, "no such person");
    assert.equal(dead.applicationProperties?.["kept"], true);
    assert.equal(counts().deadLetter, 1);
  });

  it("hands messages to the subscriptions whose rules they match", async () => {
    const client = test.connect();
    await client
      .createSender("news")
      .sendMessages([
        { body: "calm" },
        { body: "fire", applicationProperties: { level: "urgent" } },
      ]);
    const read = async (name: string): Promise<unknown[]> => {
      const receiver = client.createReceiver("news", name, {
        receiveMode: "receiveAndDelete",
      });
      const messages = await receiver.receiveMessages(2, {
        maxWaitTimeInMs: 300,
      });
      return messages.map(({ body }) => body as unknown);
    };
    assert.deepEqual(await read("all"), ["calm", "fire"]);
    assert.deepEqual(await read("urgent"), ["fire"]);
  });

  it("runs a handler for each message of a subscription to a queue", async () => {
    const client = test.connect();
    const handled: unknown[] = [];
    const receiver = client.createReceiver("orders");
    const done = new Promise<void>((resolve, reject) => {
      receiver.subscribe({
        processMessage: async ({ body }: ServiceBusReceivedMessage) => {
          handled.push(body);
          if (handled.length === 3) resolve();
        },
        processError: async ({ error }) => reject(error),
      });
    });
    await client
      .createSender("orders")
      .sendMessages([1, 2, 3].map((body) => ({ body })));
    await done;
    await receiver.close();
    assert.deepEqual(handled, [1, 2, 3]);
    assert.deepEqual([counts().locked, counts().active], [0, 0]);
  });

  it("refuses an entity that is not there by its name", async () => {
    await assert.rejects(
      test.connect().createSender("order").sendMessages({ body: 1 }),
      ({ code, message }: { code: string; message: string }) =>
        code === "MessagingEntityNotFound" && message.includes("'order'"),
    );
  });

  it("tells the observer what happens to each message", async () => {
    const client = test.connect();
    await client.createSender("orders").sendMessages({
      messageId: "m1",
      body: { id: "7" },
      applicationProperties: { cosmosSessionToken: "0:-1#4" },
    });
    const receiver = client.createReceiver("orders");
    const [message] = await receiver.receiveMessages(1);
    await receiver.completeMessage(message!);
    assert.deepEqual(
      test.events.map(({ operation, entity, messageId }) => [
        operation,
        entity,
        messageId,
      ]),
      [
        ["send", "orders", "m1"],
        ["deliver", "orders", "m1"],
        ["complete", "orders", "m1"],
      ],
    );
    assert.deepEqual(test.events[1]!.content?.(), {
      applicationProperties: { cosmosSessionToken: "0:-1#4" },
      body: { id: "7" },
    });
  });
});
