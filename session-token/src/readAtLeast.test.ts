import assert from "node:assert/strict";
import {
  run,
  sdk3,
  sdks,
  sdks4,
  type CosmosSdk,
  type Running,
} from "../test-support/cosmosSdks.ts";
import { keepToken } from "./keepToken.ts";
import { readAtLeast } from "./readAtLeast.ts";
import { SessionTokenError } from "./SessionTokenError.ts";
import { StaleReadError } from "./StaleReadError.ts";
import { tokenOf } from "./tokenOf.ts";

type Settings = Parameters<typeof run>[1];

/** An item whose second version the replica has not seen yet; its token is the one required. */
async function withLaggingReplica(
  sdk: CosmosSdk,
  test: (running: Running, token: string) => Promise<void>,
  settings?: Settings,
): Promise<void> {
  const running = await run(sdk, settings);
  try {
    const { items } = running.container;
    await items.create({ id: "1", pk: "a", version: 1 });
    running.server.store.following = false;
    const token = tokenOf(await items.upsert({ id: "1", pk: "a", version: 2 }));
    assert.equal(token, "0:1#102#1=102");
    running.server.seen.length = 0;
    await test(running, token);
  } finally {
    await running[Symbol.asyncDispose]();
  }
}

/** The attempts on the wire in the notation of the facts: T with a token, - without. */
function attempts({ server }: Running): string {
  return server.seen
    .map(({ token }) => (token === undefined ? "-" : "T"))
    .join(" ");
}

const quick = { timeoutMs: 150, retryMs: 10 };

for (const sdk of sdks) {
  describe(`readAtLeast, with @azure/cosmos ${sdk.version}`, () => {
    it("sees through the downgrade that the SDK hands over as a success", () =>
      withLaggingReplica(sdk, async (running, token) => {
        const item = running.container.item("1", "a");
        const plain = await item.read<{ version: number }>({
          sessionToken: token,
        });
        assert.equal(plain.statusCode, 200);
        assert.equal(plain.resource?.version, 1, "the lie that this is about");
        assert.equal(attempts(running), "T -");

        const late = setTimeout(() => running.server.store.catchUp(), 30);
        const answer = await readAtLeast(
          token,
          (options) => item.read<{ version: number }>(options),
          { retryMs: 10 },
        );
        clearTimeout(late);
        assert.equal(answer.resource?.version, 2);
      }));

    it("ends in a StaleReadError with what it saw when the replica stays behind", () =>
      withLaggingReplica(sdk, async ({ container, server }, token) => {
        const item = container.item("1", "a");
        await assert.rejects(
          readAtLeast(token, (options) => item.read(options), quick),
          (error) => {
            assert.ok(error instanceof StaleReadError);
            assert.equal(error.required, token);
            assert.equal(error.served, "0:1#101#1=101");
            assert.equal(server.seen.length, error.attempts * 2);
            assert.ok(error.attempts >= 2);
            assert.match(
              error.message,
              /did not reach session token "0:1#102#1=102" within 150 ms/,
            );
            return true;
          },
        );
      }));

    it("takes the 404 of a replica that has not seen the item for old data", () =>
      withLaggingReplica(sdk, async ({ container, server }) => {
        const token = tokenOf(
          await container.items.create({ id: "new", pk: "a" }),
        );
        const item = container.item("new", "a");
        const plain = await item.read({ sessionToken: token });
        assert.equal(plain.statusCode, 404);
        setTimeout(() => server.store.catchUp(), 20);
        const answer = await readAtLeast(
          token,
          (options) => item.read(options),
          {
            retryMs: 10,
          },
        );
        assert.equal(answer.statusCode, 200);
      }));

    it("returns the 404 of a replica that has seen the item's deletion", () =>
      withLaggingReplica(sdk, async ({ container, server }, token) => {
        await container.item("1", "a").delete();
        server.store.catchUp();
        const answer = await readAtLeast(token, (options) =>
          container.item("1", "a").read(options),
        );
        assert.equal(answer.statusCode, 404);
      }));

    it("reads a page of a query again until it is new enough", () =>
      withLaggingReplica(sdk, async ({ container, server }, token) => {
        setTimeout(() => server.store.catchUp(), 20);
        const page = await readAtLeast(
          token,
          (options) =>
            container.items
              .query<{ version: number }>("SELECT * FROM c", {
                ...options,
                partitionKey: "a",
              })
              .fetchNext(),
          { retryMs: 10 },
        );
        assert.equal(page.resources[0]?.version, 2);
      }));

    it("reads again after 404/1002 where the client keeps its token, for items and queries", () =>
      withLaggingReplica(
        sdk,
        async ({ container, server }, token) => {
          const late = (): void => {
            server.store.following = false;
            setTimeout(() => server.store.catchUp(), 20);
          };
          late();
          const answer = await readAtLeast(
            token,
            (options) =>
              container.item("1", "a").read<{ version: number }>(options),
            { retryMs: 10 },
          );
          assert.equal(answer.resource?.version, 2);
          const next = tokenOf(
            await container.items.upsert({ id: "1", pk: "a", version: 3 }),
          );
          late();
          const page = await readAtLeast(
            next,
            (options) =>
              container.items
                .query<{ version: number }>("SELECT * FROM c", {
                  ...options,
                  partitionKey: "a",
                })
                .fetchNext(),
            { retryMs: 10 },
          );
          assert.equal(page.resources[0]?.version, 3);
        },
        { prepare: keepToken },
      ));

    it("names the last refusal as the cause where the read throws", () =>
      withLaggingReplica(
        sdk,
        async ({ container }, token) => {
          await assert.rejects(
            readAtLeast(
              token,
              (options) =>
                container.items
                  .query("SELECT * FROM c", { ...options, partitionKey: "a" })
                  .fetchAll(),
              quick,
            ),
            (error) => {
              assert.ok(error instanceof StaleReadError);
              assert.equal((error.cause as { code: number }).code, 404);
              return true;
            },
          );
        },
        { prepare: keepToken },
      ));

    it("passes on the 404 of a replica that is new enough, and any other error, at once", () =>
      withLaggingReplica(sdk, async ({ container, server }, token) => {
        server.store.catchUp();
        let calls = 0;
        await assert.rejects(
          readAtLeast(token, (options) => {
            calls++;
            return container.item("none", "a").replace({ id: "none" }, options);
          }),
          { code: 404 },
        );
        assert.equal(calls, 1);
      }));
  });
}

