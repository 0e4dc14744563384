import assert from "node:assert/strict";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { until } from "../Bench.ts";
import { row, type Row } from "../Row.ts";

const method = (name: string): string => `ServiceBusReceiver.${name}`;
const bodies = (messages: readonly ServiceBusReceivedMessage[]): unknown[] =>
  messages.map(({ body }) => body as unknown);

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
    method("subscribe"),
    "the handler gets each message, which is completed after it",
    async (bench) => {
      await bench.send({ body: 1 }, { body: 2 });
      const handled: unknown[] = [];
      const receiver = bench.receiver();
      const subscription = receiver.subscribe({
        processMessage: async ({ body }) => void handled.push(body),
        processError: async ({ error }) => assert.fail(error),
      });
      await until(
        "both are completed",
        () => handled.length === 2 && bench.counts().locked === 0,
      );
      await subscription.close();
      assert.deepEqual(handled, [1, 2]);
      assert.equal(bench.counts().active, 0);
    },
  ),
  row(
    method("subscribe"),
    "a handler that throws: processError, abandoned, dead-lettered in the end",
    async (bench) => {
      await bench.send({ body: 1 });
      const counts: unknown[] = [];
      const sources: string[] = [];
      bench.receiver().subscribe({
        processMessage: async ({ deliveryCount }) => {
          counts.push(deliveryCount);
          throw new Error("not today");
        },
        processError: async ({ errorSource }) => void sources.push(errorSource),
      });
      await until("it is dead-lettered", () => bench.counts().deadLetter === 1);
      assert.deepEqual(counts, [0, 1, 2]);
      assert.deepEqual(sources, [
        "processMessageCallback",
        "processMessageCallback",
        "processMessageCallback",
      ]);
    },
  ),
  row(
    method("subscribe({ autoCompleteMessages: false })"),
    "the message stays locked until the handler settles it",
    async (bench) => {
      await bench.send({ body: 1 });
      const receiver = bench.receiver();
      const got: ServiceBusReceivedMessage[] = [];
      receiver.subscribe(
        {
          processMessage: async (message) => void got.push(message),
          processError: async ({ error }) => assert.fail(error),
        },
        { autoCompleteMessages: false },
      );
      await until("the handler ran", () => got.length === 1);
      assert.equal(bench.counts().locked, 1);
      await receiver.completeMessage(got[0]!);
      assert.equal(bench.counts().locked, 0);
    },
  ),
  row(
    method("subscribe({ maxConcurrentCalls })"),
    "so many handlers at a time, and no more",
    async (bench) => {
      await bench.sendTo(
        "queue",
        ...Array.from({ length: 6 }, (_, body) => ({ body })),
      );
      let running = 0;
      let most = 0;
      let done = 0;
      bench.receiver().subscribe(
        {
          processMessage: async () => {
            most = Math.max(most, ++running);
            await new Promise((resolve) => setTimeout(resolve, 30));
            running -= 1;
            done += 1;
          },
          processError: async ({ error }) => assert.fail(error),
        },
        { maxConcurrentCalls: 3 },
      );
      await until("all are handled", () => done === 6);
      assert.equal(most, 3);
    },
  ),
  row(
    method("subscribe, subscription.close"),
    "after close nothing more is delivered",
    async (bench) => {
      const handled: unknown[] = [];
      const subscription = bench.receiver().subscribe({
        processMessage: async ({ body }) => void handled.push(body),
        processError: async ({ error }) => assert.fail(error),
      });
      await bench.send({ body: 1 });
      await until("the first is handled", () => handled.length === 1);
      await subscription.close();
      await bench.send({ body: 2 });
      assert.deepEqual([handled, bench.counts().active], [[1], 1]);
    },
  ),
  row(
    method("subscribe"),
    "a connection that the broker cuts: it comes again by itself, and the lost message after its lock",
    async (bench) => {
      const handled: unknown[] = [];
      bench.receiver().subscribe({
        processMessage: async ({ body }) => void handled.push(body),
        processError: async () => undefined,
      });
      await bench.send({ body: 1 });
      await until("the first is handled", () => handled.length === 1);
      bench.broker.fail({
        service: "servicebus",
        operation: "deliver",
        times: 1,
        drop: true,
      });
      const sender = bench.connect().createSender("queue");
      await sender.sendMessages({ body: "lost on the way" });
      await sender.sendMessages({ body: 2 });
      await until("the third is handled", () => handled.includes(2));
      // The SDK completes it after the handler; a clock moved on before would end its lock, too.
      await until("only the lost one is locked", () => {
        const { active, locked } = bench.counts();
        return active === 0 && locked === 1;
      });
      await bench.clock.advance(60_000);
      await until("the second came again", () => handled.length === 3);
      assert.deepEqual(handled, [1, 2, "lost on the way"]);
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
    method("getMessageIterator"),
    "one message after the other",
    async (bench) => {
      await bench.send({ body: 1 }, { body: 2 });
      const receiver = bench.receiver();
      const got: unknown[] = [];
      for await (const message of receiver.getMessageIterator()) {
        got.push(message.body);
        await receiver.completeMessage(message);
        if (got.length === 2) break;
      }
      assert.deepEqual(got, [1, 2]);
      assert.equal(bench.counts().locked, 0);
    },
  ),
  row(
    method("peekMessages"),
    "shows what is there in any state, locks nothing and counts nothing",
    async (bench) => {
      await bench.send(
        { body: "deferred" },
        { body: "locked" },
        { body: "active" },
      );
      const receiver = bench.receiver();
      const [first] = await receiver.receiveMessages(1);
      await receiver.deferMessage(first!);
      await receiver.receiveMessages(1);
      await bench.client
        .createSender("queue")
        .scheduleMessages(
          { body: "scheduled" },
          new Date(bench.clock.now() + 9_000),
        );
      const peeked = await bench
        .connect()
        .createReceiver("queue")
        .peekMessages(10);
      assert.deepEqual(
        peeked.map(({ body, state }) => [body as unknown, state]),
        [
          ["deferred", "deferred"],
          ["locked", "active"],
          ["active", "active"],
          ["scheduled", "scheduled"],
        ],
      );
      assert.ok(peeked.every(({ lockToken }) => lockToken === undefined));
      assert.deepEqual(bench.counts(), {
        ...bench.counts(),
        active: 1,
        locked: 1,
        deferred: 1,
        scheduled: 1,
      });
    },
  ),
  row(
    method("peekMessages"),
    "goes on behind the last one seen; an empty queue gives an empty array",
    async (bench) => {
      const receiver = bench.receiver();
      assert.deepEqual(await receiver.peekMessages(3), []);
      await bench.sendTo("queue", { body: 1 }, { body: 2 }, { body: 3 });
      assert.deepEqual(bodies(await receiver.peekMessages(2)), [1, 2]);
      assert.deepEqual(bodies(await receiver.peekMessages(2)), [3]);
      assert.deepEqual(await receiver.peekMessages(2), []);
    },
  ),
  row(
    method("receiveDeferredMessages"),
    "gets a deferred message by its number, locked",
    async (bench) => {
      await bench.send({ body: 1, messageId: "m" });
      const receiver = bench.receiver();
      const message = await bench.receiveOne(receiver);
      await receiver.deferMessage(message, { why: "later" });
      assert.deepEqual(
        [bench.counts().deferred, bench.counts().locked],
        [1, 0],
      );
      assert.deepEqual(
        await bench.drain(bench.connect().createReceiver("queue")),
        [],
      );
      const [deferred] = await receiver.receiveDeferredMessages(
        message.sequenceNumber!,
      );
      assert.deepEqual(
        [deferred?.messageId, deferred?.state, deferred?.deliveryCount],
        ["m", "deferred", 1],
      );
      assert.deepEqual(deferred?.applicationProperties, { why: "later" });
      assert.equal(bench.counts().locked, 1);
      await receiver.completeMessage(deferred);
      assert.deepEqual(
        [bench.counts().deferred, bench.counts().locked],
        [0, 0],
      );
    },
  ),
  row(
    method("receiveDeferredMessages"),
    "a number that is not there: MessageNotFound",
    async (bench) => {
      await bench.send({ body: 1 });
      const receiver = bench.receiver();
      const message = await bench.receiveOne(receiver);
      await assert.rejects(
        receiver.receiveDeferredMessages(message.sequenceNumber!),
        { code: "MessageNotFound" },
      );
    },
  ),
  row(
    method("receiveDeferredMessages"),
    "receiveAndDelete: gone when received",
    async (bench) => {
      await bench.send({ body: 1 });
      const receiver = bench.receiver();
      const message = await bench.receiveOne(receiver);
      await receiver.deferMessage(message);
      const deleting = bench.client.createReceiver("queue", {
        receiveMode: "receiveAndDelete",
      });
      assert.deepEqual(
        bodies(
          await deleting.receiveDeferredMessages([message.sequenceNumber!]),
        ),
        [1],
      );
      assert.deepEqual(
        [bench.counts().deferred, bench.counts().locked],
        [0, 0],
      );
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
