import assert from "node:assert/strict";
import fc from "fast-check";
import type { Container } from "cosmos-4.9";
import {
  run,
  sdk3,
  sdks,
  sdks4,
  type CosmosSdk,
} from "../test-support/cosmosSdks.ts";
import {
  SessionTokenError,
  type SessionTokenErrorCode,
} from "./SessionTokenError.ts";
import { tokenOf } from "./tokenOf.ts";

function refusal(answer: unknown, code: SessionTokenErrorCode): string {
  try {
    tokenOf(answer);
  } catch (error) {
    assert.ok(error instanceof SessionTokenError, String(error));
    assert.equal(error.code, code);
    return error.message;
  }
  assert.fail("was not refused");
}

async function withContainer(
  sdk: CosmosSdk,
  test: (container: Container) => Promise<void>,
): Promise<void> {
  const running = await run(sdk);
  try {
    await test(running.container);
  } finally {
    await running[Symbol.asyncDispose]();
  }
}

for (const sdk of sdks) {
  describe(`tokenOf, on real answers of @azure/cosmos ${sdk.version}`, () => {
    it("finds the token of create, upsert, replace, patch, read and delete", () =>
      withContainer(sdk, async (container) => {
        const { items } = container;
        assert.equal(
          tokenOf(await items.create({ id: "1", pk: "a" })),
          "0:1#101#1=101",
        );
        assert.equal(
          tokenOf(await items.upsert({ id: "1", pk: "a" })),
          "0:1#102#1=102",
        );
        const item = container.item("1", "a");
        assert.equal(
          tokenOf(await item.replace({ id: "1", pk: "a", n: 2 })),
          "0:1#103#1=103",
        );
        assert.equal(
          tokenOf(await item.patch([{ op: "add", path: "/n", value: 3 }])),
          "0:1#104#1=104",
        );
        assert.equal(tokenOf(await item.read()), "0:1#104#1=104");
        assert.equal(tokenOf(await item.delete()), "0:1#105#1=105");
        assert.equal(
          tokenOf(await item.read()),
          "0:1#105#1=105",
          "404 bears it too",
        );
      }));

    it("finds the token in the error of a write that failed", () =>
      withContainer(sdk, async (container) => {
        const error: unknown = await container
          .item("none", "a")
          .replace({ id: "none", pk: "a" })
          .catch((caught: unknown) => caught);
        assert.equal(tokenOf(error), "0:1#100#1=100");
      }));

    it("finds the token of a batch", () =>
      withContainer(sdk, async (container) => {
        const answer = await container.items.batch(
          [{ operationType: "Create", resourceBody: { id: "1", pk: "a" } }],
          "a",
        );
        assert.equal(tokenOf(answer), "0:1#101#1=101");
      }));

    it("finds the token of a stored procedure", () =>
      withContainer(sdk, async (container) => {
        const answer = await container.scripts
          .storedProcedure("sum")
          .execute("a", []);
        assert.equal(tokenOf(answer), "0:1#101#1=101");
      }));

    it("finds the token of a query's page, by fetchNext and by iteration", () =>
      withContainer(sdk, async (container) => {
        await container.items.create({ id: "1", pk: "a" });
        const page = await container.items
          .query("SELECT * FROM c", { partitionKey: "a" })
          .fetchNext();
        assert.equal(tokenOf(page), "0:1#101#1=101");
        const all = container.items.readAll({ partitionKey: "a" });
        for await (const each of all.getAsyncIterator()) {
          assert.equal(tokenOf(each), "0:1#101#1=101");
        }
      }));

    it("finds the token of a change feed page", () =>
      withContainer(sdk, async (container) => {
        await container.items.create({ id: "1", pk: "a" });
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- the one that 3.x has, too
        const feed = container.items.changeFeed("a", {
          startFromBeginning: true,
        });
        assert.equal(tokenOf(await feed.fetchNext()), "0:1#101#1=101");
      }));

    it("says of fetchAll what to call instead", () =>
      withContainer(sdk, async (container) => {
        await container.items.create({ id: "1", pk: "a" });
        const answer = await container.items
          .query("SELECT * FROM c", { partitionKey: "a" })
          .fetchAll();
        assert.equal(answer.resources.length, 1);
        assert.match(
          refusal(answer, "TOKEN_LOST_IN_FEED"),
          /fetchNext\(\) or getAsyncIterator\(\)/,
        );
      }));

    it("says of a page of an ORDER BY query what to do instead", () =>
      withContainer(sdk, async (container) => {
        await container.items.create({ id: "1", pk: "a" });
        const answer = await container.items
          .query("SELECT * FROM c ORDER BY c.id")
          .fetchNext();
        assert.equal(answer.resources.length, 1);
        assert.match(refusal(answer, "TOKEN_LOST_IN_FEED"), /ORDER BY/);
      }));

    it("says of bulk what to call instead", () =>
      withContainer(sdk, async (container) => {
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- what it is about
        const answer = await container.items.bulk([
          {
            operationType: "Create",
            partitionKey: "a",
            resourceBody: { id: "1", pk: "a" },
          },
        ]);
        assert.match(
          refusal(answer, "TOKEN_LOST_IN_BULK"),
          /executeBulkOperations\(\)/,
        );
      }));
  });
}