for (const sdk of sdks4) {
  describe(`readAtLeast, with answers that lose the token, ${sdk.version}`, () => {
    it("finds the downgrade of fetchAll in the diagnostics", () =>
      withLaggingReplica(sdk, async ({ container, server }, token) => {
        setTimeout(() => server.store.catchUp(), 20);
        const answer = await readAtLeast(
          token,
          (options) =>
            container.items
              .query<{ version: number }>("SELECT * FROM c", options)
              .fetchAll(),
          { retryMs: 10 },
        );
        assert.equal(answer.resources[0]?.version, 2);
      }));

    it("finds the downgrade of an ORDER BY query in the diagnostics", () =>
      withLaggingReplica(sdk, async ({ container }, token) => {
        await assert.rejects(
          readAtLeast(
            token,
            (options) =>
              container.items
                .query("SELECT * FROM c ORDER BY c.id", options)
                .fetchNext(),
            quick,
          ),
          StaleReadError,
        );
      }));
  });
}

describe(`readAtLeast, with answers that lose the token, ${sdk3.version}`, () => {
  it("says that fetchAll cannot be verified, instead of believing it", () =>
    withLaggingReplica(sdk3, async ({ container }, token) => {
      await assert.rejects(
        readAtLeast(token, (options) =>
          container.items.query("SELECT * FROM c", options).fetchAll(),
        ),
        (error) =>
          error instanceof SessionTokenError &&
          error.code === "UNVERIFIABLE_ANSWER",
      );
    }));
});

