import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createObserver, type LogObserver } from "./createObserver.ts";
import { Log } from "./Log.ts";
import type { LogEntry } from "./LogEntry.ts";
import type {
  CosmosAttempt,
  MessageContent,
  ServiceBusEvent,
} from "./observation.ts";

/** Made-up observations, as a gateway and a broker would report them. */
class Story {
  readonly log = new Log(10_000);
  readonly observer: LogObserver;
  #sequence = 0n;

  constructor(capacity = 1000) {
    this.observer = createObserver({ log: this.log, capacity });
  }

  write(id: string, token: string, more: Partial<CosmosAttempt> = {}): void {
    const partitionKey = more.partitionKey ?? `["${id}"]`;
    this.#attempt({
      operation: "items.upsert",
      kind: "write",
      method: "POST",
      path: "/dbs/db/colls/orders/docs",
      itemId: id,
      served: token,
      status: 201,
      written: [{ id, partitionKey, token }],
      connection: 1,
      ...more,
    });
  }

  read(id: string, more: Partial<CosmosAttempt> = {}): LogEntry {
    return this.#attempt({
      path: `/dbs/db/colls/orders/docs/${id}`,
      itemId: id,
      partitionKey: `["${id}"]`,
      ...more,
    });
  }

  query(
    concerns: CosmosAttempt["concerns"],
    more: Partial<CosmosAttempt> = {},
  ): LogEntry {
    return this.#attempt({
      operation: "items.query",
      path: "/dbs/db/colls/orders/docs",
      method: "POST",
      ...(concerns && { concerns }),
      ...more,
    });
  }

  send(messageId: string, body: unknown, token?: string): MessageContent {
    const applicationProperties =
      token === undefined ? {} : { cosmosSessionToken: token };
    const content = { applicationProperties, body };
    this.#event({ operation: "send", messageId, content: () => content });
    return content;
  }

  deliver(messageId: string, more: Partial<ServiceBusEvent> = {}): bigint {
    const sequenceNumber = ++this.#sequence;
    this.#event({ operation: "deliver", messageId, sequenceNumber, ...more });
    return sequenceNumber;
  }

  complete(sequenceNumber: bigint): void {
    this.#event({ operation: "complete", sequenceNumber });
  }

  #attempt(attempt: Partial<CosmosAttempt>): LogEntry {
    this.observer.cosmos({
      time: 1000,
      operation: "item.read",
      kind: "read",
      method: "GET",
      path: "/",
      connection: 2,
      container: "db/orders",
      ranges: ["0"],
      status: 200,
      durationMs: 1,
      written: [],
      ...attempt,
    });
    return this.log.since().at(-1)!;
  }

  #event(event: Partial<ServiceBusEvent>): void {
    this.observer.serviceBus({
      time: 1000,
      operation: "send",
      entity: "orders",
      connection: 9,
      ...event,
    });
  }
}

function seen({ verdict, required, joinedBy }: LogEntry): unknown[] {
  return [verdict, required, joinedBy];
}

