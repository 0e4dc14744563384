import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Flow } from "./Flow.ts";
import type { FlowEvent } from "./FlowEvent.ts";
import { FlowStore, type FlowStoreOptions } from "./FlowStore.ts";
import { itemKey } from "./Joins.ts";
import {
  T0,
  deliver,
  peek,
  read,
  send,
  span,
  write,
} from "../../test-support/testEvents.ts";

function storeOf(...events: readonly FlowEvent[]): FlowStore {
  const store = new FlowStore();
  for (const event of events) store.add(event);
  return store;
}

function onlyFlow(store: FlowStore): Flow {
  const [flow, ...others] = store.all();
  assert.ok(flow, "There is no flow.");
  assert.equal(others.length, 0, "There are more flows than one.");
  return flow;
}

describe("the flow store", () => {
  it("joins a write, its message and the read by what they say", () => {
    const flow = onlyFlow(storeOf(write(), send(), deliver(), read()));
    assert.equal(flow.writes[0]!.served, "0:-1#42");
    assert.equal(flow.message!.messageId, "m1");
    assert.equal(flow.message!.sent!.process, "shop-api");
    assert.equal(flow.message!.delivered!.process, "billing");
    assert.equal(flow.time, T0);
  });

  it("shows a batch that reads and writes once as each of them, whoever saw it", () => {
    const seen = (source: string, spanId: number) => {
      const batch = {
        operation: "items.batch",
        itemId: undefined,
        requestId: "activity-1",
        source,
        span: span(spanId, 9),
        time: T0 + 30,
        served: "0:-1#43",
        process: source === "lab" ? undefined : "billing",
      };
      return [write(batch), read({ ...batch, verdict: "lucky" })];
    };
    const store = storeOf(
      write(),
      send({ span: span(1) }),
      deliver({ span: span(2), links: [span(1)] }),
      ...[...seen("otlp:billing", 3), ...seen("lab", 4)].map((event) => ({
        ...event,
        links: [span(2)],
      })),
    );
    const flow = onlyFlow(store);
    assert.deepEqual(
      flow.handlerWrites.map(({ served }) => served),
      ["0:-1#43"],
    );
    assert.deepEqual(
      flow.reads.map(({ verdict }) => verdict),
      ["lucky"],
    );
  });

  it("asks of the reads of a batch not that they see what the batch writes", () => {
    const batch = {
      operation: "items.batch",
      span: span(3),
      links: [span(2)],
      time: T0 + 30,
      served: "0:-1#43",
    };
    const flow = onlyFlow(
      storeOf(
        write(),
        send({ span: span(1) }),
        deliver({ span: span(2), links: [span(1)] }),
        write({ ...batch, process: "billing" }),
        read({ ...batch, verdict: "unprotected" }),
      ),
    );
    assert.equal(flow.reads[0]!.verdict, "lucky");
    assert.equal(flow.reads[0]!.required, "0:-1#42");
  });

  it("says that a read without token was answered one write too early", () => {
    const flow = onlyFlow(
      storeOf(
        write(),
        send({ span: span(1) }),
        deliver({ span: span(2), links: [span(1)] }),
        read({ links: [span(2)] }),
      ),
    );
    const [judged] = flow.reads;
    assert.equal(judged!.verdict, "stale");
    assert.equal(judged!.required, "0:-1#42");
    assert.equal(judged!.lagLsn, 1);
    assert.equal(
      judged!.reason,
      "The answer is older than what the flow had to see, and the read sent no token: range 0 was served at LSN 41, required was LSN 42.",
    );
  });

  it("calls a read fresh that sent the carried token and was served it", () => {
    const flow = onlyFlow(
      storeOf(
        write(),
        send(),
        deliver(),
        read({ sent: "0:-1#42", served: "0:-1#43" }),
      ),
    );
    assert.equal(flow.verdict, "fresh");
  });

  it("calls a read foreign that sent the token of another container's write", () => {
    const flow = onlyFlow(
      storeOf(
        write({ container: "shop/customers" }),
        send(),
        deliver({ span: span(2) }),
        read({ links: [span(2)], sent: "0:-1#42", served: "0:-1#900" }),
      ),
    );
    assert.equal(flow.verdict, "foreign");
  });

  it("keeps what the lab judged, which sees its replicas", () => {
    const flow = onlyFlow(
      storeOf(
        send(),
        deliver(),
        read({
          messageId: "m1",
          source: "lab",
          verdict: "lucky",
          reason: "New enough by chance.",
          served: "0:-1#41",
        }),
      ),
    );
    assert.equal(flow.verdict, "lucky");
    assert.equal(flow.reads[0]!.reason, "New enough by chance.");
  });

  it("judges again when the write comes in late", () => {
    const store = storeOf(
      send({ carried: [], span: span(7) }),
      deliver({ span: span(2), carried: [], links: [span(7)] }),
      read({ links: [span(2)] }),
    );
    assert.equal(onlyFlow(store).verdict, "unprotected");
    store.add(write({ itemId: "m1" }));
    assert.equal(onlyFlow(store).verdict, "stale");
    assert.deepEqual(store.counts().reads, { unprotected: 0, stale: 1 });
  });

  it("takes a read that came in before its message into the flow of the message", () => {
    const store = storeOf(read({ links: [span(2)] }));
    assert.equal(onlyFlow(store).message, undefined);
    store.add(send());
    store.add(deliver({ span: span(2) }));
    const flow = onlyFlow(store);
    assert.equal(flow.message!.messageId, "m1");
    assert.equal(flow.verdict, "stale");
    assert.deepEqual(store.counts().reads, { unprotected: 0, stale: 1 });
  });

  it("joins by the trace where no link says more", () => {
    const store = storeOf(
      write({ span: span(1, 50), served: "0:-1#42" }),
      send({ span: span(2, 50), carried: [] }),
      deliver({ span: span(3, 60), links: [span(2, 50)], carried: [] }),
      read({ span: span(4, 60), itemId: undefined, operation: "items.query" }),
    );
    assert.equal(onlyFlow(store).verdict, "stale");
  });

  it("holds the copies of two subscriptions apart, both with the write", () => {
    const store = storeOf(
      write(),
      send(),
      deliver({ subscription: "billing", span: span(2) }),
      deliver({
        subscription: "shipping",
        process: "shipping",
        source: "otlp:shipping",
        span: span(3),
      }),
      read({ links: [span(3)], process: "shipping" }),
    );
    const [first, second, ...others] = store.all();
    assert.equal(others.length, 0);
    assert.equal(first!.message!.subscription, "billing");
    assert.equal(second!.message!.subscription, "shipping");
    assert.equal(second!.writes.length, 1);
    assert.equal(first!.reads.length, 0);
    assert.equal(second!.verdict, "stale");
  });

  it("counts a read once that lab and program report both, and knows who made it", () => {
    const store = storeOf(
      send(),
      deliver({ span: span(2) }),
      read({
        requestId: "a1",
        links: [span(2)],
        callSite: "billing/repository.ts:18",
      }),
      read({
        requestId: "a1",
        source: "lab",
        process: undefined,
        messageId: "m1",
        verdict: "stale",
        reason: "One write behind.",
        required: "0:-1#42",
        replica: "Local/1",
        lagMs: 230,
      }),
    );
    const flow = onlyFlow(store);
    assert.equal(flow.reads.length, 1);
    const { event } = flow.reads[0]!;
    assert.equal(event.process, "billing");
    assert.equal(event.callSite, "billing/repository.ts:18");
    assert.equal(event.lagMs, 230);
    assert.deepEqual(store.counts().reads, { stale: 1 });
  });

  it("believes the lab about the answer, whoever of the two reports last", () => {
    const byLab = read({
      requestId: "a1",
      source: "lab",
      process: undefined,
      verdict: "stale",
      reason: "One write behind.",
    });
    const byProgram = read({
      requestId: "a1",
      links: [span(2)],
      time: T0 + 31,
      verdict: "unprotected",
      reason: "No token.",
    });
    for (const both of [
      [byLab, byProgram],
      [byProgram, byLab],
    ]) {
      const store = storeOf(send(), deliver({ span: span(2) }), ...both);
      assert.deepEqual(store.counts().reads, { stale: 1 });
      assert.equal(onlyFlow(store).reads[0]!.event.process, "billing");
    }
  });

  it("takes two calls of one content for two where each names its activity", () => {
    const byLab = { source: "lab", process: undefined };
    const store = storeOf(
      send(),
      deliver({ span: span(2) }),
      read({ requestId: "a1", links: [span(2)] }),
      read({ ...byLab, requestId: "a2", messageId: "m1" }),
    );
    assert.equal(onlyFlow(store).reads.length, 2);
  });

  it("takes the activity of a lab that was started anew for another one", () => {
    const store = storeOf(
      send(),
      deliver({ span: span(2) }),
      read({ requestId: "a1", source: "lab", messageId: "m1" }),
      read({ requestId: "a1", links: [span(2)], time: T0 + 90_000 }),
    );
    assert.equal(onlyFlow(store).reads.length, 2);
  });

  it("knows from the sender what a message without a token speaks of", () => {
    const writes = [
      {
        container: "shop/orders",
        partitionKey: '["A-1042"]',
        token: "0:-1#42",
      },
    ];
    const store = storeOf(
      send({ carried: [], writes, messageId: "span 1", digest: "d" }),
      deliver({ carried: [], digest: "d", span: span(2) }),
      read({ links: [span(2)], verdict: "unprotected" }),
    );
    const flow = onlyFlow(store);
    assert.equal(flow.message!.messageId, "m1");
    assert.deepEqual(store.counts().reads, { stale: 1 });
  });

  it("is one flow where lab and sender tell of a message without an id, and the receiver of both", () => {
    // The token is in the body, which only the sender names.
    const byLab = { source: "lab", process: undefined, carried: [] };
    const store = storeOf(
      write(),
      send({ messageId: "span 1", digest: "d", span: span(1) }),
      send({ ...byLab, span: span(8) }),
      deliver({ ...byLab, span: span(9) }),
      deliver({ carried: [], digest: "d", span: span(2), links: [span(1)] }),
      read({ links: [span(2)] }),
    );
    const flow = onlyFlow(store);
    assert.equal(flow.message!.messageId, "m1");
    assert.equal(flow.message!.sent!.process, "shop-api");
    assert.equal(flow.message!.sent!.messageId, "m1");
    assert.equal(flow.writes.length, 1);
    assert.equal(flow.reads.length, 1);
    const [written] = flow.writes;
    assert.equal(store.joins.flowOfItem.get(itemKey(written!)), flow);
    store.add(send({ messageId: "span 3", digest: "d", span: span(3) }));
    assert.equal(store.size, 2, "the same body, sent once more");
  });

  it("does not hold a read of another key to what the sender wrote", () => {
    const writes = [
      { container: "shop/orders", partitionKey: '["B"]', token: "0:-1#42" },
    ];
    const store = storeOf(
      send({ carried: [], writes }),
      deliver({ carried: [], span: span(2) }),
      read({ links: [span(2)], verdict: "unprotected" }),
    );
    assert.deepEqual(store.counts().reads, { unprotected: 1 });
  });

  it("counts a read once that the lab reports without naming the activity", () => {
    const seen = { links: [span(2)], requestId: "a1" };
    const byLab = {
      source: "lab",
      process: undefined,
      messageId: "m1",
      verdict: "stale",
      reason: "One write behind.",
    } as const;
    const store = storeOf(
      send(),
      deliver({ span: span(2) }),
      read(seen),
      read(byLab),
      read({ ...seen, requestId: "a2", time: T0 + 40 }),
    );
    const flow = onlyFlow(store);
    assert.equal(flow.reads.length, 2);
    assert.equal(flow.reads[0]!.event.process, "billing");
    assert.equal(flow.reads[0]!.event.messageId, "m1");
  });

  it("takes a second message with an old id for another one", () => {
    const store = storeOf(send(), send({ time: T0 + 900 }));
    assert.equal(store.size, 2);
  });

  it("takes a redelivery for the same message, and counts it", () => {
    const store = storeOf(
      send(),
      deliver(),
      deliver({ time: T0 + 100, deliveryCount: 3 }),
    );
    assert.equal(onlyFlow(store).message!.deliveryCount, 3);
  });

  it("hangs a message under the one whose handler sent it", () => {
    const store = storeOf(
      send(),
      deliver({ span: span(2, 60) }),
      write({
        time: T0 + 40,
        process: "billing",
        source: "otlp:billing",
        container: "shop/invoices",
        itemId: "I-1",
        served: "0:-1#7",
        span: span(5, 60),
      }),
      send({
        time: T0 + 50,
        process: "billing",
        source: "otlp:billing",
        entity: "invoice-created",
        messageId: "m2",
        carried: [{ token: "0:-1#7" }],
        span: span(6, 60),
      }),
    );
    const [first, second, ...others] = store.all();
    assert.equal(others.length, 0);
    assert.equal(second!.parent, first);
    assert.equal(second!.depth, 1);
    assert.equal(second!.root, first!.n);
    assert.equal(second!.writes[0]!.itemId, "I-1");
    assert.equal(first!.handlerWrites.length, 1);
  });

  it("requires of a second read what the handler itself has written", () => {
    const flow = onlyFlow(
      storeOf(
        send({ carried: [] }),
        deliver({ span: span(2), carried: [] }),
        write({
          links: [span(2)],
          time: T0 + 25,
          process: "billing",
          itemId: "B",
        }),
        read({ links: [span(2)] }),
      ),
    );
    assert.equal(flow.verdict, "stale");
    assert.equal(flow.reads[0]!.required, "0:-1#42");
  });

  it("knows a peeked message by its number when a new one has the same id", () => {
    const store = storeOf(peek(), peek({ sequenceNumber: "2" }));
    assert.equal(store.size, 2);
  });

  it("keeps a dead letter in the flow of its message", () => {
    const store = storeOf(
      peek(),
      peek({
        sequenceNumber: "1",
        peeked: {
          sequenceNumber: "9",
          isDeadLetter: true,
          deadLetterReason: "MaxDeliveryCountExceeded",
          system: {},
          application: {},
        },
      }),
    );
    assert.equal(
      onlyFlow(store).message!.peeked!.peeked!.deadLetterReason,
      "MaxDeliveryCountExceeded",
    );
  });

  it("marks the message as taken of which a later peek sees nothing, by its number", () => {
    const store = new FlowStore();
    const gone = { kind: "taken", time: T0 + 900 } as const;
    store.add(peek({ sequenceNumber: "7" }));
    store.add(peek({ sequenceNumber: "8" }));
    store.add(peek({ sequenceNumber: "7", ...gone }));
    // Another entity's number 8, and one that was never seen.
    store.add(peek({ sequenceNumber: "8", entity: "other", ...gone }));
    store.add(peek({ sequenceNumber: "9", ...gone }));
    assert.deepEqual(
      [...store.all()].map(({ message }) => message!.taken?.time),
      [T0 + 900, undefined],
    );
  });

  it("does not take a dead letter for taken because it has left its queue", () => {
    const store = new FlowStore();
    const dead = { isDeadLetter: true, system: {}, application: {} };
    store.add(peek({ sequenceNumber: "7" }));
    store.add(peek({ peeked: { ...dead, sequenceNumber: "1" } }));
    store.add(peek({ sequenceNumber: "7", kind: "taken" }));
    const [flow] = store.all();
    assert.equal(flow!.message!.taken, undefined);
    assert.equal(store.size, 1);
  });

  it("joins the peek of a message whose body names the item", () => {
    const flow = onlyFlow(
      storeOf(
        write(),
        peek({
          carried: [],
          peeked: {
            sequenceNumber: "1",
            isDeadLetter: false,
            system: {},
            application: {},
            body: {
              form: "json",
              text: '{"orderId":"A-1042"}',
              size: 20,
              isCut: false,
            },
          },
        }),
      ),
    );
    assert.equal(flow.writes[0]!.itemId, "A-1042");
  });

  it("lets the oldest flows go when there are too many, and counts them", () => {
    const store = new FlowStore({ maxFlows: 3 });
    for (let n = 0; n < 5; n++) {
      store.add(send({ messageId: `m${n}`, carried: [] }));
    }
    assert.equal(store.size, 3);
    assert.equal(store.counts().fellOut, 2);
    assert.deepEqual(
      [...store.all()].map(({ message }) => message!.messageId),
      ["m2", "m3", "m4"],
    );
  });

  it("lets the oldest flows go when they are too large", () => {
    const options: FlowStoreOptions = { maxBytes: 30_000 };
    const store = new FlowStore(options);
    for (let n = 0; n < 10; n++) {
      store.add(
        peek({
          messageId: `m${n}`,
          peeked: {
            sequenceNumber: String(n),
            isDeadLetter: false,
            system: {},
            application: { text: "x".repeat(2000) },
          },
        }),
      );
    }
    assert.ok(store.size < 6);
    assert.ok(store.counts().bytes <= 30_000);
    assert.equal(store.size + store.counts().fellOut, 10);
  });

  it("shows in the strip how many reads were wrong, also of flows that fell out", () => {
    const store = new FlowStore({ maxFlows: 1 });
    store.add(read({ verdict: "stale", reason: "", itemId: "1" }));
    store.add(read({ verdict: "fresh", reason: "", itemId: "2" }));
    const { columns } = store.strip.at(T0 + 30);
    assert.deepEqual(columns.at(-1), { reads: 2, wrong: 1, doubtful: 0 });
  });

  it("counts what passed unseen", () => {
    const store = new FlowStore();
    store.addUnseen("orders", 40);
    store.addUnseen("orders", 1);
    assert.equal(store.counts().unseen, 41);
    assert.deepEqual([...store.unseen()], [["orders", 41]]);
  });

  it("joins a send to a topic that is told of later than the peek at a subscription", () => {
    const flow = onlyFlow(storeOf(peek({ subscription: "billing" }), send()));
    assert.equal(flow.message!.subscription, "billing");
    assert.ok(flow.message!.sent);
  });

  it("joins the copy of a tap with its message, whatever the number of the copy", () => {
    const copy = peek({ source: "tap:dev", sequenceNumber: "7" });
    const waiting = peek({ subscription: "billing", sequenceNumber: "31" });
    for (const events of [
      [send(), copy, waiting],
      [waiting, send(), copy],
      [copy, waiting, send()],
    ]) {
      const { message } = onlyFlow(storeOf(...events));
      assert.equal(message!.subscription, "billing");
      assert.equal(message!.peeked!.peeked!.sequenceNumber, "31");
    }
  });

  it("still tells of a message as taken whose copy a tap has seen", () => {
    const flow = onlyFlow(
      storeOf(
        peek({ subscription: "billing", sequenceNumber: "31" }),
        peek({ source: "tap:dev", sequenceNumber: "7" }),
        {
          ...peek({ subscription: "billing", sequenceNumber: "31" }),
          kind: "taken",
        },
      ),
    );
    assert.ok(flow.message!.taken);
  });

  it("takes two copies of a tap with one id for two messages", () => {
    const copy = (sequenceNumber: string): FlowEvent =>
      peek({ source: "tap:dev", sequenceNumber });
    assert.equal([...storeOf(copy("7"), copy("8")).all()].length, 2);
  });
});