describe("readAtLeast", () => {
  const answerAt = (token: string, statusCode = 200) => ({
    statusCode,
    headers: { "x-ms-session-token": token },
  });

  it("reads once and as before when the message carried no token", async () => {
    const seen: unknown[] = [];
    const answer = await readAtLeast(undefined, (options) => {
      seen.push(options);
      return answerAt("0:-1#1");
    });
    assert.deepEqual(answer, answerAt("0:-1#1"));
    assert.deepEqual(seen, [{}]);
  });

  it("returns what cannot be compared: an answer of another range", async () => {
    assert.deepEqual(
      await readAtLeast("0:-1#9", () => answerAt("1:-1#3")),
      answerAt("1:-1#3"),
    );
  });

  it("goes by the range that answered when the token has several", async () => {
    assert.deepEqual(
      await readAtLeast("0:-1#9,1:-1#3", () => answerAt("1:-1#3")),
      answerAt("1:-1#3"),
    );
    await assert.rejects(
      readAtLeast("0:-1#9,1:-1#4", () => answerAt("1:-1#3"), quick),
      StaleReadError,
    );
  });

  it("returns what the read gives, even nothing, when it is no answer of the SDK", async () => {
    assert.equal(
      await readAtLeast<unknown>("0:-1#9", () => undefined),
      undefined,
    );
    assert.equal(await readAtLeast("0:-1#9", () => 7), 7);
  });

  it("takes a 404 without any token for old data", async () => {
    await assert.rejects(
      readAtLeast("0:-1#9", () => ({ statusCode: 404, headers: {} }), quick),
      (error) => error instanceof StaleReadError && error.served === undefined,
    );
  });

  it("makes one attempt when no time is given", async () => {
    await assert.rejects(
      readAtLeast("0:-1#9", () => answerAt("0:-1#3"), { timeoutMs: 0 }),
      (error) => error instanceof StaleReadError && error.attempts === 1,
    );
  });

  it("makes its last attempt at the deadline, and lets it end", async () => {
    let calls = 0;
    const started = performance.now();
    await assert.rejects(
      readAtLeast(
        "0:-1#9",
        async () => {
          calls++;
          await new Promise((resolve) => setTimeout(resolve, 30));
          return answerAt("0:-1#3");
        },
        { timeoutMs: 200, retryMs: 1000 },
      ),
      StaleReadError,
    );
    assert.equal(calls, 2);
    assert.ok(performance.now() - started >= 225);
  });

  it("ends a running attempt when the signal is aborted, with the signal's reason", async () => {
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort(new Error("the lock is lost"));
    }, 20);
    await assert.rejects(
      readAtLeast("0:-1#9", () => new Promise<never>(() => undefined), {
        signal: stop.signal,
      }),
      /the lock is lost/,
    );
  });

  it("ends a pause when the signal is aborted", async () => {
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 20);
    await assert.rejects(
      readAtLeast("0:-1#9", () => answerAt("0:-1#3"), {
        signal: stop.signal,
        // Longer than any test may take.
        retryMs: 3_600_000,
      }),
      { name: "AbortError" },
    );
  });

  it("rejects with the signal's reason also when that is no error", async () => {
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort("lock lost");
    }, 10);
    const reading = readAtLeast(
      "0:-1#9",
      () => new Promise<never>(() => undefined),
      { signal: stop.signal },
    );
    assert.equal(await reading.catch((reason: unknown) => reason), "lock lost");
  });

  it("does not begin when the signal was aborted before", async () => {
    let calls = 0;
    await assert.rejects(
      readAtLeast("0:-1#9", () => calls++, { signal: AbortSignal.abort() }),
      { name: "AbortError" },
    );
    assert.equal(calls, 0);
  });

  it("passes on what the read throws, also at once", async () => {
    await assert.rejects(
      readAtLeast("0:-1#9", () => {
        throw new RangeError("boom");
      }),
      RangeError,
    );
  });

  it("refuses wrong input before the first attempt", async () => {
    let calls = 0;
    const read = (): number => calls++;
    const refused = (code: string) => (error: unknown) =>
      error instanceof SessionTokenError && error.code === code;
    await assert.rejects(readAtLeast("garbage", read), refused("MALFORMED"));
    await assert.rejects(
      readAtLeast(7 as unknown as string, read),
      refused("NOT_TEXT"),
    );
    await assert.rejects(
      readAtLeast("0:-1#9", read, { timeoutMs: NaN }),
      refused("WRONG_OPTION"),
    );
    await assert.rejects(
      readAtLeast("0:-1#9", read, { retryMs: -1 }),
      refused("WRONG_OPTION"),
    );
    await assert.rejects(
      readAtLeast("0:-1#9", undefined as unknown as () => number),
      refused("WRONG_OPTION"),
    );
    assert.equal(calls, 0);
  });
});
