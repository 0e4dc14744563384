import assert from "node:assert/strict";
import {
  run,
  sdk49,
  sdks,
  type CosmosSdk,
  type Running,
} from "../test-support/cosmosSdks.ts";
import { keepToken } from "./keepToken.ts";
import { SessionTokenError } from "./SessionTokenError.ts";
import { tokenOf } from "./tokenOf.ts";

type Settings = NonNullable<Parameters<typeof run>[1]>;

async function withLaggingReplica(
  sdk: CosmosSdk,
  settings: Settings,
  test: (running: Running, token: string) => Promise<void>,
): Promise<void> {
  const running = await run(sdk, settings);
  try {
    const { items } = running.container;
    await items.create({ id: "1", pk: "a", version: 1 });
    running.server.store.following = false;
    const token = tokenOf(await items.upsert({ id: "1", pk: "a", version: 2 }));
    running.server.seen.length = 0;
    await test(running, token);
  } finally {
    await running[Symbol.asyncDispose]();
  }
}

function attempts({ server }: Running): string {
  return server.seen
    .map(({ token }) => (token === undefined ? "-" : "T"))
    .join(" ");
}

const kept: Settings = { prepare: (options) => keepToken(options) };
const keptSession: Settings = {
  ...kept,
  options: { consistencyLevel: "Session" },
};

for (const sdk of sdks) {
  describe(`keepToken, with @azure/cosmos ${sdk.version}`, () => {
    it("is needed: without it the SDK drops the token and returns old data", () =>
      withLaggingReplica(sdk, {}, async (running, token) => {
        const answer = await running.container
          .item("1", "a")
          .read<{ version: number }>({ sessionToken: token });
        assert.equal(attempts(running), "T -");
        assert.equal(answer.resource?.version, 1);
      }));

    it("lets a read that cannot be served fresh end as 404/1002", () =>
      withLaggingReplica(sdk, kept, async (running, token) => {
        const answer = await running.container
          .item("1", "a")
          .read({ sessionToken: token });
        assert.equal(attempts(running), "T T T");
        assert.equal(answer.statusCode, 404);
        assert.equal(answer.substatus, 1002);
        assert.equal(answer.resource, undefined);
        for (const { token: sent } of running.server.seen) {
          assert.equal(sent, token);
        }
      }));

    it("lets a query end in the error 404/1002", () =>
      withLaggingReplica(sdk, kept, async (running, token) => {
        await assert.rejects(
          running.container.items
            .query("SELECT * FROM c", {
              sessionToken: token,
              partitionKey: "a",
            })
            .fetchAll(),
          { code: 404, substatus: 1002 },
        );
        assert.equal(attempts(running), "T T T");
      }));

    it("keeps it on an account with several write regions", () =>
      withLaggingReplica(
        sdk,
        { ...kept, locations: ["A", "B"], multiWrite: true },
        async (running, token) => {
          const answer = await running.container
            .item("1", "a")
            .read({ sessionToken: token });
          assert.equal(answer.substatus, 1002);
          assert.equal(attempts(running), "T T T T");
        },
      ));

    it("keeps the client's own token, in that read and in the next one", () =>
      withLaggingReplica(sdk, keptSession, async (running) => {
        const item = running.container.item("1", "a");
        const first = await item.read();
        assert.equal(first.substatus, 1002);
        const second = await item.read();
        assert.equal(
          second.substatus,
          1002,
          "the SDK alone would have read old data",
        );
        assert.equal(attempts(running), "T T T T T T");

        running.server.store.catchUp();
        const third = await item.read<{ version: number }>();
        assert.equal(third.resource?.version, 2);
      }));

    it("keeps the client's own token also where a read with another token was refused", () =>
      withLaggingReplica(sdk, keptSession, async (running) => {
        const item = running.container.item("1", "a");
        await item.read({ sessionToken: "0:1#900#1=900" });
        running.server.seen.length = 0;
        const answer = await item.read();
        assert.equal(answer.substatus, 1002);
        assert.deepEqual(
          running.server.seen.map(({ token }) => token),
          ["0:1#102#1=102", "0:1#102#1=102", "0:1#102#1=102"],
        );
      }));

    it("sends the newer of the two when the SDK has learnt another token since", () =>
      withLaggingReplica(sdk, keptSession, async (running) => {
        const { container, server } = running;
        await container.item("1", "a").read();
        await container.items.create({ id: "2", pk: "a" });
        server.seen.length = 0;
        await container.item("1", "a").read();
        assert.equal(server.seen[0]?.token, "0:1#103#1=103");
        server.store.catchUp();
        const answer = await container.item("2", "a").read();
        assert.equal(answer.statusCode, 200);
      }));

    it("changes nothing for a read that is served", () =>
      withLaggingReplica(sdk, kept, async (running, token) => {
        running.server.store.catchUp();
        const item = running.container.item("1", "a");
        const answer = await item.read<{ version: number }>({
          sessionToken: token,
        });
        assert.equal(answer.resource?.version, 2);
        await item.read();
        assert.equal(
          attempts(running),
          "T -",
          "nor does it send a token unasked",
        );
      }));

    it("lets the token go when its container is deleted through the same client", () =>
      withLaggingReplica(sdk, keptSession, async (running) => {
        const item = running.container.item("1", "a");
        await item.read();
        await running.container.delete();
        running.server.seen.length = 0;
        await item.read();
        assert.equal(attempts(running), "-");
      }));
  });
}

