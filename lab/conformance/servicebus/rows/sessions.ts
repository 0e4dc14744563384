import assert from "node:assert/strict";
import { until } from "../Bench.ts";
import { bodies } from "../bodies.ts";
import { row, type Row } from "../Row.ts";

const method = (name: string): string => `ServiceBusSessionReceiver.${name}`;
const message = (sessionId: string, body: unknown) => ({ sessionId, body });

export const sessionRows: readonly Row[] = [
  row(
    "ServiceBusClient.acceptSession",
    "only messages of this session, in order, until the lock's end",
    async (bench) => {
      await bench.sendTo(
        "sessions",
        message("a", 1),
        message("b", 2),
        message("a", 3),
      );
      const receiver = await bench.client.acceptSession("sessions", "a");
      assert.equal(receiver.sessionId, "a");
      assert.equal(
        receiver.sessionLockedUntilUtc.getTime(),
        bench.clock.now() + 60_000,
      );
      const messages = await bench.drain(receiver);
      assert.deepEqual(bodies(messages), [1, 3]);
      assert.ok(messages.every(({ sessionId }) => sessionId === "a"));
    },
  ),
  row(
    "ServiceBusClient.acceptSession",
    "one that has no messages yet: they come when they are sent",
    async (bench) => {
      const receiver = await bench.client.acceptSession("sessions", "new");
      await bench.sendTo("sessions", message("new", 1));
      assert.deepEqual(bodies(await bench.drain(receiver)), [1]);
    },
  ),
  row(
    "ServiceBusClient.acceptSession",
    "one that somebody has: SessionCannotBeLocked",
    async (bench) => {
      await bench.client.acceptSession("sessions", "a");
      await assert.rejects(bench.connect().acceptSession("sessions", "a"), {
        code: "SessionCannotBeLocked",
      });
    },
  ),
  row(
    "ServiceBusClient.acceptSession (subscription)",
    "sessions of a subscription",
    async (bench) => {
      await bench.sendTo("topic", message("a", 1));
      const receiver = await bench.client.acceptSession(
        "topic",
        "sessions",
        "a",
      );
      assert.deepEqual(bodies(await bench.drain(receiver)), [1]);
    },
  ),
  row(
    "ServiceBusClient.acceptSession",
    "an entity without sessions: an error that says so",
    async (bench) => {
      await assert.rejects(bench.client.acceptSession("queue", "a"));
      assert.ok(
        !bench.events.some(({ operation }) => operation === "acceptSession"),
      );
    },
  ),
  row(
    "ServiceBusClient.acceptNextSession",
    "the session that has waited longest, each to one receiver",
    async (bench) => {
      await bench.sendTo(
        "sessions",
        message("a", 1),
        message("b", 2),
        message("c", 3),
      );
      const receivers = [];
      for (let count = 0; count < 3; count++)
        receivers.push(await bench.client.acceptNextSession("sessions"));
      assert.deepEqual(
        receivers.map(({ sessionId }) => sessionId),
        ["a", "b", "c"],
      );
    },
  ),
  row(
    "ServiceBusClient.acceptNextSession",
    "none there: waits until one comes",
    async (bench) => {
      const accepting = bench.client.acceptNextSession("sessions");
      await new Promise((resolve) => setTimeout(resolve, 300));
      await bench
        .connect()
        .createSender("sessions")
        .sendMessages(message("late", 1));
      const receiver = await accepting;
      assert.equal(receiver.sessionId, "late");
      assert.deepEqual(bodies(await bench.drain(receiver)), [1]);
    },
  ),
  row(
    "ServiceBusClient.acceptNextSession",
    "none comes within the time: ServiceTimeout",
    async (bench) => {
      const accepting = bench.client.acceptNextSession("sessions");
      const refused = assert.rejects(accepting, { code: "ServiceTimeout" });
      await new Promise((resolve) => setTimeout(resolve, 500));
      await bench.clock.advance(60_000);
      await refused;
    },
    {
      version: "7.7.0",
      reason: "it waits 60 s by itself, whatever the retry options say",
    },
  ),
  row(
    "ServiceBusClient.acceptNextSession (subscription)",
    "sessions of a subscription",
    async (bench) => {
      await bench.sendTo("topic", message("z", 1));
      const receiver = await bench.client.acceptNextSession(
        "topic",
        "sessions",
      );
      assert.equal(receiver.sessionId, "z");
    },
  ),
  row(
    method("close"),
    "the session is free again; what was not settled comes again, not counted as delivered",
    async (bench) => {
      await bench.sendTo("sessions", message("a", 1));
      const receiver = await bench.client.acceptSession("sessions", "a");
      await bench.receiveOne(receiver);
      await receiver.close();
      await until(
        "the session is free",
        () => bench.counts("sessions").active === 1,
      );
      const again = await bench.connect().acceptSession("sessions", "a");
      assert.equal((await bench.receiveOne(again)).deliveryCount, 0);
    },
  ),
  row(
    method("receiveMessages"),
    "when the session's lock has ended: SessionLockLost, the messages go to the next one",
    async (bench) => {
      await bench.sendTo("sessions", message("a", 1));
      const receiver = await bench.client.acceptSession("sessions", "a");
      const lost = await bench.receiveOne(receiver);
      await bench.clock.advance(60_000);
      await until("the receiver knows", () => receiver.isClosed);
      await assert.rejects(receiver.completeMessage(lost), {
        code: "SessionLockLost",
      });
      const next = await bench.connect().acceptNextSession("sessions");
      assert.equal((await bench.receiveOne(next)).deliveryCount, 1);
    },
  ),
  row(
    method("renewSessionLock"),
    "the lock lasts longer, and its end is answered",
    async (bench) => {
      await bench.sendTo("sessions", message("a", 1));
      const receiver = await bench.client.acceptSession("sessions", "a");
      const got = await bench.receiveOne(receiver);
      await bench.clock.advance(40_000);
      const end = await receiver.renewSessionLock();
      assert.equal(end.getTime(), bench.clock.now() + 60_000);
      await bench.clock.advance(40_000);
      await receiver.completeMessage(got);
      assert.deepEqual(
        [bench.counts("sessions").active, bench.counts("sessions").locked],
        [0, 0],
      );
    },
  ),
  row(
    method("setSessionState, getSessionState"),
    "kept with the session, also for its next receiver",
    async (bench) => {
      const receiver = await bench.client.acceptSession("sessions", "a");
      // The SDK gives null or undefined where there is none, by version.
      assert.ok((await receiver.getSessionState()) == null);
      await receiver.setSessionState({ step: 2 });
      assert.deepEqual(await receiver.getSessionState(), { step: 2 });
      await receiver.close();
      const next = await bench.connect().acceptSession("sessions", "a");
      assert.deepEqual(await next.getSessionState(), { step: 2 });
      await next.setSessionState(null);
      assert.ok((await next.getSessionState()) == null);
    },
  ),
  row(
    method("peekMessages"),
    "only messages of its own session",
    async (bench) => {
      await bench.sendTo(
        "sessions",
        message("b", 1),
        message("a", 2),
        message("b", 3),
      );
      const receiver = await bench.client.acceptSession("sessions", "b");
      assert.deepEqual(bodies(await receiver.peekMessages(5)), [1, 3]);
      assert.equal(bench.counts("sessions").active, 3);
    },
  ),
  row(
    method("receiveDeferredMessages"),
    "gets what was deferred in the session",
    async (bench) => {
      await bench.sendTo("sessions", message("a", 1));
      const receiver = await bench.client.acceptSession("sessions", "a");
      const got = await bench.receiveOne(receiver);
      await receiver.deferMessage(got);
      const [deferred] = await receiver.receiveDeferredMessages(
        got.sequenceNumber!,
      );
      assert.equal(deferred?.body, 1);
      await receiver.completeMessage(deferred);
      const { active, locked, deferred: left } = bench.counts("sessions");
      assert.deepEqual([active, locked, left], [0, 0, 0]);
    },
  ),
  row(
    method("completeMessage, abandonMessage, deadLetterMessage"),
    "settle as they do without sessions",
    async (bench) => {
      await bench.sendTo(
        "sessions",
        message("a", 1),
        message("a", 2),
        message("a", 3),
      );
      const receiver = await bench.client.acceptSession("sessions", "a");
      const [first, second, third] = await bench.drain(receiver, 3);
      await receiver.completeMessage(first!);
      await receiver.abandonMessage(second!);
      await receiver.deadLetterMessage(third!, {
        deadLetterReason: "r",
        deadLetterErrorDescription: "d",
      });
      const again = await bench.drain(receiver);
      assert.deepEqual(
        again.map(({ body, deliveryCount }) => [
          body as unknown,
          deliveryCount,
        ]),
        [[2, 1]],
      );
      assert.equal(bench.counts("sessions").deadLetter, 1);
      const dead = await bench.receiveOne(
        bench.client.createReceiver("sessions", { subQueueType: "deadLetter" }),
      );
      assert.deepEqual([dead.sessionId, dead.deadLetterReason], ["a", "r"]);
    },
  ),
  row(
    method("subscribe"),
    "handles the messages of the session in order",
    async (bench) => {
      await bench.sendTo(
        "sessions",
        message("a", 1),
        message("a", 2),
        message("b", 3),
      );
      const receiver = await bench.client.acceptSession("sessions", "a");
      const handled: unknown[] = [];
      receiver.subscribe({
        processMessage: async ({ body }) => void handled.push(body),
        processError: async ({ error }) => assert.fail(error),
      });
      await until(
        "both are completed",
        () => handled.length === 2 && bench.counts("sessions").locked === 0,
      );
      assert.deepEqual([handled, bench.counts("sessions").active], [[1, 2], 1]);
    },
  ),
  row(
    method("getMessageIterator"),
    "one message of the session after the other",
    async (bench) => {
      await bench.sendTo(
        "sessions",
        message("a", 1),
        message("b", 0),
        message("a", 2),
      );
      const receiver = await bench.client.acceptSession("sessions", "a");
      const got: unknown[] = [];
      for await (const one of receiver.getMessageIterator()) {
        got.push(one.body);
        await receiver.completeMessage(one);
        if (got.length === 2) break;
      }
      assert.deepEqual(got, [1, 2]);
    },
  ),
  row(
    method("receiveMessages"),
    "receiveAndDelete: gone when delivered",
    async (bench) => {
      await bench.sendTo("sessions", message("a", 1));
      const receiver = await bench.client.acceptSession("sessions", "a", {
        receiveMode: "receiveAndDelete",
      });
      assert.deepEqual(bodies(await bench.drain(receiver)), [1]);
      assert.equal(
        bench.counts("sessions").active + bench.counts("sessions").locked,
        0,
      );
    },
  ),
];