describe("what a read had to see", () => {
  it("is the write that the delivered message carries the token of, and names", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { orderId: "A" }, "0:-1#42");
    story.deliver("m1");
    const entry = story.read("A", { served: "0:-1#41" });
    assert.deepEqual(seen(entry), ["stale", "0:-1#42", "itemId"]);
    assert.match(entry.reason!, /served at LSN 41, required was LSN 42/);
    assert.equal(entry.lagLsn, 1);
    assert.equal(entry.messageId, "m1");
  });

  it("is known by the token alone, when the message does not name the item", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", "something", "0:-1#42");
    story.deliver("m1");
    const entry = story.read("A", { served: "0:-1#42" });
    assert.deepEqual(seen(entry), ["lucky", "0:-1#42", "token"]);
  });

  it("is known by the id alone, when the message carries no token", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { order: { id: "A" } });
    story.deliver("m1");
    const entry = story.read("A", { served: "0:-1#40", status: 404 });
    assert.deepEqual(seen(entry), ["stale", "0:-1#42", "itemId"]);
  });

  it("finds the id in a body that is JSON as text", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", JSON.stringify({ id: "A" }));
    story.deliver("m1");
    assert.equal(story.read("A", { served: "0:-1#40" }).verdict, "stale");
  });

  it("is fresh when the token was sent and the replica had reached it", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { id: "A" }, "0:-1#42");
    story.deliver("m1");
    const entry = story.read("A", { sent: "0:-1#42", served: "0:-1#45" });
    assert.deepEqual(seen(entry), ["fresh", "0:-1#42", "token"]);
  });

  it("is unknown while the message was not delivered, and the read is unprotected", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { id: "A" }, "0:-1#42");
    const entry = story.read("A", { served: "0:-1#41" });
    assert.deepEqual(seen(entry), ["unprotected", undefined, undefined]);
  });

  it("is not what was written after the message was sent", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { id: "A" }, "0:-1#42");
    story.write("A", "0:-1#43");
    story.deliver("m1");
    const entry = story.read("A", { sent: "0:-1#42", served: "0:-1#42" });
    assert.deepEqual(seen(entry), ["fresh", "0:-1#42", "token"]);
  });

  it("is the message's own write for each of two messages about one item that are open at once", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { id: "A" }, "0:-1#42");
    story.write("A", "0:-1#43");
    story.send("m2", { id: "A" }, "0:-1#43");
    story.deliver("m1");
    story.deliver("m2");
    const first = story.read("A", { sent: "0:-1#42", served: "0:-1#42" });
    assert.deepEqual(seen(first), ["fresh", "0:-1#42", "token"]);
    const second = story.read("A", { sent: "0:-1#43", served: "0:-1#43" });
    assert.deepEqual(seen(second), ["fresh", "0:-1#43", "token"]);
    const bare = story.read("A", { served: "0:-1#42" });
    assert.deepEqual(seen(bare), ["stale", "0:-1#43", "itemId"]);
  });

  it("is that of the message that is not settled yet", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { id: "A" });
    story.write("A", "0:-1#43");
    story.send("m2", { id: "A" });
    story.deliver("m1");
    story.complete(story.deliver("m2"));
    const entry = story.read("A", { served: "0:-1#42" });
    assert.deepEqual(seen(entry), ["lucky", "0:-1#42", "itemId"]);
  });

  it("tells messages of one id apart by their order", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("A", {});
    story.write("A", "0:-1#43");
    story.send("A", {});
    story.complete(story.deliver("A"));
    story.deliver("A");
    const entry = story.read("A", { served: "0:-1#42" });
    assert.deepEqual(seen(entry), ["stale", "0:-1#43", "itemId"]);
  });

  it("is the carried write where another client has written the item since", () => {
    const story = new Story();
    story.write("A", "0:-1#42", { connection: 1 });
    story.write("A", "0:-1#43", { connection: 5 });
    story.send("m1", { id: "A" }, "0:-1#42");
    story.deliver("m1");
    const entry = story.read("A", { sent: "0:-1#42", served: "0:-1#42" });
    assert.equal(entry.verdict, "fresh");
  });

  it("is the last write where the sender wrote twice and sent the first token", () => {
    const story = new Story();
    story.write("A", "0:-1#42", { connection: 1 });
    story.write("A", "0:-1#43", { connection: 1 });
    story.send("m1", { id: "A" }, "0:-1#42");
    story.deliver("m1");
    const entry = story.read("A", { sent: "0:-1#42", served: "0:-1#42" });
    assert.deepEqual(seen(entry), ["stale", "0:-1#43", "itemId"]);
  });

  it("is the item of the partition that the message names, of several with that id", () => {
    const story = new Story();
    story.write("A", "0:-1#42", { partitionKey: '["eu"]' });
    story.write("A", "0:-1#43", { partitionKey: '["us"]' });
    story.send("m1", { id: "A", market: "eu" });
    story.deliver("m1");
    const eu = story.read("A", { partitionKey: '["eu"]', served: "0:-1#41" });
    assert.deepEqual(seen(eu), ["stale", "0:-1#42", "itemId"]);
    const us = story.read("A", { partitionKey: '["us"]', served: "0:-1#41" });
    assert.equal(us.verdict, "unprotected");
  });

  it("is found for a subscription of the topic that the message was sent to", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { id: "A" });
    story.deliver("m1", { entity: "orders/Subscriptions/billing" });
    assert.equal(story.read("A", { served: "0:-1#41" }).verdict, "stale");
  });

  it("is joined by the trace, when the read bears one", () => {
    const story = new Story();
    const trace = "0af7651916cd43dd8448eb211c80319c";
    story.write("A", "0:-1#42");
    const content = story.send("m1", { id: "A" });
    (content.applicationProperties as Record<string, string>)["Diagnostic-Id"] =
      `00-${trace}-b7ad6b7169203331-01`;
    story.deliver("m2", { content: () => content });
    const entry = story.read("A", {
      served: "0:-1#41",
      traceparent: `00-${trace}-00f067aa0ba902b7-01`,
    });
    assert.deepEqual(seen(entry), ["stale", "0:-1#42", "trace"]);
  });
});

