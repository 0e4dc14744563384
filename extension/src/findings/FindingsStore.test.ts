import assert from "node:assert/strict";
import { FindingsStore } from "./FindingsStore.ts";
import { testFinding } from "./testFinding.ts";

describe("the store of findings", () => {
  it("forgets the findings of a file that was checked and has none", () => {
    const store = new FindingsStore();
    store.update(["/a.ts"], [testFinding({ file: "/a.ts" })]);
    store.update(["/a.ts", "/b.ts"], []);
    assert.deepEqual(store.all(), []);
  });

  it("keeps the findings of files that were not checked", () => {
    const store = new FindingsStore();
    store.update(["/a.ts"], [testFinding({ file: "/a.ts" })]);
    store.update(["/b.ts"], []);
    assert.equal(store.in("/a.ts").length, 1);
  });

  it("tells which files have changed, and nothing when none has", () => {
    const store = new FindingsStore();
    const told: (readonly string[])[] = [];
    store.onChange((files) => told.push(files));
    store.update(["/a.ts", "/b.ts"], [testFinding({ file: "/a.ts" })]);
    store.update(["/a.ts"], [testFinding({ file: "/a.ts" })]);
    assert.deepEqual(told, [["/a.ts"]]);
  });

  it("finds the files that a change in another file concerns", () => {
    const store = new FindingsStore();
    store.update(
      ["/a.ts", "/c.ts"],
      [
        testFinding({ file: "/a.ts", dependsOn: ["/a.ts", "/b.ts"] }),
        testFinding({ file: "/c.ts", dependsOn: ["/c.ts"] }),
      ],
    );
    assert.deepEqual(store.dependingOn(new Set(["/b.ts"])), ["/a.ts"]);
  });
});
