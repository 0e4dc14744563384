import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Batches, type Batch } from "./Batches.ts";

const END = "]}";

/** What would be sent. */
function read({ bytes, length }: Batch): { readonly spans: unknown[] } {
  const end = length + bytes.write(END, length);
  return JSON.parse(bytes.toString("utf8", 0, end)) as { spans: unknown[] };
}

const create = (): Batches => new Batches(() => '{"spans":[', END.length);

/** About a hundred thousand bytes. */
const large = (name: string): string =>
  JSON.stringify({ name, text: "x".repeat(100_000) });

describe("spans that wait", () => {
  it("are one body, in their order", () => {
    const batches = create();
    const spans = [{ name: "a" }, { name: "b" }, { name: '"' }];
    for (const span of spans) batches.add(JSON.stringify(span));
    const batch = batches.take()!;
    assert.deepEqual(read(batch), { spans });
    assert.equal(batch.spans, 3);
    assert.equal(batches.isEmpty, true);
    assert.equal(batches.take(), undefined);
  });

  it("are several bodies where one would be too long, the oldest first, and none is cut", () => {
    const batches = create();
    for (let count = 0; count < 9; count++) batches.add(large(String(count)));
    assert.equal(batches.hasFull, true);
    const names: unknown[] = [];
    for (let batch = batches.take(); batch; batch = batches.take()) {
      for (const span of read(batch).spans) {
        names.push((span as { name: string }).name);
      }
    }
    assert.deepEqual(names.join(""), "012345678");
    assert.equal(batches.dropped, 0);
  });

  it("are taken, too, where one alone is longer than a usual body", () => {
    const batches = create();
    batches.add('{"name":"before"}');
    batches.add(JSON.stringify({ text: "a".repeat(900_000) }));
    batches.add('{"name":"after"}');
    assert.deepEqual(read(batches.take()!).spans, [{ name: "before" }]);
    const [long] = read(batches.take()!).spans as { text: string }[];
    assert.equal(long?.text.length, 900_000);
    assert.deepEqual(read(batches.take()!).spans, [{ name: "after" }]);
  });

  it("are dropped and counted where nobody takes them, the oldest first", () => {
    const batches = create();
    const added = 200;
    for (let count = 0; count < added; count++) {
      batches.add(large(String(count)));
    }
    let [left, first] = [0, ""];
    for (let batch = batches.take(); batch; batch = batches.take()) {
      const { spans } = read(batch);
      left += spans.length;
      first ||= (spans[0] as { name: string }).name;
    }
    assert.notEqual(batches.dropped, 0);
    assert.equal(left + batches.dropped, added);
    assert.equal(first, String(batches.dropped));
  });

  it("get the buffer of a batch that was sent, and leave that of another one alone", () => {
    const batches = create();
    batches.add('{"name":"sent"}');
    const sent = batches.take()!;
    batches.add('{"name":"waiting"}');
    batches.giveBack(sent);
    const waiting = batches.take()!;
    assert.notEqual(waiting.bytes, sent.bytes);
    batches.add('{"name":"next"}');
    const next = batches.take()!;
    assert.equal(next.bytes, sent.bytes);
    assert.deepEqual(read(waiting).spans, [{ name: "waiting" }]);
    assert.deepEqual(read(next).spans, [{ name: "next" }]);
  });
});