describe("a query", () => {
  it("had to see the items of delivered messages that it could return", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.write("B", "0:-1#43");
    story.send("m1", { ids: ["A", "B"] });
    story.deliver("m1");
    const onlyA = story.query(({ id }) => id === "A", { served: "0:-1#42" });
    assert.deepEqual(seen(onlyA), ["lucky", "0:-1#42", "itemId"]);
    const both = story.query(() => true, { served: "0:-1#42" });
    assert.deepEqual(seen(both), ["stale", "0:-1#43", "itemId"]);
  });

  it("over several ranges is as stale as the worst of them", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.write("B", "1:-1#7", { ranges: ["1"] });
    story.send("m1", { ids: ["A", "B"] });
    story.deliver("m1");
    const entry = story.query(() => true, {
      ranges: ["0", "1"],
      served: "0:-1#42,1:-1#6",
    });
    assert.deepEqual(seen(entry), ["stale", "0:-1#42,1:-1#7", "itemId"]);
  });
});

describe("a token", () => {
  it("of several ranges asks a point read only for its own", () => {
    const story = new Story();
    const sent = "0:-1#42,1:-1#7";
    const entry = story.read("A", { sent, served: "0:-1#42" });
    assert.deepEqual([entry.verdict, entry.sent], ["fresh", sent]);
  });

  it("of the parent is honoured at a range that came of a split", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { id: "A" }, "0:-1#42");
    story.deliver("m1");
    const entry = story.read("A", {
      ranges: ["1"],
      parents: { "1": ["0"], "2": ["0"] },
      sent: "0:-1#42",
      served: "1:-1#44",
    });
    assert.equal(entry.verdict, "fresh");
  });

  it("of another container is foreign", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.write("C", "0:-1#5042", { container: "db/carts" });
    const entry = story.read("A", { sent: "0:-1#5042", served: "0:-1#42" });
    assert.equal(entry.verdict, "foreign");
  });

  it("of the future that no container was answered with is not called foreign", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    const entry = story.read("A", { sent: "0:-1#99", served: "0:-1#42" });
    assert.equal(entry.verdict, "stale");
  });

  it("that cannot be read makes nobody fall over", () => {
    const story = new Story();
    const entry = story.read("A", { sent: "hello", served: "0:-1#42" });
    assert.equal(entry.verdict, "unknown");
  });
});

