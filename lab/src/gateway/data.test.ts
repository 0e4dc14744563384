import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CosmosClient, PermissionMode, type Container } from "@azure/cosmos";
import { afterEach, beforeEach, describe, it } from "mocha";
import { startTestGateway } from "../../test-support/startTestGateway.ts";
import type { Gateway } from "./Gateway.ts";

describe("a data folder", () => {
  let data: string;

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), "lab-data-"));
  });

  afterEach(() => rmSync(data, { recursive: true }));

  async function withLab<T>(
    run: (orders: Container, gateway: Gateway) => Promise<T>,
  ): Promise<T> {
    const { gateway } = await startTestGateway({}, { data });
    const { endpoint, key } = gateway;
    const client = new CosmosClient({ endpoint, key });
    try {
      return await run(client.database("shop").container("orders"), gateway);
    } finally {
      client.dispose();
      await gateway.stop();
    }
  }

  it("gives back items, ranges and tokens to the next start", async () => {
    const sessionToken = await withLab(async (orders, gateway) => {
      await orders.items.create({ id: "0", customer: "ann" });
      gateway.split("shop/orders", "0");
      await orders.item("0", "ann").delete();
      const { headers } = await orders.items.create({
        id: "1",
        customer: "ann",
        total: 5,
      });
      return String(headers["x-ms-session-token"]);
    });
    await withLab(async (orders, gateway) => {
      const read = await orders
        .item("1", "ann")
        .read<{ id: string; total: number }>({ sessionToken });
      assert.equal(read.resource?.total, 5);
      assert.equal((await orders.item("0", "ann").read()).statusCode, 404);
      const { ranges } = gateway.state().databases[0]!.containers[0]!;
      assert.deepEqual(
        ranges.map(({ id, parents }) => [id, parents]),
        [
          ["1", ["0"]],
          ["2", ["0"]],
        ],
      );
      const { headers } = await orders.items.upsert({
        id: "1",
        customer: "ann",
      });
      const next = String(headers["x-ms-session-token"]);
      const lsn = (token: string): number => Number(token.split("#")[1]);
      assert.equal(lsn(next), lsn(sessionToken) + 1);
    });
    assert.deepEqual(readdirSync(data), ["cosmos.ndjson"]);
  });

  it("gives back users, permissions and scripts, and tokens still open", async () => {
    const resourceTokens = await withLab(async (orders) => {
      await orders.items.create({ id: "1", customer: "ann" });
      await orders.scripts.storedProcedures.create({ id: "s", body: "x" });
      const { user } = await orders.database.users.create({ id: "u" });
      const { resource } = await user.permissions.create({
        id: "p",
        permissionMode: PermissionMode.Read,
        resource: orders.url,
      });
      const { _token } = resource as unknown as { _token: string };
      return { [orders.url]: _token };
    });
    await withLab(async (orders, { endpoint }) => {
      const script = await orders.scripts.storedProcedure("s").read();
      assert.equal(script.resource?.body, "x");
      const { user } = await orders.database.users.upsert({ id: "u" });
      const permission = await user.permission("p").read();
      assert.equal(permission.resource?.resource, orders.url);
      const client = new CosmosClient({ endpoint, resourceTokens });
      const own = client.database("shop").container("orders");
      assert.equal((await own.item("1", "ann").read()).statusCode, 200);
      client.dispose();
    });
  });

  it("that is broken says which file, which line, and what to do", async () => {
    await withLab((orders) =>
      orders.items.create({ id: "1", customer: "ann" }),
    );
    const file = join(data, "cosmos.ndjson");
    writeFileSync(file, '{"kind":"account","format":9}\n');
    await assert.rejects(startTestGateway({}, { data }), {
      code: "BrokenState",
      message: `The kept state in ${file} cannot be read: line 1: it was written in format 9; this version of the lab reads 1. Move the file away to start empty.`,
    });
  });
});
