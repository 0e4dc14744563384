import assert from "node:assert/strict";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { until } from "../Bench.ts";
import { row, type Row } from "../Row.ts";

const method = (name: string): string => `ServiceBusReceiver.${name}`;

export const subscribeRows: readonly Row[] = [
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
];
