import assert from "node:assert/strict";
import { beforeEach, describe, it } from "mocha";
import type { MessageEvent } from "../../flows/FlowEvent.ts";
import { PeekSource, type Peeker } from "./PeekSource.ts";
import { readPeeked, type PeekableMessage } from "./readPeeked.ts";

function message(
  number: number | bigint,
  fields: Partial<PeekableMessage> = {},
): PeekableMessage {
  return {
    body: { orderId: `A-${number}` },
    messageId: `m${number}`,
    sequenceNumber: BigInt(number),
    ...fields,
  };
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

describe("a peek source", () => {
  let queue: PeekableMessage[];
  let asked: bigint[];
  let failure: Error | undefined;
  let connections: number;
  let events: MessageEvent[];
  let unseen: number;
  let source: PeekSource;

  beforeEach(() => {
    queue = [];
    asked = [];
    failure = undefined;
    connections = 0;
    events = [];
    unseen = 0;
    const peeker: Peeker = {
      async peek(from, count) {
        asked.push(from);
        if (failure !== undefined) throw failure;
        return queue
          .filter((one) => BigInt(String(one.sequenceNumber)) >= from)
          .slice(0, count);
      },
      close: async () => {},
    };
    source = new PeekSource({
      source: "peek:dev",
      entity: "orders",
      isDeadLetter: false,
      connect: async () => {
        connections++;
        return peeker;
      },
      onEvents: (found) => events.push(...found),
      onUnseen: (count) => (unseen += count),
      onState: () => {},
    });
  });

  function taken(): string[] {
    return events
      .filter(({ kind }) => kind === "taken")
      .map(({ messageId }) => messageId);
  }

  /** What it says of itself while it is watched. */
  function words(): string {
    source.start();
    const said = source.words;
    void source.stop();
    return said;
  }

  it("asks each time behind the last number that it saw", async () => {
    queue = [message(1), message(2)];
    await source.look();
    queue.push(message(3));
    await source.look();
    await source.look();
    // In between it looks again, at what may still be there.
    assert.deepEqual(asked, [1n, 1n, 3n, 3n, 4n, 1n]);
    assert.deepEqual(
      events.map(({ messageId }) => messageId),
      ["m1", "m2", "m3"],
    );
  });

  it("counts the messages that consumers took first, but not those before it began", async () => {
    queue = [message(10)];
    await source.look();
    assert.equal(unseen, 0);
    queue = [message(14), message(15)];
    await source.look();
    assert.equal(unseen, 3);
  });

  it("counts no message as passed unseen that was taken before it had read the backlog", async () => {
    queue = [message(1), ...numbers(500, 1000).map((n) => message(n))];
    for (let n = 0; n < 4; n++) await source.look();
    assert.equal(unseen, 0);
    assert.equal(events.length, 502);
  });

  it("tells of a message that is gone from the entity, and of none that waits", async () => {
    queue = [message(1), message(2), message(3)];
    await source.look();
    queue = [message(1), message(3)];
    await source.look();
    await source.look();
    assert.deepEqual(taken(), ["m2"]);
    queue = [];
    await source.look();
    assert.deepEqual(taken(), ["m2", "m1", "m3"]);
    await source.look();
    assert.equal(taken().length, 3);
  });

  it("notices what was taken from the middle of a long queue, page by page", async () => {
    queue = numbers(1, 240).map((n) => message(n));
    await source.look();
    queue = queue.filter((one) => one.messageId !== "m230");
    for (let n = 0; n < 12; n++) await source.look();
    assert.deepEqual(taken(), ["m230"]);
  });

  it("does not call taken what may have another reason to be gone", async () => {
    queue = [
      message(1, { state: "scheduled" }),
      message(2, { expiresAtUtc: new Date(0) }),
      message((3n << 48n) + 1n),
    ];
    await source.look();
    queue = [];
    await source.look();
    await source.look();
    assert.deepEqual(taken(), []);
  });

  it("reads the newest part of a long queue, and says how many it left out", async () => {
    queue = numbers(1, 20_000).map((n) => message(n));
    for (let n = 0; n < 12; n++) await source.look();
    const [left] = /\d+(?= older messages not read)/.exec(words()) ?? ["0"];
    assert.equal(events.at(-1)!.messageId, "m20000");
    assert.equal(events.length + Number(left), 20_000);
    assert.ok(events.length <= 2500, `${events.length} were read`);
    assert.equal(unseen, 0);
    assert.ok(asked.length < 60, `${asked.length} requests`);
  });

  it("reads all of a queue that is not so long, and says nothing of it", async () => {
    queue = numbers(1, 1800).map((n) => message(n));
    for (let n = 0; n < 10; n++) await source.look();
    assert.equal(events.length, 1800);
    assert.doesNotMatch(words(), /not read/);
  });

  it("takes no gap of a partitioned entity for messages", async () => {
    queue = [message(1), message((3n << 48n) + 1n)];
    await source.look();
    assert.equal(unseen, 0);
    assert.equal(events.length, 2);
  });

  it("says what is wrong, connects again, and says when it is well", async () => {
    failure = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5672"), {
      code: "GeneralError",
    });
    await source.look();
    assert.equal(source.trouble!.kind, "refused");
    failure = undefined;
    await source.look();
    assert.equal(source.trouble, undefined);
    assert.equal(connections, 2);
  });

  it("looks at nothing any more once it is stopped", async () => {
    source.start();
    await source.stop();
    const { length } = asked;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked.length, length);
    assert.equal(source.words, "not watched");
  });

  const place = { entity: "orders", isDeadLetter: false };

  it("finds carried tokens in properties, with the container's name, else in the body", () => {
    const inProperties = readPeeked(
      message(1, {
        applicationProperties: {
          cosmosSessionToken: "0:-1#42",
          cosmosSessionToken_customers: "0:-1#7",
          "Diagnostic-Id":
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        },
      }),
      place,
      "s",
      0,
    );
    assert.deepEqual(inProperties.carried, [
      { token: "0:-1#42" },
      { token: "0:-1#7", container: "customers" },
    ]);
    assert.equal(inProperties.sentBy!.spanId, "b7ad6b7169203331");
    const inBody = readPeeked(
      message(1, { body: { cosmosSessionToken: "0:-1#9" } }),
      place,
      "s",
      0,
    );
    assert.deepEqual(inBody.carried, [{ token: "0:-1#9" }]);
  });

  it("bears a body of any kind, and cuts what is too large", () => {
    const bodyOf = (body: unknown): unknown[] => {
      const { body: seen } = readPeeked(
        message(1, { body }),
        place,
        "s",
        0,
      ).peeked!;
      return [seen?.form, seen?.text.length, seen?.size, seen?.isCut];
    };
    assert.deepEqual(bodyOf(Buffer.from([0xff, 0xfe])), ["bytes", 4, 2, false]);
    assert.deepEqual(bodyOf("<script>alert(1)</script>"), [
      "text",
      25,
      25,
      false,
    ]);
    assert.deepEqual(bodyOf("x".repeat(1_000_000)), [
      "text",
      65536,
      1_000_000,
      true,
    ]);
    assert.deepEqual(bodyOf(Buffer.alloc(1_000_000)), [
      "bytes",
      65536,
      1_000_000,
      true,
    ]);
    let deep: unknown = 1;
    for (let n = 0; n < 100_000; n++) deep = [deep];
    assert.equal(bodyOf(deep)[3], true);
    const many = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, n) => [`p${n}`, "v"]),
    );
    const { application } = readPeeked(
      message(1, { applicationProperties: many }),
      place,
      "s",
      0,
    ).peeked!;
    assert.equal(Object.keys(application).length, 500);
  });
});
