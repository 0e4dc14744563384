import assert from "node:assert/strict";
import {
  run,
  sdks,
  sdk49,
  type CosmosSdk,
  type Running,
} from "../test-support/cosmosSdks.ts";
import { forgetAmbient } from "../test-support/forgetAmbient.ts";
import { attach, handle, protect } from "./ambient.ts";
import { SessionTokenError } from "./SessionTokenError.ts";
import { tokenFrom } from "./tokenFrom.ts";

interface Message {
  body: unknown;
  applicationProperties?: Record<string, unknown>;
}

const carrying = (properties: Record<string, string>): Message => ({
  body: {},
  applicationProperties: properties,
});

async function withServer(
  sdk: CosmosSdk,
  test: (running: Running) => Promise<void>,
  settings?: Parameters<typeof run>[1],
): Promise<void> {
  const running = await run(sdk, settings);
  try {
    await test(running);
  } finally {
    await running[Symbol.asyncDispose]();
  }
}

function tokens({ server }: Running): (string | undefined)[] {
  return server.seen.map(({ token }) => token);
}

beforeEach(forgetAmbient);
after(forgetAmbient);

for (const sdk of sdks) {
  describe(`protect and handle, with @azure/cosmos ${sdk.version}`, () => {
    it("give the message's token to every kind of read, with no token in the code", () =>
      withServer(sdk, async (running) => {
        const orders = protect(running.container);
        await handle(
          carrying({ cosmosSessionToken: "0:1#7#1=7" }),
          async () => {
            await orders.item("1", "a").read();
            await orders.items
              .query("SELECT * FROM c", { partitionKey: "a" })
              .fetchAll();
            for await (const page of orders.items
              .readAll({ partitionKey: "a" })
              .getAsyncIterator()) {
              assert.ok(page.resources);
            }
            const { items } = orders;
            // eslint-disable-next-line @typescript-eslint/no-deprecated -- the one that 3.x has, too
            const feed = items.changeFeed("a", { startFromBeginning: true });
            await feed.fetchNext();
          },
        );
        assert.equal(running.server.seen.length, 4);
        // Each answer teaches the flow the replica's state, which later reads ask for.
        assert.deepEqual(tokens(running), [
          "0:1#7#1=7",
          "0:1#100#1=100",
          "0:1#100#1=100",
          "0:1#100#1=100",
        ]);
      }));

    it("leave reads as they were outside of a handler, and for a message without a token", () =>
      withServer(sdk, async (running) => {
        const orders = protect(running.container);
        await orders.item("1", "a").read();
        await handle({ body: {} }, async () => {
          await orders.item("1", "a").read();
        });
        assert.deepEqual(tokens(running), [undefined, undefined]);
      }));

    it("ask for what the flow wrote when it is newer than what the message carries", () =>
      withServer(sdk, async (running) => {
        const orders = protect(running.container);
        await handle(
          carrying({ cosmosSessionToken: "0:1#7#1=7" }),
          async () => {
            await orders.items.create({ id: "1", pk: "a" });
            await orders.item("1", "a").read();
          },
        );
        assert.deepEqual(tokens(running), [undefined, "0:1#101#1=101"]);
      }));

    it("merge the token that the call itself passes", () =>
      withServer(sdk, async (running) => {
        running.server.store.write("1", { id: "1", pk: "a" });
        const orders = protect(running.container);
        const options = Object.freeze({ sessionToken: "0:1#9#1=9" });
        await handle(
          carrying({ cosmosSessionToken: "0:1#7#1=7" }),
          async () => {
            await orders.item("1", "a").read(options);
          },
        );
        assert.deepEqual(tokens(running), ["0:1#9#1=9"]);
      }));

    it("do not take away the client's own token of level Session", () =>
      withServer(
        sdk,
        async (running) => {
          const orders = protect(running.container);
          await orders.items.create({ id: "1", pk: "a" });
          running.server.seen.length = 0;
          await handle(
            carrying({ cosmosSessionToken: "0:1#7#1=7" }),
            async () => {
              await orders.item("1", "a").read();
            },
          );
          assert.deepEqual(tokens(running), ["0:1#101#1=101"]);
        },
        { options: { consistencyLevel: "Session" } },
      ));

    it("pass on what the flow holds when it sends", () =>
      withServer(sdk, async ({ container }) => {
        const orders = protect(container);
        const sent = await handle(
          carrying({ cosmosSessionToken: "0:1#7#1=7,5:1#3" }),
          async () => {
            await orders.items.upsert({ id: "1", pk: "a" });
            return attach<Message>({ body: {} });
          },
        );
        assert.equal(tokenFrom(sent), "0:1#101#1=101,5:1#3");
      }));

    it("learn from batches, stored procedures and failed writes too", () =>
      withServer(sdk, async ({ container }) => {
        const orders = protect(container);
        const sent = await handle(undefined, async () => {
          const messages: Message[] = [];
          await orders
            .item("none", "a")
            .replace({ id: "none", pk: "a" })
            .catch(() => undefined);
          messages.push(attach<Message>({ body: {} }));
          await orders.items.batch(
            [{ operationType: "Create", resourceBody: { id: "1", pk: "a" } }],
            "a",
          );
          messages.push(attach<Message>({ body: {} }));
          await orders.scripts.storedProcedure("sum").execute("a", []);
          messages.push(attach<Message>({ body: {} }));
          return messages;
        });
        assert.deepEqual(
          sent.map((message) => tokenFrom(message)),
          ["0:1#100#1=100", "0:1#101#1=101", "0:1#102#1=102"],
        );
      }));
  });
}

