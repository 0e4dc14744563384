import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { describe, it } from "mocha";
import { LabRequestError } from "./config.ts";
import { HeldClock } from "./replication/clock.ts";
import { startLab, type Lab, type LabOptions } from "./startLab.ts";

const config = {
  serviceBus: { Namespaces: [{ Queues: [{ Name: "order-created" }] }] },
  cosmos: {
    databases: [
      { id: "shop", containers: [{ id: "orders", partitionKey: "/id" }] },
    ],
  },
} as const;

/** An order is written and told of; what a reader that is answered by the stalest replica gets. */
async function readAfterMessage(lab: Lab, passesToken: boolean): Promise<void> {
  const { endpoint, key } = lab.cosmos;
  const cosmos = new CosmosClient({ endpoint, key });
  const serviceBus = new ServiceBusClient(lab.serviceBus.connectionString);
  try {
    const orders = cosmos.database("shop").container("orders");
    const { headers } = await orders.items.upsert({ id: "A-1042" });
    await serviceBus.createSender("order-created").sendMessages({
      body: { orderId: "A-1042" },
      applicationProperties: {
        cosmosSessionToken: headers["x-ms-session-token"] as string,
      },
    });
    const receiver = serviceBus.createReceiver("order-created");
    const [message] = await receiver.receiveMessages(1);
    const sessionToken = message!.applicationProperties!
      .cosmosSessionToken as string;
    await orders
      .item("A-1042", "A-1042")
      .read(passesToken ? { sessionToken } : {});
    await receiver.completeMessage(message!);
  } finally {
    await serviceBus.close();
    cosmos.dispose();
  }
}

describe("startLab", () => {
  const stalest: LabOptions = {
    config,
    lag: { ms: 60_000, answer: "stalest" },
  };

  it("shows the stale read of a program that does not pass the token", async () => {
    await using lab = await startLab(stalest);
    await readAfterMessage(lab, false);
    const read = lab.log().find(({ kind }) => kind === "read")!;
    assert.deepEqual(
      [read.verdict, read.status, read.joinedBy, read.sent],
      ["stale", 404, "itemId", undefined],
    );
    assert.deepEqual(lab.control.state().verdicts, { stale: 1 });
  });

  it("shows that the same read is fresh when the token is passed", async () => {
    await using lab = await startLab(stalest);
    await readAfterMessage(lab, true);
    const read = lab.log().find(({ kind }) => kind === "read")!;
    assert.deepEqual(
      [read.verdict, read.status, read.joinedBy],
      ["fresh", 200, "token"],
    );
  });

  it("says the same of the same seed, with a clock that is held", async () => {
    const log = async (): Promise<unknown[]> => {
      await using lab = await startLab({
        config,
        seed: 7,
        clock: new HeldClock(),
      });
      const { endpoint, key } = lab.cosmos;
      const client = new CosmosClient({ endpoint, key });
      const orders = client.database("shop").container("orders");
      for (let count = 0; count < 5; count++) {
        await orders.items.upsert({ id: "A", count });
        await lab.control.clock({ advanceMs: 30 });
        await orders.item("A", "A").read();
      }
      client.dispose();
      return lab
        .log()
        .map(({ time, operation, served, replica }) => [
          time,
          operation,
          served,
          replica,
        ]);
    };
    const first = await log();
    assert.ok(first.length >= 10);
    assert.deepEqual(await log(), first);
  });

  it("leaves nothing behind, and may be stopped twice", async () => {
    const lab = await startLab();
    assert.ok(existsSync(lab.caFile));
    await lab.stop();
    await lab.stop();
    assert.ok(!existsSync(path.dirname(lab.caFile)));
    await assert.rejects(fetch(`${lab.control.url}/state`));
  });

  it("ends what had been started when a port is taken", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as AddressInfo;
    try {
      const before = process.getActiveResourcesInfo().length;
      await assert.rejects(startLab({ ports: { control: port } }), {
        code: "EADDRINUSE",
      });
      await new Promise((resolve) => setImmediate(resolve));
      assert.ok(process.getActiveResourcesInfo().length <= before);
    } finally {
      taken.close();
    }
  });

  it("names the place of a mistake in its configuration", async () => {
    await assert.rejects(
      startLab({
        config: {
          cosmos: {
            databases: [{ id: "shop", containers: [{ id: "orders" }] }],
          },
        } as unknown as NonNullable<LabOptions["config"]>,
      }),
      (error: unknown) => {
        assert.ok(error instanceof LabRequestError);
        assert.equal(error.code, "InvalidConfig");
        assert.match(
          error.message,
          /cosmos\.databases\[0\]\.containers\[0\]\.partitionKey/,
        );
        return true;
      },
    );
  });

  it("keeps its CA file in the folder of the data, when it is given one", async () => {
    const data = mkdtempSync(path.join(tmpdir(), "lab-test-"));
    try {
      await using lab = await startLab({ data });
      assert.equal(lab.caFile, path.join(data, "ca.pem"));
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  });
});
