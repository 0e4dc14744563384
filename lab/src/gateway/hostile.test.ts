import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { CosmosClient, type Container } from "@azure/cosmos";
import { afterEach, beforeEach, describe, it } from "mocha";
import { sendSigned, type RawRequest } from "../../test-support/sendSigned.ts";
import {
  startTestGateway,
  type TestGateway,
} from "../../test-support/startTestGateway.ts";
import { createRandom, type Random } from "../replication/random.ts";

describe("hostile requests", function () {
  let lab: TestGateway;
  let client: CosmosClient;
  let orders: Container;
  let sockets: Socket[];

  beforeEach(async () => {
    lab = await startTestGateway({}, { waitBudgetMs: 20 });
    lab.gateway.setLag({ container: "*", ms: 0 });
    const { endpoint, key } = lab.gateway;
    client = new CosmosClient({ endpoint, key });
    orders = client.database("shop").container("orders");
    sockets = [];
  });

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    client.dispose();
    await lab.gateway.stop();
  });

  async function open(): Promise<Socket> {
    const { port } = new URL(lab.gateway.endpoint);
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("error", () => undefined);
    sockets.push(socket);
    await new Promise((resolve) => socket.once("connect", resolve));
    return socket;
  }

  async function assertServes(): Promise<void> {
    const written = await orders.items.upsert({ id: "1", customer: "ann" });
    assert.ok(written.statusCode === 200 || written.statusCode === 201);
    assert.equal((await orders.item("1", "ann").read()).statusCode, 200);
  }

  it("that are no HTTP get an answer that is JSON, and others are served", async () => {
    const socket = await open();
    const answer = new Promise<string>((resolve) => {
      const chunks: Buffer[] = [];
      socket.on("data", (chunk) => chunks.push(chunk));
      socket.on("close", () => resolve(Buffer.concat(chunks).toString()));
    });
    socket.write("AMQP\x00\x01\x00\x00 no http at all\r\n\r\n");
    const text = await answer;
    assert.match(text, /^HTTP\/1\.1 400 /);
    const body = JSON.parse(text.slice(text.indexOf("\r\n\r\n"))) as object;
    assert.ok("message" in body);
    await assertServes();
  });

  it("that stop half-way do not disturb others", async () => {
    for (let count = 0; count < 200; count++) {
      const socket = await open();
      socket.write(
        count % 2 === 0
          ? "GET /dbs/shop HTTP/1.1\r\nHost: a\r\n"
          : "POST /dbs HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{",
      );
    }
    await assertServes();
    for (const socket of sockets.slice(0, 100)) socket.destroy();
    await assertServes();
  });

  it("that are too large are refused with 413", async () => {
    const path = "/dbs/shop/colls/orders/docs";
    const headers = { "x-ms-documentdb-partitionkey": '["ann"]' };
    const large = { id: "1", customer: "ann", text: "x".repeat(2_100_000) };
    const answer = await sendSigned(lab.gateway, {
      method: "POST",
      path,
      headers,
      body: JSON.stringify(large),
    });
    assert.equal(answer.status, 413);
    await assertServes();
  });

  it("with a session token of 100 KB are read, not cut", async () => {
    const sessionToken = Array.from(
      { length: 6_000 },
      (_, range) => `${range}:-1#1234567890`,
    ).join();
    const read = await orders.item("1", "ann").read({ sessionToken });
    assert.equal(read.statusCode, 404);
    const { sent, subStatus } = lab.attempts.find(
      (attempt) => attempt.sent !== undefined,
    )!;
    assert.deepEqual([sent?.length, subStatus], [sessionToken.length, 1002]);
  });

  it("with a token that is none are refused with 400 that says so", async () => {
    await assert.rejects(
      orders.items
        .query("SELECT * FROM c", { sessionToken: "hello world" })
        .fetchAll(),
      (error: { code?: unknown; message: string }) =>
        error.code === 400 && error.message.includes("session token"),
    );
  });

  it("made by chance never bring down the gateway, and each error is JSON with a message", async () => {
    const random = createRandom(4);
    const statuses = new Map<number, number>();
    for (let count = 0; count < 1_500; count++) {
      const request = anyRequest(random);
      const { status, text } = await sendSigned(lab.gateway, request);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      assert.notEqual(status, 500, JSON.stringify(request));
      if (status < 400 || request.method === "HEAD") continue;
      const body = JSON.parse(text) as { message?: unknown };
      assert.equal(typeof body.message, "string", JSON.stringify(request));
    }
    for (const status of [200, 400, 404, 501]) {
      assert.ok(statuses.has(status), `no ${status} among them`);
    }
    await client.databases.createIfNotExists({ id: "shop" });
    await client.database("shop").containers.createIfNotExists({
      id: "orders",
      partitionKey: "/customer",
    });
    await assertServes();
  });
});

