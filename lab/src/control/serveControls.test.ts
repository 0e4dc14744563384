import assert from "node:assert/strict";
import { request } from "node:http";
import { CosmosClient } from "@azure/cosmos";
import { after, before, describe, it } from "mocha";
import type { LogEntry } from "../observe/LogEntry.ts";
import { HeldClock } from "../replication/clock.ts";
import { startLab, type Lab } from "../startLab.ts";
import type { LabState } from "./LabState.ts";

interface Answer {
  readonly status: number;
  readonly body: string;
}

describe("the control API", () => {
  let lab: Lab;

  before(async () => {
    lab = await startLab({
      clock: new HeldClock(Date.UTC(2026, 0, 1)),
      config: {
        cosmos: {
          regions: ["West", "East"],
          databases: [
            { id: "shop", containers: [{ id: "orders", partitionKey: "/id" }] },
          ],
        },
      },
    });
  });

  after(() => lab.stop());

  /** Node's own `fetch` lets nobody set `Host`. */
  function send(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(lab.control.url);
      const options = { hostname, port, method, path, headers };
      const sent = request(options, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () =>
          resolve({ status: response.statusCode!, body: text }),
        );
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }

  const post = (path: string, body: unknown): Promise<Answer> =>
    send("POST", path, JSON.stringify(body));

  async function state(): Promise<LabState> {
    const { body } = await send("GET", "/state");
    return JSON.parse(body) as LabState;
  }

  async function assertRefused(
    answer: Promise<Answer>,
    code: string,
    words: RegExp,
  ): Promise<void> {
    const before = JSON.stringify(await state());
    const { status, body } = await answer;
    const { error } = JSON.parse(body) as {
      error: { code: string; message: string };
    };
    assert.deepEqual([status, error.code], [400, code]);
    assert.match(error.message, words);
    assert.equal(JSON.stringify(await state()), before);
  }

  async function write(id: string): Promise<void> {
    const { endpoint, key } = lab.cosmos;
    const client = new CosmosClient({ endpoint, key });
    await client.database("shop").container("orders").items.upsert({ id });
    client.dispose();
  }

  it("tells databases, containers, ranges, replicas and entities", async () => {
    const { cosmos, serviceBus } = await state();
    const [range] = cosmos.databases[0]!.containers[0]!.ranges;
    assert.deepEqual(
      [range!.minInclusive, range!.maxExclusive, range!.parents],
      ["", "FF", []],
    );
    assert.equal(range!.replicas.length, 8);
    assert.deepEqual(serviceBus, { queues: [], topics: [] });
  });

  it("splits a range, and its children say where they come from", async () => {
    const orders = async () =>
      (await state()).cosmos.databases[0]!.containers[0]!;
    const range = (await orders()).ranges[0]!.id;
    const { status } = await post("/split", {
      container: "shop/orders",
      range,
    });
    assert.equal(status, 200);
    assert.deepEqual(
      (await orders()).ranges.map(({ parents }) => parents),
      [[range], [range]],
    );
  });

  it("freezes and thaws a container in one region", async () => {
    const frozenIn = async (): Promise<string[]> => {
      const { cosmos } = await state();
      const replicas = cosmos.databases[0]!.containers[0]!.ranges[0]!.replicas;
      return [
        ...new Set(
          replicas.filter(({ frozen }) => frozen).map(({ region }) => region),
        ),
      ];
    };
    await post("/freeze", { container: "shop/orders", region: "East" });
    assert.deepEqual(await frozenIn(), ["East"]);
    await post("/thaw", { container: "shop/orders", region: "East" });
    assert.deepEqual(await frozenIn(), []);
  });

  it("fails over to another region", async () => {
    await post("/failover", { region: "East" });
    const writes = (await state()).cosmos.regions.filter(
      ({ takesWrites }) => takesWrites,
    );
    assert.deepEqual(writes, [{ name: "East", takesWrites: true }]);
  });

  it("moves a held clock on", async () => {
    await post("/clock", { advanceMs: 5000 });
    await write("A");
    const { body } = await send("GET", "/log");
    assert.match(body, /"time":"2026-01-01T00:00:05\.000Z"/);
  });

  it("moves no clock that is the machine's", async () => {
    await using other = await startLab();
    const response = await fetch(`${other.control.url}/clock`, {
      method: "POST",
      body: '{"advanceMs":1}',
    });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /ClockNotHeld/);
  });

  it("makes queues and topics, in the emulator's form", async () => {
    const { status } = await post("/entities", {
      queues: [{ Name: "orders" }],
      topics: [{ Name: "events", Subscriptions: [{ Name: "billing" }] }],
    });
    assert.equal(status, 200);
    const { queues, topics } = (await state()).serviceBus;
    assert.deepEqual(
      [queues.map(({ name }) => name), topics.map(({ name }) => name)],
      [["orders"], ["events"]],
    );
  });

  it("lets the next matching operations fail", async () => {
    await post("/faults", {
      service: "cosmos",
      operation: "items.upsert",
      times: 1,
      status: 503,
    });
    await assert.rejects(write("B"), { code: 503 });
    await write("B");
  });

  it("gives the log as lines of JSON, after a number", async () => {
    await write("C");
    const lines = (await send("GET", "/log")).body.trimEnd().split("\n");
    const entries = lines.map((line) => JSON.parse(line) as LogEntry);
    const { n } = entries.at(-2)!;
    const { body } = await send("GET", `/log?since=${n}`);
    assert.equal(body, `${lines.at(-1)!}\n`);
  });

  it("knows after which line an operation began, and which version came back", async () => {
    await write("D");
    const entry = lab.log().at(-1)!;
    assert.deepEqual(
      [entry.operation, entry.after],
      ["items.upsert", entry.n - 1],
    );
    assert.ok(entry.etag);
  });

  it("forgets everything on reset, but for what the start made", async () => {
    await write("E");
    assert.equal((await post("/reset", {})).status, 200);
    const { cosmos, serviceBus, verdicts } = await state();
    const { ranges } = cosmos.databases[0]!.containers[0]!;
    assert.deepEqual(
      [ranges.length, ranges[0]!.items, serviceBus.queues, verdicts],
      [1, 0, [], {}],
    );
    assert.equal((await send("GET", "/log")).body, "");
  });

  it("refuses a request that names another host: a page may have the name point here", async () => {
    const { status } = await send("GET", "/state", undefined, {
      host: "evil.example",
    });
    assert.equal(status, 403);
  });

  it("refuses a request with an Origin, even of this machine", async () => {
    const { status } = await send("POST", "/reset", "{}", {
      origin: "http://localhost:3000",
    });
    assert.equal(status, 403);
  });

  it("refuses what is no JSON, no field it knows, or no value it takes, and changes nothing", async () => {
    await assertRefused(send("POST", "/lag", "{"), "InvalidJson", /not JSON/);
    await assertRefused(
      post("/lag", { container: "*", millis: 5 }),
      "InvalidRequest",
      /"millis" is not known.*Known here: container, region, ms, lsn, answer/,
    );
    await assertRefused(
      post("/lag", { container: "*", MS: 5 }),
      "InvalidRequest",
      /did you mean "ms"/,
    );
    await assertRefused(
      post("/lag", { container: "orders", ms: 5 }),
      "InvalidRequest",
      /"container" must be "database\/container"/,
    );
    await assertRefused(
      post("/lag", { container: "*", ms: -1 }),
      "InvalidRequest",
      /whole number from 0/,
    );
    await assertRefused(
      post("/faults", { service: "cosmos", times: 1 }),
      "InvalidRequest",
      /"status" or "drop"/,
    );
  });

  it("refuses what names something that is not there", async () => {
    for (const [path, body] of [
      ["/lag", { container: "shop/carts", ms: 5 }],
      ["/freeze", { container: "shop/carts" }],
      ["/thaw", { container: "shop/orders", region: "North" }],
      ["/split", { container: "shop/orders", range: "99" }],
      ["/failover", { region: "North" }],
    ] as const) {
      const answer = await post(path, body);
      assert.equal(answer.status, 400, `${path}: ${answer.body}`);
    }
  });

  it("says which calls there are, to who asks for another", async () => {
    const missing = await post("/freze", {});
    assert.equal(missing.status, 404);
    assert.match(missing.body, /\/freeze/);
    assert.equal((await send("GET", "/reset")).status, 405);
  });

  it("does not read a body without end", async () => {
    const { status } = await send("POST", "/lag", "x".repeat(5_000_000));
    assert.equal(status, 413);
  });
});