describe("protect", () => {
  it("gives the token to a batch only where it reads", () =>
    withServer(sdk49, async (running) => {
      const orders = protect(running.container);
      await handle(carrying({ cosmosSessionToken: "0:1#7#1=7" }), async () => {
        await orders.items.batch([{ operationType: "Read", id: "1" }], "a");
      });
      await handle(carrying({ cosmosSessionToken: "0:1#7#1=7" }), async () => {
        await orders.items.batch(
          [{ operationType: "Create", resourceBody: { id: "2", pk: "a" } }],
          "a",
        );
      });
      assert.deepEqual(tokens(running), ["0:1#7#1=7", undefined]);
    }));

  it("keeps each container's token for its own reads when two are protected", () =>
    withServer(sdk49, async (running) => {
      const orders = protect(running.container);
      const stock = protect(running.client.database("shop").container("stock"));
      await handle(
        carrying({
          cosmosSessionToken_orders: "0:1#7#1=7",
          cosmosSessionToken_stock: "0:1#8#1=8",
        }),
        async () => {
          await orders.item("1", "a").read();
          await stock.item("1", "a").read();
        },
      );
      assert.deepEqual(tokens(running), ["0:1#7#1=7", "0:1#8#1=8"]);
    }));

  it("does not guess whose token the plain name is when two containers are protected", () =>
    withServer(sdk49, async (running) => {
      const orders = protect(running.container);
      protect(running.client.database("shop").container("stock"));
      const sent = await handle(
        carrying({ cosmosSessionToken: "0:1#7#1=7" }),
        async () => {
          await orders.item("1", "a").read();
          await orders.items.create({ id: "1", pk: "a" });
          return attach<Message>({ body: {} });
        },
      );
      assert.equal(tokens(running)[0], undefined);
      assert.deepEqual(sent.applicationProperties, {
        cosmosSessionToken: "0:1#7#1=7",
        cosmosSessionToken_orders: "0:1#101#1=101",
      });
    }));

  it("refuses a second container whose name in messages would be the same", () =>
    withServer(sdk49, async ({ client }) => {
      const shop = client.database("shop");
      protect(shop.container("a-b"));
      protect(shop.container("a-b"));
      const collides = (error: unknown): boolean =>
        error instanceof SessionTokenError && error.code === "NAME_COLLISION";
      assert.throws(() => protect(shop.container("a_b")), collides);
      assert.throws(
        () => protect(client.database("archive").container("a-b")),
        collides,
      );
    }));

  it("stays the SDK's container for everything else", () =>
    withServer(sdk49, async ({ container, client }) => {
      const orders: typeof container = protect(container);
      assert.equal(orders.id, "orders");
      assert.equal(orders.url, container.url);
      assert.ok(orders instanceof container.constructor);
      assert.equal(orders.database.client, client);
      assert.equal((await orders.read()).resource?.id, "orders");
      assert.equal(orders.item("1", "a").id, "1");
    }));

  it("refuses what is no container", () => {
    assert.throws(
      () =>
        protect({ id: "orders" } as unknown as Parameters<typeof protect>[0]),
      (error) =>
        error instanceof SessionTokenError && error.code === "WRONG_OPTION",
    );
  });
});