function anyRequest(random: Random): RawRequest {
  const collections = ["docs", "pkranges", "colls", "conflicts", "sprocs", "x"];
  const ids = ["shop", "orders", "1", "a%20b", "%zz", "..", "ü".normalize()];
  const depth = Math.floor(random.next() * 4);
  const parts =
    random.next() < 0.6
      ? ["dbs", "shop", "colls", "orders", random.pick(collections)]
      : Array.from({ length: depth * 2 }, (_, index) =>
          random.pick(
            index % 2 === 0 ? ["dbs", "offers", ...collections] : ids,
          ),
        );
  if (random.next() < 0.4) parts.push(random.pick(ids));
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(anyHeaders)) {
    if (random.next() < 0.25) headers[name] = random.pick(values);
  }
  const body = random.pick(anyBodies);
  const method = random.pick(["GET", "POST", "PUT", "PATCH", "DELETE"]);
  const path = `/${parts.map((part) => encodeURI(part).replace("%25", "%")).join("/")}`;
  return {
    method,
    path,
    headers,
    ...(method !== "GET" && method !== "DELETE" && { body }),
  };
}

const anyHeaders: Readonly<Record<string, readonly string[]>> = {
  "x-ms-documentdb-partitionkey": ['["ann"]', "[{}]", "[]", "{", '["a","b"]'],
  "x-ms-documentdb-isquery": ["true", "True", "no"],
  "x-ms-documentdb-is-upsert": ["true"],
  "x-ms-cosmos-is-query-plan-request": ["True"],
  "x-ms-cosmos-is-batch-request": ["true"],
  "x-ms-cosmos-batch-atomic": ["true", "false"],
  "x-ms-documentdb-partitionkeyrangeid": ["0", "9", "x"],
  "x-ms-session-token": ["0:-1#1", "0:-1#999999", "garbage", "7:-1#1", "0:5"],
  "x-ms-consistency-level": ["Session", "Strong", "Eventual", "session"],
  "x-ms-continuation": [
    "x",
    "-LAB:0#BEHIND:1#SKIP:0",
    "-LAB:9#BEHIND:-1#SKIP:99",
  ],
  "x-ms-max-item-count": ["1", "-1", "0", "x", "1e9"],
  "x-ms-start-epk": ["", "1F"],
  "x-ms-end-epk": ["FF", "00"],
  "x-ms-offer-throughput": ["400", "x"],
  "x-ms-cosmos-offer-autopilot-settings": ['{"maxThroughput":1000}', "{"],
  "a-im": ["Incremental feed", "Full-Fidelity Feed"],
  "if-none-match": ["*", '"5"', "x"],
  "if-match": ["*", "x"],
  "if-modified-since": ["Thu, 01 Jan 2026 00:00:00 GMT", "x"],
};

const anyBodies: readonly string[] = [
  "",
  "{",
  "[]",
  "null",
  "7",
  '{"id":"1","customer":"ann"}',
  '{"id":"1"}',
  '{"id":7,"customer":"ann"}',
  '{"id":"a/b","customer":"ann"}',
  '{"__proto__":{"id":"1"},"constructor":1}',
  '{"id":"new","partitionKey":{"paths":["/a","/b","/c","/d"]}}',
  '{"id":"new","partitionKey":{"paths":["/a"],"kind":"Hash"}}',
  '{"id":"new","partitionKey":null,"defaultTtl":0}',
  '{"query":"SELECT * FROM c"}',
  '{"query":"SELECT * FROM c ORDER BY c.x"}',
  '{"query":"SELECT COUNT(1) AS n FROM c GROUP BY c.x"}',
  '{"query":"DROP TABLE c","parameters":[{"name":"@a"}]}',
  '{"query":7,"parameters":[null]}',
  '[{"operationType":"Create","resourceBody":{"id":"9","customer":"ann"}}]',
  '[{"operationType":"Read","id":"1","partitionKey":"[\\"ann\\"]"},{"operationType":"Delete"}]',
  '[{"operationType":"Patch","id":"1","resourceBody":[{"op":"incr","path":"/n","value":1}]}]',
  '[{"op":"add","path":"/__proto__/x","value":1}]',
  '[{"op":"set","path":"/a/b/c","value":1},null]',
  '{"operations":[{"op":"remove","path":"/n"}],"condition":"from c where"}',
  '[null,7,"x"]',
];
