import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  ServiceBusClient,
  type ServiceBusReceivedMessage,
} from "@azure/service-bus";
import { after, before, describe, it } from "mocha";
import type { MessageEvent } from "../../flows/FlowEvent.ts";
import { startLabProcess, type LabProcess } from "../lab/startLabProcess.ts";
import { PeekSource } from "./PeekSource.ts";
import { openPeeker } from "./serviceBus.ts";

const require = createRequire(import.meta.url);
const POLLS = 2000;
const MESSAGES = 120;
const root = path.join(import.meta.dirname, "../../../..");

describe("peeking at the lab", function () {
  this.timeout(240_000);
  let lab: LabProcess;
  /** Peeks that were asked of any lab. */
  let requests = 0;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "peek-"));
    writeFileSync(
      path.join(folder, "lab.json"),
      JSON.stringify({
        serviceBus: {
          Namespaces: [
            {
              Name: "sbemulatorns",
              Queues: [
                { Name: "orders", Properties: { LockDuration: "PT1M" } },
              ],
              Topics: [],
            },
          ],
        },
      }),
    );
    lab = await start({}, () => {});
  });

  after(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(
    env: Record<string, string>,
    onLine: (line: string) => void,
  ): Promise<LabProcess> {
    return startLabProcess({
      cli: path.join(root, "lab/src/cli/main.ts"),
      nodeArgs: ["--import", pathToFileURL(require.resolve("tsx")).href],
      args: ["--config", path.join(folder, "lab.json")],
      env,
      onLine,
      onExit: () => {},
    });
  }

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
    const watched = await start({ DEBUG: "rhea:frames" }, (line) => {
      if (line.includes("<- attach#")) attaches.push(line);
    });
    const sources = [false, true].map((isDeadLetter) =>
      watch("orders", isDeadLetter, [], watched),
    );
    for (let poll = 0; poll < 20; poll++) {
      for (const source of sources) await source.look();
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
    const peeks = [
      watch("orders", false, events),
      watch("orders", true, events),
    ];
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

      const consumer = { isDone: false };
      const polling = (async () => {
        const before = requests;
        while (requests - before < POLLS || !consumer.isDone) {
          for (const peek of peeks) await peek.look();
        }
        return requests - before;
      })();
      const got: ServiceBusReceivedMessage[] = [];
      while (got.length < MESSAGES - 2) {
        const some = await receiver.receiveMessages(20, {
          maxWaitTimeInMs: 2000,
        });
        for (const one of some) await receiver.completeMessage(one);
        got.push(...some);
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
      for (let n = 0; n < 20; n++) for (const peek of peeks) await peek.look();
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
      for (const peek of peeks) await peek.stop();
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