describe("a read that the SDK repeats after 404/1002", () => {
  const refused = { sent: "0:-1#42", status: 404, subStatus: 1002 };

  it("names the earlier line, bears the dropped token, and counts once", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { id: "A" }, "0:-1#42");
    story.deliver("m1");
    const first = story.read("A", refused);
    const second = story.read("A", { served: "0:-1#41" });
    assert.equal(first.verdict, "refused");
    assert.deepEqual(
      [second.verdict, second.retryOf, second.sent, second.dropped],
      ["downgraded", first.n, "0:-1#42", true],
    );
    assert.deepEqual(story.observer.counts(), { refused: 0, downgraded: 1 });
  });

  it("stays one read over three attempts", () => {
    const story = new Story();
    const first = story.read("A", refused);
    const second = story.read("A", { status: 404, subStatus: 1002 });
    const third = story.read("A", { served: "0:-1#41" });
    assert.deepEqual(
      [second.retryOf, second.dropped, third.retryOf, third.sent],
      [first.n, true, second.n, "0:-1#42"],
    );
    assert.deepEqual(story.observer.counts(), { refused: 0, downgraded: 1 });
  });

  it("is known although another read took the connection in between", () => {
    const story = new Story();
    story.read("A", refused);
    const other = story.read("B", { served: "0:-1#41" });
    const second = story.read("A", { served: "0:-1#41" });
    assert.deepEqual([other.retryOf, second.dropped], [undefined, true]);
  });

  it("with the token still there is one read, refused", () => {
    const story = new Story();
    story.read("A", refused);
    const second = story.read("A", refused);
    assert.deepEqual([second.verdict, second.dropped], ["refused", undefined]);
    assert.deepEqual(story.observer.counts(), { refused: 1 });
  });

  it("is not a read of another client", () => {
    const story = new Story();
    story.read("A", refused);
    const other = story.read("A", { connection: 3, served: "0:-1#41" });
    assert.equal(other.retryOf, undefined);
  });
});

describe("no verdict", () => {
  it("is given of a write, of a throttled read, or of a container that is missing", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    assert.equal(story.log.since().at(-1)!.verdict, undefined);
    assert.equal(story.read("A", { status: 429 }).verdict, undefined);
    assert.equal(story.read("A", { status: 404 }).verdict, undefined);
    assert.deepEqual(story.observer.counts(), {});
  });
});

describe("an observer", () => {
  it("forgets the oldest writes and messages, and goes on", () => {
    const story = new Story(100);
    for (let count = 1; count <= 1000; count++) {
      story.write(`A${count}`, `0:-1#${count}`);
      story.send(`m${count}`, { id: `A${count}` });
      story.deliver(`m${count}`);
    }
    const old = story.read("A1", { served: "0:-1#0" });
    const recent = story.read("A1000", { served: "0:-1#0" });
    assert.deepEqual([old.verdict, recent.verdict], ["unprotected", "stale"]);
  });

  it("remembers nothing after it was cleared", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { id: "A" });
    story.deliver("m1");
    story.read("A", { served: "0:-1#41" });
    story.observer.clear();
    assert.deepEqual(story.log.since(), []);
    assert.deepEqual(story.observer.counts(), {});
    assert.equal(story.read("A", { served: "0:-1#41" }).verdict, "unprotected");
  });

  it("logs no body, no property and no query", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { id: "A", password: "swordfish" }, "0:-1#42");
    story.deliver("m1");
    story.query(() => true, { served: "0:-1#42" });
    assert.doesNotMatch(JSON.stringify(story.log.since()), /swordfish/);
  });

  it("says which token a message carries", () => {
    const story = new Story();
    story.write("A", "0:-1#42");
    story.send("m1", { id: "A" }, "0:-1#42");
    assert.equal(story.log.since().at(-1)!.carried, "0:-1#42");
  });

  it("knows a client by the suffix of its user agent, else by its connection", () => {
    const story = new Story();
    const userAgent = "Node.js/20 (linux; x64) azure-cosmos-js/4.9.3";
    assert.equal(story.read("A", { userAgent }).client, "#2");
    assert.equal(
      story.read("A", { userAgent: `${userAgent} billing worker` }).client,
      "billing worker",
    );
  });
});
