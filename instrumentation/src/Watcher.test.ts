import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Answered } from "./cosmos/Answered.ts";
import type { BatchReads } from "./cosmos/readsOfBatch.ts";
import { readHeaders } from "./cosmos/RequestHeaders.ts";
import type { Span } from "./otlp/Span.ts";
import { newSpanContext } from "./otlp/spanContext.ts";
import { Watcher } from "./Watcher.ts";

const socket = {};

interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly sent?: string | undefined;
  readonly served: string;
  readonly status?: number;
  readonly subStatus?: string;
  /** What it asks for beside its path and its tokens. */
  readonly asked?: Readonly<Record<string, string>>;
  readonly reads?: BatchReads;
}

function answered(call: Call): Answered {
  const { method = "GET", path = "/dbs/shop/colls/orders/docs/1" } = call;
  const asked: Readonly<Record<string, string | undefined>> = {
    "x-ms-documentdb-partitionkey": '["c1"]',
    "x-ms-session-token": call.sent,
    ...call.asked,
  };
  return {
    start: {
      method,
      path,
      host: "127.0.0.1",
      headers: readHeaders(method, (name) => asked[name]),
      startMs: 1000,
      callSite: undefined,
      handler: undefined,
      reads: call.reads,
    },
    status: call.status ?? 200,
    headers: {
      "x-ms-session-token": call.served,
      ...(call.subStatus === undefined
        ? {}
        : { "x-ms-substatus": call.subStatus }),
    },
    socket,
    endMs: Date.now(),
  };
}

function watch(): { readonly watcher: Watcher; readonly spans: Span[] } {
  const spans: Span[] = [];
  const watcher = new Watcher((text) => spans.push(JSON.parse(text) as Span));
  return { watcher, spans };
}

function valueIn({ attributes }: Span, name: string): unknown {
  const found = attributes.find(({ key }) => key === name);
  return found === undefined ? undefined : Object.values(found.value)[0];
}

function writtenTo(name: string, { writes }: Watcher): string[] {
  return writes
    .spokenOf({ names: new Set([name]), carried: [] })
    .map(({ token }) => token);
}

