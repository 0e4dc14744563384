import assert from "node:assert/strict";
import { row, type Row } from "../Row.ts";

const method = (name: string): string => `ServiceBusClient.${name}`;

export const clientRows: readonly Row[] = [
  row(
    method("constructor"),
    "with the lab's key: works; with another: UnauthorizedAccess",
    async (bench) => {
      await bench.send({ body: 1 });
      const stranger = bench.sdk.connect({ ...bench.broker, key: "b3RoZXI=" });
      await assert.rejects(
        stranger.createSender("queue").sendMessages({ body: 2 }),
        { code: "UnauthorizedAccess" },
      );
      await stranger.close();
      assert.equal(bench.counts().active, 1);
    },
  ),
  row(method("close"), "ends all its senders and receivers", async (bench) => {
    const client = bench.connect();
    const sender = client.createSender("queue");
    await sender.sendMessages({ body: 1 });
    const receiver = client.createReceiver("queue");
    await bench.receiveOne(receiver);
    await client.close();
    assert.deepEqual([sender.isClosed, receiver.isClosed], [true, true]);
    assert.equal(bench.counts().locked, 1);
  }),
  row(
    "retryOptions",
    "ServiceBusy of the broker is tried again, and succeeds",
    async (bench) => {
      bench.broker.fail({
        service: "servicebus",
        operation: "send",
        entity: "queue",
        times: 1,
        condition: "com.microsoft:server-busy",
      });
      const client = bench.sdk.connect(bench.broker, {
        retryOptions: { maxRetries: 1, retryDelayInMs: 10, timeoutInMs: 3_000 },
      });
      await client.createSender("queue").sendMessages({ body: 1 });
      await client.close();
      assert.equal(bench.counts().active, 1);
    },
  ),
  row(
    "faults",
    "each condition of the service becomes its code in the SDK",
    async (bench) => {
      const conditions = {
        "com.microsoft:server-busy": "ServiceBusy",
        "amqp:resource-limit-exceeded": "QuotaExceeded",
        "com.microsoft:entity-disabled": "MessagingEntityDisabled",
        "amqp:unauthorized-access": "UnauthorizedAccess",
      };
      const sender = bench.client.createSender("queue");
      for (const [condition, code] of Object.entries(conditions)) {
        bench.broker.fail({
          service: "servicebus",
          operation: "send",
          times: 1,
          condition,
        });
        await assert.rejects(
          sender.sendMessages({ body: 1 }),
          { code },
          condition,
        );
      }
      assert.equal(bench.counts().active, 0);
    },
  ),
];
