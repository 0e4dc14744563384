import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, it } from "mocha";
import { VersionedStore } from "./VersionedStore.ts";

describe("a store of versions", () => {
  let ordinal = 0;
  const next = (): number => ordinal++;

  function put(
    store: VersionedStore<number>,
    lsn: number,
    id: string,
    value: number | undefined,
  ): void {
    store.apply(lsn, { partition: "p", id, value }, next);
  }

  function at(
    store: VersionedStore<number>,
    id: string,
    lsn: number,
  ): number | undefined {
    return store.history("p", id)?.at(lsn)?.value;
  }

  it("shows each LSN its own state, through changes, deletion and a second creation", () => {
    const store = new VersionedStore<number>();
    put(store, 1, "a", 10);
    put(store, 2, "a", 20);
    put(store, 3, "a", undefined);
    put(store, 4, "a", 40);
    assert.deepEqual(
      [0, 1, 2, 3, 4, 9].map((lsn) => at(store, "a", lsn)),
      [undefined, 10, 20, undefined, 40, 40],
    );
    assert.equal(store.live, 1);
  });

  it("forgets what no replica shows any more, and deleted items with it", () => {
    const store = new VersionedStore<number>();
    put(store, 1, "a", 10);
    put(store, 2, "a", 20);
    put(store, 3, "b", 30);
    put(store, 4, "b", undefined);
    store.trim(3);
    assert.equal(at(store, "a", 1), undefined);
    assert.equal(at(store, "a", 3), 20);
    assert.equal(at(store, "b", 3), 30);
    store.trim(4);
    assert.equal(store.history("p", "b"), undefined);
  });

  it("tells changes once each, as they are at the LSN, in the order of their last change", () => {
    const store = new VersionedStore<number>();
    put(store, 1, "a", 10);
    put(store, 2, "b", 20);
    put(store, 3, "a", 30);
    put(store, 4, "c", 40);
    put(store, 5, "b", undefined);
    const changes = (since: number, until: number): unknown[] =>
      [...store.changes(since, until)].map(({ version }) => version.value);
    assert.deepEqual(changes(-1, 2), [10, 20]);
    assert.deepEqual(changes(-1, 4), [20, 30, 40]);
    assert.deepEqual(changes(-1, 5), [30, 40]);
    assert.deepEqual(changes(3, 5), [40]);
  });

  it("goes on behind any ordinal, also after many were forgotten", () => {
    const store = new VersionedStore<number>();
    const first = ordinal;
    for (let count = 0; count < 5_000; count++) {
      put(store, count + 1, `item ${count}`, count);
    }
    for (let count = 0; count < 4_990; count++) {
      put(store, 5_001 + count, `item ${count}`, undefined);
    }
    store.trim(20_000);
    const behind = (from: number): number[] =>
      [...store.behind(first + from)].map((history) => history.newest.value!);
    assert.deepEqual(behind(4_996), [4_997, 4_998, 4_999]);
    assert.equal(behind(-1).length, 10);
    assert.equal(store.live, 10);
  });

  it("does not grow when one item is written again and again", () => {
    const store = new VersionedStore<number>();
    for (let lsn = 1; lsn <= 50_000; lsn++) {
      put(store, lsn, "a", lsn);
      store.trim(lsn - 3);
    }
    let versions = 0;
    let version = store.history("p", "a")?.newest;
    while (version !== undefined) {
      versions++;
      version = version.previous;
    }
    assert.ok(versions <= 5, String(versions));
    assert.equal([...store.changes(-1, 50_000)].length, 1);
  });

  it("does not grow when one item is made and deleted again and again", async () => {
    const store = new VersionedStore<number>();
    const histories: WeakRef<object>[] = [];
    for (let lsn = 1; lsn <= 20_000; lsn += 2) {
      put(store, lsn, "a", lsn);
      histories.push(new WeakRef(store.history("p", "a")!));
      put(store, lsn + 1, "a", undefined);
      store.trim(lsn + 1);
    }
    // What was asked for in this turn is kept until the next one.
    await new Promise(setImmediate);
    setFlagsFromString("--expose-gc");
    (runInNewContext("gc") as () => void)();
    const kept = histories.filter((one) => one.deref() !== undefined).length;
    assert.ok(kept <= 5_000, `${kept} of 10000 are kept`);
    assert.equal(store.live, 0);
  });
});
