import assert from "node:assert/strict";
import { until } from "../Bench.ts";
import { bodies } from "../bodies.ts";
import { row, type Row } from "../Row.ts";

const method = (name: string): string => `ServiceBusReceiver.${name}`;

export const receiverRows: readonly Row[] = [
  row(
    method("receiveMessages"),
    "peekLock: locked for the lock duration of the queue, and nobody else gets it",
    async (bench) => {
      await bench.send({ body: 1 });
      const message = await bench.receiveOne(bench.receiver());
      assert.equal(
        message.lockedUntilUtc!.getTime(),
        bench.clock.now() + 60_000,
      );
      assert.match(message.lockToken!, /^[0-9a-f]{8}-[0-9a-f]{4}-/);
      assert.deepEqual(
        await bench.drain(bench.connect().createReceiver("queue")),
        [],
      );
      assert.deepEqual([bench.counts().locked, bench.counts().active], [1, 0]);
    },
  ),
  row(
    method("receiveMessages"),
    "nothing there: an empty array after the wait, more than once",
    async (bench) => {
      const receiver = bench.receiver();
      assert.deepEqual(
        await receiver.receiveMessages(5, { maxWaitTimeInMs: 200 }),
        [],
      );
      assert.deepEqual(
        await receiver.receiveMessages(5, { maxWaitTimeInMs: 200 }),
        [],
      );
      await bench.send({ body: 1 });
      assert.deepEqual(bodies(await bench.drain(receiver)), [1]);
    },
  ),
  row(
    method("receiveMessages"),
    "waits for a message that comes later",
    async (bench) => {
      const receiving = bench
        .receiver()
        .receiveMessages(1, { maxWaitTimeInMs: 3_000 });
      await bench.send({ body: "late" });
      assert.deepEqual(bodies(await receiving), ["late"]);
    },
  ),
  row(
    method("receiveMessages"),
    "receiveAndDelete: gone when delivered",
    async (bench) => {
      await bench.send({ body: 1 }, { body: 2 });
      const receiver = bench.client.createReceiver("queue", {
        receiveMode: "receiveAndDelete",
      });
      assert.deepEqual(bodies(await bench.drain(receiver)), [1, 2]);
      assert.deepEqual([bench.counts().locked, bench.counts().active], [0, 0]);
    },
  ),
  row(
    method("receiveMessages"),
    "a lock that ends: delivered again, with the delivery count raised",
    async (bench) => {
      await bench.send({ body: 1 });
      const receiver = bench.receiver();
      await bench.receiveOne(receiver);
      await bench.clock.advance(60_000);
      assert.equal(bench.counts().active, 1);
      assert.equal((await bench.receiveOne(receiver)).deliveryCount, 1);
    },
  ),
  row(
    method("receiveMessages"),
    "after MaxDeliveryCount deliveries: in the dead-letter queue with the reason",
    async (bench) => {
      await bench.send({ body: 1 });
      const receiver = bench.receiver();
      for (let count = 0; count < 3; count++)
        await receiver.abandonMessage(await bench.receiveOne(receiver));
      assert.deepEqual(
        [bench.counts().active, bench.counts().deadLetter],
        [0, 1],
      );
      const dead = await bench.receiveOne(
        bench.client.createReceiver("queue", { subQueueType: "deadLetter" }),
      );
      assert.equal(dead.deadLetterReason, "MaxDeliveryCountExceeded");
      assert.equal(dead.deliveryCount, 3);
    },
  ),
  row(
    method("receiveMessages"),
    "a message past its time to live: dead-lettered with TTLExpiredException",
    async (bench) => {
      await bench.send({ body: 1, timeToLive: 1_000 });
      await bench.clock.advance(1_000);
      assert.deepEqual(await bench.drain(bench.receiver()), []);
      const dead = await bench.receiveOne(
        bench.client.createReceiver("queue", { subQueueType: "deadLetter" }),
      );
      assert.equal(dead.deadLetterReason, "TTLExpiredException");
    },
  ),
  row(
    method("receiveMessages"),
    "a queue with sessions and no session asked for: InvalidOperationError",
    async (bench) => {
      await assert.rejects(
        bench.client
          .createReceiver("sessions")
          .receiveMessages(1, { maxWaitTimeInMs: 500 }),
        ({ message }: Error) =>
          message.includes("non-sessionful message receiver"),
      );
    },
  ),
  row(
    method("receiveMessages"),
    "an entity that is not there: MessagingEntityNotFound",
    async (bench) => {
      await assert.rejects(
        bench.client
          .createReceiver("nowhere")
          .receiveMessages(1, { maxWaitTimeInMs: 500 }),
        {
          code: "MessagingEntityNotFound",
        },
      );
    },
  ),
  row(
    method("receiveMessages"),
    "5 competing consumers: each message once, none left",
    async (bench) => {
      await bench.sendTo(
        "queue",
        ...Array.from({ length: 50 }, (_, body) => ({ body })),
      );
      const receivers = Array.from({ length: 5 }, () =>
        bench.client.createReceiver("queue", {
          receiveMode: "receiveAndDelete",
        }),
      );
      const batches = await Promise.all(
        receivers.map((receiver) =>
          receiver.receiveMessages(10, { maxWaitTimeInMs: 600 }),
        ),
      );
      assert.deepEqual(
        batches
          .flat()
          .map(({ body }) => body as number)
          .sort((a, b) => a - b),
        Array.from({ length: 50 }, (_, body) => body),
      );
      assert.ok(batches.every(({ length }) => length === 10));
    },
  ),
  row(
    method("receiveMessages, completeMessage"),
    "more than 2,048 messages through one receiver",
    async (bench) => {
      const total = 2_300;
      for (let start = 0; start < total; start += 100) {
        await bench.sendTo(
          "queue",
          ...Array.from({ length: 100 }, (_, index) => ({
            body: start + index,
          })),
        );
      }
      const receiver = bench.receiver();
      let received = 0;
      while (received < total) {
        const messages = await receiver.receiveMessages(500, {
          maxWaitTimeInMs: 2_000,
        });
        assert.notEqual(messages.length, 0);
        received += messages.length;
        await Promise.all(
          messages.map((message) => receiver.completeMessage(message)),
        );
      }
      assert.deepEqual(
        [received, bench.counts().active, bench.counts().locked],
        [total, 0, 0],
      );
    },
  ),
  row(
    method("receiveMessages"),
    "a connection that the broker cuts at one of three messages: the other two are not lost with it",
    async (bench) => {
      await bench.sendTo("queue", { body: 1 }, { body: 2 }, { body: 3 });
      bench.broker.fail({
        service: "servicebus",
        operation: "deliver",
        times: 1,
        drop: true,
      });
      const cut = bench
        .receiver()
        .receiveMessages(3, { maxWaitTimeInMs: 300 })
        .catch(() => []);
      await until("the first is lost", () => bench.counts().locked > 0);
      const other = bench.connect().createReceiver("queue");
      const got = [...(await cut), ...(await bench.drain(other))];
      assert.deepEqual(bodies(got), [2, 3]);
      await bench.clock.advance(60_000);
      assert.ok(bodies(await bench.drain(other)).includes(1));
    },
  ),
  row(
    method("close, isClosed, entityPath, receiveMode"),
    "a closed receiver receives no more; what it had locked stays locked",
    async (bench) => {
      await bench.send({ body: 1 });
      const receiver = bench.receiver();
      await bench.receiveOne(receiver);
      assert.deepEqual(
        [receiver.isClosed, receiver.entityPath, receiver.receiveMode],
        [false, "queue", "peekLock"],
      );
      await receiver.close();
      assert.equal(receiver.isClosed, true);
      await assert.rejects(receiver.receiveMessages(1));
      assert.equal(bench.counts().locked, 1);
    },
  ),
  row(
    method("receiveMessages (transferDeadLetter)"),
    "the transfer dead-letter queue is there, and empty",
    async (bench) => {
      const receiver = bench.client.createReceiver("queue", {
        subQueueType: "transferDeadLetter",
      });
      assert.deepEqual(
        await receiver.receiveMessages(1, { maxWaitTimeInMs: 200 }),
        [],
      );
    },
  ),
  row(
    method("receiveMessages (subscription)"),
    "a topic's message comes to each subscription",
    async (bench) => {
      await bench.sendTo("topic", { body: 1, sessionId: "s" });
      assert.deepEqual(
        bodies(await bench.drain(bench.client.createReceiver("topic", "sub"))),
        [1],
      );
      assert.equal(bench.counts("topic/sessions").active, 1);
    },
  ),
  row(
    method("receiveMessages (skipParsingBodyAsJson)"),
    "the body as the bytes that were sent",
    async (bench) => {
      await bench.send({ body: { a: 1 } });
      const receiver = bench.client.createReceiver("queue", {
        skipParsingBodyAsJson: true,
      });
      assert.deepEqual(
        (await bench.receiveOne(receiver)).body,
        Buffer.from('{"a":1}'),
      );
    },
  ),
];