for (const sdk of sdks4) {
  describe(`tokenOf, on what only 4.x has, ${sdk.version}`, () => {
    it("merges the tokens of executeBulkOperations", () =>
      withContainer(sdk, async (container) => {
        const operation = (id: string) => ({
          operationType: "Create" as const,
          partitionKey: "a",
          resourceBody: { id, pk: "a" },
        });
        const answer = await container.items.executeBulkOperations([
          operation("1"),
          operation("2"),
        ]);
        assert.equal(tokenOf(answer), "0:1#102#1=102");
        assert.equal(tokenOf(answer[0]), "0:1#102#1=102");
      }));

    it("finds the token of the pull iterator's page", () =>
      withContainer(sdk, async (container) => {
        await container.items.create({ id: "1", pk: "a" });
        const feed = container.items.getChangeFeedIterator();
        assert.equal(tokenOf(await feed.readNext()), "0:1#101#1=101");
      }));
  });
}

describe("tokenOf", () => {
  it("refuses a resource instead of its response, and a promise", () => {
    assert.match(
      refusal({ id: "1", _etag: "e" }, "NOT_AN_ANSWER"),
      /the whole response, not its resource, and await/,
    );
    refusal(Promise.resolve({}), "NOT_AN_ANSWER");
    refusal(undefined, "NOT_AN_ANSWER");
  });

  it("refuses the answer of a call on a database, which bears no token", async () => {
    const running = await run(sdk3);
    try {
      const answer = await running.client.getDatabaseAccount();
      refusal(answer, "NO_TOKEN_IN_ANSWER");
    } finally {
      await running[Symbol.asyncDispose]();
    }
  });

  it("refuses bulk operations of which one succeeded without a token", () => {
    refusal(
      [
        { response: { statusCode: 201, sessionToken: "0:-1#4" } },
        { response: { statusCode: 201 } },
      ],
      "NO_TOKEN_IN_ANSWER",
    );
  });

  it("leaves failed bulk operations out of the merge", () => {
    assert.equal(
      tokenOf([
        { response: { statusCode: 201, sessionToken: "0:-1#4" } },
        { error: { code: 500 } },
      ]),
      "0:-1#4",
    );
  });

  it("refuses a header that is no token instead of handing it on", () => {
    refusal({ headers: { "x-ms-session-token": "garbage" } }, "MALFORMED");
    refusal({ headers: { "x-ms-session-token": 42 } }, "NOT_TEXT");
  });

  it("has no other exception than its typed error", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({ headers: fc.anything(), response: fc.anything() }),
          fc.array(
            fc.record({ response: fc.anything(), error: fc.anything() }),
          ),
        ),
        (answer) => {
          try {
            tokenOf(answer);
          } catch (error) {
            assert.ok(error instanceof SessionTokenError, String(error));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
