import assert from "node:assert/strict";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { until } from "../Bench.ts";
import { row, type Row } from "../Row.ts";

const method = (name: string): string => `ServiceBusReceiver.${name}`;

export const settlingRows: readonly Row[] = [
  row(method("completeMessage"), "the message is gone", async (bench) => {
    await bench.send({ body: 1 });
    const receiver = bench.receiver();
    await receiver.completeMessage(await bench.receiveOne(receiver));
    assert.deepEqual(bench.counts(), {
      ...bench.counts(),
      active: 0,
      locked: 0,
      deadLetter: 0,
      deferred: 0,
    });
  }),
  row(
    method("completeMessage"),
    "after the lock has ended: MessageLockLost, and it is delivered again",
    async (bench) => {
      await bench.send({ body: 1 });
      const receiver = bench.receiver();
      const message = await bench.receiveOne(receiver);
      await bench.clock.advance(60_000);
      await assert.rejects(receiver.completeMessage(message), {
        code: "MessageLockLost",
      });
      assert.equal(bench.counts().active, 1);
    },
  ),
  row(method("completeMessage"), "twice: refused by the SDK", async (bench) => {
    await bench.send({ body: 1 });
    const receiver = bench.receiver();
    const message = await bench.receiveOne(receiver);
    await receiver.completeMessage(message);
    await assert.rejects(receiver.completeMessage(message));
  }),
  row(
    method("completeMessage"),
    "on a new connection, when that of the delivery was cut",
    async (bench) => {
      await bench.send({ body: 1 }, { body: 2 });
      const receiver = bench.receiver();
      const message = await bench.receiveOne(receiver);
      bench.broker.fail({
        service: "servicebus",
        operation: "deliver",
        times: 1,
        drop: true,
      });
      // Cut while it waits: some versions reject, some give an empty array.
      await receiver
        .receiveMessages(1, { maxWaitTimeInMs: 500 })
        .catch(() => undefined);
      await receiver.completeMessage(message);
      assert.deepEqual([bench.counts().locked, bench.counts().active], [1, 0]);
    },
  ),
  row(
    method("abandonMessage"),
    "delivered again at once, with delivery count and properties",
    async (bench) => {
      await bench.send({
        body: 1,
        applicationProperties: { kept: 1, changed: "old" },
      });
      const receiver = bench.receiver();
      await receiver.abandonMessage(await bench.receiveOne(receiver), {
        changed: "new",
        added: true,
      });
      const again = await bench.receiveOne(receiver);
      assert.equal(again.deliveryCount, 1);
      assert.deepEqual(again.applicationProperties, {
        kept: 1,
        changed: "new",
        added: true,
      });
    },
  ),
  row(
    method("abandonMessage"),
    "comes back to its old place, before later messages",
    async (bench) => {
      await bench.send({ body: 1 }, { body: 2 }, { body: 3 });
      const receiver = bench.receiver();
      await receiver.abandonMessage(await bench.receiveOne(receiver));
      const messages = await bench.drain(receiver, 3);
      assert.deepEqual(
        messages.map(({ body }) => body as unknown),
        [1, 2, 3],
      );
    },
  ),
  row(
    method("deferMessage"),
    "set aside, and not delivered any more",
    async (bench) => {
      await bench.send({ body: 1 });
      const receiver = bench.receiver();
      await receiver.deferMessage(await bench.receiveOne(receiver));
      assert.deepEqual(await bench.drain(receiver), []);
      assert.equal(bench.counts().deferred, 1);
    },
  ),
  row(
    method("deadLetterMessage"),
    "in the dead-letter queue with reason, description and properties",
    async (bench) => {
      await bench.send({
        body: { id: 1 },
        messageId: "m",
        applicationProperties: { cosmosSessionToken: "0:-1#4" },
      });
      const receiver = bench.receiver();
      await receiver.deadLetterMessage(await bench.receiveOne(receiver), {
        deadLetterReason: "broken",
        deadLetterErrorDescription: "no such person",
        attempt: 3,
      });
      assert.deepEqual(
        [bench.counts().locked, bench.counts().deadLetter],
        [0, 1],
      );
      const deadLetters = bench.client.createReceiver("queue", {
        subQueueType: "deadLetter",
      });
      const dead = await bench.receiveOne(deadLetters);
      assert.deepEqual([dead.messageId, dead.body], ["m", { id: 1 }]);
      assert.deepEqual(
        [dead.deadLetterReason, dead.deadLetterErrorDescription],
        ["broken", "no such person"],
      );
      assert.equal(
        dead.applicationProperties?.["cosmosSessionToken"],
        "0:-1#4",
      );
      assert.equal(dead.applicationProperties["attempt"], 3);
      await deadLetters.completeMessage(dead);
      assert.equal(bench.counts().deadLetter, 0);
    },
  ),
  row(
    method("deadLetterMessage"),
    "without a reason, and of a message that had no id",
    async (bench) => {
      await bench.send({ body: 1 });
      const receiver = bench.receiver();
      await receiver.deadLetterMessage(await bench.receiveOne(receiver));
      assert.equal(bench.counts().deadLetter, 1);
    },
  ),
  row(
    method("renewMessageLock"),
    "the lock lasts longer, and its end is answered",
    async (bench) => {
      await bench.send({ body: 1 });
      const receiver = bench.receiver();
      const message = await bench.receiveOne(receiver);
      await bench.clock.advance(40_000);
      const until = await receiver.renewMessageLock(message);
      assert.equal(until.getTime(), bench.clock.now() + 60_000);
      await bench.clock.advance(40_000);
      await receiver.completeMessage(message);
      assert.equal(bench.counts().locked, 0);
    },
  ),
  row(
    method("renewMessageLock"),
    "after the lock has ended: MessageLockLost",
    async (bench) => {
      await bench.send({ body: 1 });
      const receiver = bench.receiver();
      const message = await bench.receiveOne(receiver);
      await bench.clock.advance(60_000);
      await assert.rejects(receiver.renewMessageLock(message), {
        code: "MessageLockLost",
      });
    },
  ),
  row(
    `${method("completeMessage")}, and the four others`,
    "a handler of subscribe may settle by itself",
    async (bench) => {
      await bench.send(
        { body: "complete" },
        { body: "abandon" },
        { body: "defer" },
        { body: "deadLetter" },
      );
      const receiver = bench.receiver();
      const settle: Record<
        string,
        (message: ServiceBusReceivedMessage) => Promise<void>
      > = {
        complete: (message) => receiver.completeMessage(message),
        abandon: (message) =>
          message.deliveryCount === 0
            ? receiver.abandonMessage(message)
            : receiver.completeMessage(message),
        defer: (message) => receiver.deferMessage(message),
        deadLetter: (message) => receiver.deadLetterMessage(message),
      };
      receiver.subscribe(
        {
          processMessage: (message) => settle[message.body as string]!(message),
          processError: async ({ error }) => assert.fail(error),
        },
        { autoCompleteMessages: false },
      );
      await until("all are settled", () => {
        const { active, locked, deferred, deadLetter } = bench.counts();
        return active + locked === 0 && deferred === 1 && deadLetter === 1;
      });
    },
  ),
];
