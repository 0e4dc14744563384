import assert from "node:assert/strict";
import { bodies } from "../bodies.ts";
import { row, type Row } from "../Row.ts";

const method = (name: string): string => `ServiceBusReceiver.${name}`;

export const peekedAndDeferredRows: readonly Row[] = [
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
];
