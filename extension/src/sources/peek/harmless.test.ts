import assert from "node:assert/strict";
import {
  ServiceBusClient,
  type ServiceBusReceivedMessage,
} from "@azure/service-bus";
import { after, before, describe, it } from "mocha";
import { startTestLab } from "../../../test-support/startTestLab.ts";
import type { MessageEvent } from "../../flows/FlowEvent.ts";
import type { LabProcess } from "../lab/startLabProcess.ts";
import { PeekSource } from "./PeekSource.ts";
import { openPeeker } from "./serviceBus.ts";

const POLLS = 2000;
const MESSAGES = 120;
/** Windows that watch the same queue: an answer takes its time, mostly that of a network, and they wait for it together. */
const WINDOWS = 8;
const config = {
  serviceBus: {
    Namespaces: [
      {
        Name: "sbemulatorns",
        Queues: [{ Name: "orders", Properties: { LockDuration: "PT1M" } }],
        Topics: [],
      },
    ],
  },
};

describe("peeking at the lab", function () {
  this.timeout(240_000);
  let lab: LabProcess;
  /** Peeks that were asked of any lab. */
  let requests = 0;

  before(async () => {
    lab = await startTestLab(config);
  });

  after(() => lab.stop());

  function watch(
    entity: string,
    isDeadLetter: boolean,
    events: MessageEvent[],
    at = lab,
  ): PeekSource {
    const place = { entity, isDeadLetter };
    return new PeekSource({
      ...place,
      source: "peek:lab",
      connect: async () => {
        const peeker = openPeeker(
          at.addresses.serviceBus.connectionString,
          place,
        );
        return {
          peek: (from, count) => {
            requests++;
            return peeker.peek(from, count);
          },
          close: () => peeker.close(),
        };
      },
      onEvents: (found) => events.push(...found),
      onUnseen: () => {},
      onState: () => {},
    });
  }

  /** Of the queue itself. */
  function idsOf(
    events: readonly MessageEvent[],
    kind: MessageEvent["kind"],
  ): string[] {
    return events
      .filter((one) => one.kind === kind && !one.peeked!.isDeadLetter)
      .map(({ messageId }) => messageId)
      .sort();
  }

  it("attaches to $cbs and $management and to nothing else", async () => {
    // What the broker itself got, by the log of its AMQP library.
    const attaches: string[] = [];
    const watched = await startTestLab(config, {
      env: { DEBUG: "rhea:frames" },
      onLine: (line) => {
        if (line.includes("<- attach#")) attaches.push(line);
      },
    });
    const sources = [false, true].map((isDeadLetter) =>
      watch("orders", isDeadLetter, [], watched),
    );
    for (let poll = 0; poll < 20; poll++) {
      await Promise.all(sources.map((source) => source.look()));
    }
    for (const source of sources) {
      assert.equal(source.trouble, undefined);
      await source.stop();
    }
    await watched.stop();
    assert.equal(
      attaches.length,
      8,
      "two sources, each with two pairs of links",
    );
    for (const line of attaches) {
      assert.match(
        line,
        /\["(?:\$cbs|orders(?:\/\$DeadLetterQueue)?\/\$management)"\]/i,
      );
    }
  });

  it("changes no delivery count, lock, order or dead letter while consumers work", async () => {
    const client = new ServiceBusClient(
      lab.addresses.serviceBus.connectionString,
    );
    const events: MessageEvent[] = [];
    const [first, ...others] = Array.from({ length: WINDOWS }, (_, n) => {
      const seen = n === 0 ? events : [];
      return [watch("orders", false, seen), watch("orders", true, seen)];
    });
    const peeks = [first!, ...others].flat();
    try {
      const sender = client.createSender("orders");
      await sender.sendMessages(
        Array.from({ length: MESSAGES }, (_, n) => ({
          messageId: `m${n}`,
          body: { n },
          applicationProperties: { cosmosSessionToken: `0:-1#${n}` },
        })),
      );
      const receiver = client.createReceiver("orders");
      const dead = client.createReceiver("orders", {
        subQueueType: "deadLetter",
      });
      // One locked for the whole time, one dead-lettered, before anybody peeks.
      const [locked, bad] = await receiver.receiveMessages(2);
      await receiver.deadLetterMessage(bad!, {
        deadLetterReason: "test",
        deadLetterErrorDescription: "by the test",
      });
      const deadBefore = await dead.peekMessages(10);

      const before = requests;
      const consumer = { isDone: false };
      const polling = (async () => {
        while (requests - before < POLLS || !consumer.isDone) {
          await Promise.all(peeks.map((peek) => peek.look()));
        }
        return requests - before;
      })();
      const got: ServiceBusReceivedMessage[] = [];
      while (got.length < MESSAGES - 2) {
        const some = await receiver.receiveMessages(5, {
          maxWaitTimeInMs: 2000,
        });
        for (const one of some) await receiver.completeMessage(one);
        got.push(...some);
        // It works for as long as they peek, not only at the beginning.
        const share = (POLLS * got.length) / MESSAGES;
        while (requests - before < share) {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
      consumer.isDone = true;
      const polls = await polling;

      assert.ok(polls >= POLLS);
      assert.deepEqual(
        got.map(({ messageId }) => messageId),
        Array.from({ length: MESSAGES - 2 }, (_, n) => `m${n + 2}`),
      );
      assert.deepEqual(
        new Set(got.map((one) => one.deliveryCount)),
        new Set([0]),
      );
      // The lock that was held before still settles.
      await receiver.completeMessage(locked!);
      const deadAfter = await dead.peekMessages(10, {
        fromSequenceNumber: deadBefore[0]!.sequenceNumber!,
      });
      const plain = (one: ServiceBusReceivedMessage): unknown => [
        one.messageId,
        one.body,
        String(one.sequenceNumber),
        one.deliveryCount,
        one.deadLetterReason,
        one.applicationProperties,
      ];
      assert.deepEqual(deadAfter.map(plain), deadBefore.map(plain));
      // Looked at again until each message that was peeked at is known to be taken.
      const seen = idsOf(events, "peek");
      assert.ok(seen.length > 0);
      for (let n = 0; n < 20; n++) for (const peek of first!) await peek.look();
      assert.deepEqual(idsOf(events, "taken"), seen);
      const deadPeeks = events.filter(({ peeked }) => peeked!.isDeadLetter);
      assert.deepEqual(
        deadPeeks.map(({ messageId, peeked }) => [
          messageId,
          peeked!.deadLetterReason,
        ]),
        [["m1", "test"]],
      );
    } finally {
      await Promise.all(peeks.map((peek) => peek.stop()));
      await client.close();
    }
  });

  it("says that an entity is missing, and does not ask again by itself", async () => {
    const source = watch("nowhere", false, []);
    await source.look();
    assert.equal(source.trouble!.kind, "missing");
    assert.equal(source.trouble!.isPassing, false);
    await source.stop();
  });
});