describe("keepToken", () => {
  it("leaves the options alone and runs behind the plugins that they have", async () => {
    const order: string[] = [];
    const mine = {
      on: "request",
      plugin: (context: object, _: unknown, next: (c: object) => unknown) => {
        order.push("mine");
        return next(context);
      },
    };
    const options = { endpoint: "e", plugins: [mine] };
    const result = keepToken(options);
    assert.deepEqual(options, { endpoint: "e", plugins: [mine] });
    assert.equal(result.plugins.length, 2);
    assert.equal(result.plugins[0], mine);

    const running = await run(sdk49, {
      prepare: (all) => keepToken({ ...all, plugins: [mine] }),
    });
    await running.container.items.create({ id: "1", pk: "a" });
    await running[Symbol.asyncDispose]();
    assert.ok(order.length > 0);
  });

  it("refuses a connection string", () => {
    assert.throws(
      () => keepToken("AccountEndpoint=..." as unknown as object),
      (error) =>
        error instanceof SessionTokenError && error.code === "WRONG_OPTION",
    );
  });

  const request = {
    headers: { "User-Agent": "Node.js/24 (linux) azure-cosmos-js/5.1.0" },
    path: "/dbs/d/colls/c/docs/1",
  };
  const pluginOf = (options: {
    plugins?: { plugin: (...args: unknown[]) => Promise<unknown> }[];
  }) => {
    const plugin = options.plugins?.[0]?.plugin;
    assert.ok(plugin);
    return plugin;
  };

  it("says clearly that it was not tested with a version, out of the first request", async () => {
    const plugin = pluginOf(keepToken({}));
    await assert.rejects(
      plugin(request, async () => "answer"),
      (error) =>
        error instanceof SessionTokenError &&
        error.code === "UNSUPPORTED_SDK" &&
        /not tested with @azure\/cosmos 5\.1\.0/.test(error.message),
    );
  });

  it("puts a passed token back where the SDK retries with a copy of its context", async () => {
    const plugin = pluginOf(keepToken({}));
    const copied = {
      headers: { "User-Agent": "azure-cosmos-js/4.10.1" },
      path: "/dbs/d/colls/c/docs/1",
      resourceType: "docs",
      options: { sessionToken: "0:-1#4" },
    };
    let seen: unknown;
    await plugin(copied, {}, async (context: { headers: object }) => {
      seen = { ...context.headers };
    });
    assert.deepEqual(seen, {
      "User-Agent": "azure-cosmos-js/4.10.1",
      "x-ms-session-token": "0:-1#4",
    });
  });

  it("can be told to go ahead", async () => {
    const plugin = pluginOf(keepToken({}, { allowUntestedSdk: true }));
    assert.equal(await plugin(request, async () => "answer"), "answer");
  });
});