describe("handle", () => {
  it("without a function says how it is called", () => {
    assert.throws(
      () => handle({ body: {} }, undefined as unknown as () => void),
      (error) =>
        error instanceof SessionTokenError &&
        error.code === "WRONG_OPTION" &&
        error.message.includes("handle(message, async () =>"),
    );
  });

  it("opens a fresh flow for each message, also inside another", () =>
    withServer(sdk49, async (running) => {
      const orders = protect(running.container);
      await handle(carrying({ cosmosSessionToken: "0:1#7#1=7" }), async () => {
        await handle({ body: {} }, async () => {
          await orders.item("1", "a").read();
        });
      });
      assert.deepEqual(tokens(running), [undefined]);
    }));

  it("takes one message of a Functions batch by its index", () =>
    withServer(sdk49, async (running) => {
      const orders = protect(running.container);
      const triggerMetadata = {
        applicationPropertiesArray: [
          { cosmosSessionToken: "0:1#7#1=7" },
          { cosmosSessionToken: "0:1#8#1=8" },
        ],
      };
      await handle(triggerMetadata, () => orders.item("1", "a").read(), {
        index: 1,
      });
      assert.deepEqual(tokens(running), ["0:1#8#1=8"]);
      assert.throws(
        () => handle(triggerMetadata, () => undefined),
        SessionTokenError,
      );
    }));

  it("returns what the handler returns, and passes on what it throws", async () => {
    assert.equal(
      handle({ body: {} }, () => 7),
      7,
    );
    await assert.rejects(
      handle({ body: {} }, async () => {
        throw new RangeError("boom");
      }),
      RangeError,
    );
  });

  it("refuses a message whose token is none before the handler runs", () => {
    let ran = false;
    assert.throws(
      () =>
        handle(carrying({ cosmosSessionToken: "customer-17" }), () => {
          ran = true;
        }),
      SessionTokenError,
    );
    assert.ok(!ran);
  });
});

describe("attach without a token", () => {
  it("returns the message as it is outside of a flow and when the flow holds nothing", () => {
    const message: Message = { body: {} };
    assert.equal(attach(message), message);
    handle({ body: {} }, () => {
      assert.deepEqual(attach(message), { body: {} });
    });
  });

  it("passes on the tokens of containers that this process does not know", () => {
    const sent = handle(carrying({ cosmosSessionToken_other: "0:1#7" }), () =>
      attach<Message>({ body: {} }),
    );
    assert.deepEqual(sent.applicationProperties, {
      cosmosSessionToken_other: "0:1#7",
    });
  });

  it("puts the tokens into the body where properties cannot be set", () => {
    const sent = handle(carrying({ cosmosSessionToken: "0:1#7" }), () =>
      attach<Message>({ body: { id: "1" } }, { to: "body" }),
    );
    assert.deepEqual(sent.body, { id: "1", cosmosSessionToken: "0:1#7" });
  });
});