describe("the watcher", () => {
  it("reports each read once, in order, when spans are about to be sent", () => {
    const { watcher, spans } = watch();
    for (const lsn of [1, 2, 3]) {
      watcher.cosmos(answered({ sent: "0:-1#2", served: `0:-1#${lsn}` }));
    }
    watcher.endRefused(false);
    watcher.endRefused(true);
    assert.deepEqual(
      spans.map((span) => valueIn(span, "cosmos_session.verdict")),
      ["stale", "fresh", "fresh"],
    );
  });

  it("does not let answers pile up where nothing is sent for long", () => {
    const { watcher, spans } = watch();
    for (let count = 0; count < 1000; count++) {
      watcher.cosmos(answered({ served: "0:-1#1" }));
    }
    assert.ok(spans.length > 800, `${spans.length} of 1000`);
  });

  it("knows of a message all that was written before it", () => {
    const { watcher } = watch();
    const path = "/dbs/shop/colls/orders/docs/1";
    watcher.cosmos(answered({ method: "PUT", path, served: "0:-1#42" }));
    const [write] = watcher.writes.spokenOf({
      names: new Set(["1"]),
      carried: [],
    });
    assert.equal(write?.token, "0:-1#42");
    assert.equal(write.container, "shop/orders");
  });

  it("takes the SDK's repetition without the token for the same read, downgraded", () => {
    const { watcher, spans } = watch();
    watcher.cosmos(
      answered({
        sent: "0:-1#42",
        served: "0:-1#41",
        status: 404,
        subStatus: "1002",
      }),
    );
    watcher.cosmos(answered({ served: "0:-1#41" }));
    watcher.endRefused(false);
    assert.equal(spans.length, 1);
    const [span] = spans as [Span];
    assert.equal(valueIn(span, "cosmos_session.verdict"), "downgraded");
    assert.equal(valueIn(span, "cosmos_session.token.sent"), "0:-1#42");
    assert.equal(span.events.length, 2);
  });

  it("says refused of a read that was not repeated, at the latest when the program ends", () => {
    const { watcher, spans } = watch();
    const refused = { sent: "0:-1#42", served: "0:-1#41", status: 404 };
    watcher.cosmos(answered({ ...refused, subStatus: "1002" }));
    watcher.endRefused(false);
    assert.equal(spans.length, 0);
    watcher.endRefused(true);
    assert.deepEqual(
      spans.map((span) => valueIn(span, "cosmos_session.verdict")),
      ["refused"],
    );
  });

  it("judges a read that was refused for its token, and none that was refused for something else", () => {
    const { watcher, spans } = watch();
    for (const sent of ["c1", "0:-1#42", undefined]) {
      watcher.cosmos(answered({ sent, served: "", status: 400 }));
    }
    watcher.endRefused(true);
    assert.deepEqual(
      spans.map((span) => valueIn(span, "cosmos_session.verdict")),
      ["foreign", undefined, undefined],
    );
  });

  const batch = {
    method: "POST",
    path: "/dbs/shop/colls/orders/docs",
    served: "0:-1#41",
    asked: {
      "x-ms-cosmos-is-batch-request": "true",
      "x-ms-cosmos-batch-atomic": "true",
    },
  };
  const items = [{ itemId: "1" }];

  it("judges a batch for what it reads, and takes it for a write where it writes", () => {
    const { watcher, spans } = watch();
    const reads = { items, alsoWrites: false };
    watcher.cosmos(answered({ ...batch, reads }));
    assert.deepEqual(writtenTo("c1", watcher), []);
    watcher.cosmos(answered(batch));
    watcher.cosmos(
      answered({
        ...batch,
        served: "0:-1#42",
        reads: { ...reads, alsoWrites: true },
      }),
    );
    watcher.endRefused(true);
    assert.deepEqual(
      spans.map((span) => [
        valueIn(span, "cosmos_session.verdict"),
        valueIn(span, "cosmos_session.kind"),
      ]),
      [
        ["unprotected", undefined],
        [undefined, undefined],
        ["unprotected", "write"],
      ],
    );
    assert.deepEqual(writtenTo("c1", watcher), ["0:-1#42"]);
  });

  it("knows of no write by a transactional batch of which one operation failed", () => {
    const { watcher } = watch();
    watcher.cosmos(answered({ ...batch, status: 207 }));
    assert.deepEqual(writtenTo("c1", watcher), []);
  });

  it("asks of the reads of a batch not that they see what the batch writes", () => {
    const { watcher, spans } = watch();
    const handler = { deliveries: [], span: newSpanContext(), writes: [] };
    const call = answered({ ...batch, reads: { items, alsoWrites: true } });
    for (let count = 0; count < 2; count++) {
      watcher.cosmos({ ...call, start: { ...call.start, handler } });
    }
    watcher.endRefused(true);
    assert.deepEqual(
      spans.map((span) => valueIn(span, "cosmos_session.token.required")),
      [undefined, "0:-1#41"],
    );
  });

  it("says nothing of accounts, containers and lists of ranges", () => {
    const { watcher, spans } = watch();
    for (const path of ["/", "/dbs/shop", "/dbs/shop/colls/orders/pkranges"]) {
      watcher.cosmos(answered({ path, served: "0:-1#1" }));
    }
    watcher.endRefused(true);
    assert.deepEqual(spans, []);
  });

  it("goes on where one answer is nothing that it can read", () => {
    const { watcher, spans } = watch();
    const broken = answered({ served: "0:-1#1" });
    watcher.cosmos({
      ...broken,
      get headers(): never {
        throw new Error("not this one");
      },
    });
    watcher.cosmos(answered({ served: "0:-1#1" }));
    watcher.endRefused(true);
    assert.equal(spans.length, 1);
  });
});
