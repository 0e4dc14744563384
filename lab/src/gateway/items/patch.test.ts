import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { patched, readPatch } from "./patch.ts";

const item = {
  id: "1",
  pk: "a",
  n: 1,
  tags: ["x", "y"],
  address: { city: "Rom" },
};

function apply(...operations: unknown[]): Record<string, unknown> {
  return patched(item, readPatch(operations).operations, [["pk"]]);
}

describe("a patch", () => {
  it("adds to an object, into an array and at its end", () => {
    const after = apply(
      { op: "add", path: "/address/zip", value: 7 },
      { op: "add", path: "/tags/1", value: "between" },
      { op: "add", path: "/tags/-", value: "last" },
    );
    assert.deepEqual(after["address"], { city: "Rom", zip: 7 });
    assert.deepEqual(after["tags"], ["x", "between", "y", "last"]);
  });

  it("sets over an element of an array, where add makes room", () => {
    const after = apply({ op: "set", path: "/tags/1", value: "z" });
    assert.deepEqual(after["tags"], ["x", "z"]);
  });

  it("replaces and removes only what is there", () => {
    for (const op of ["replace", "remove"]) {
      assert.throws(() => apply({ op, path: "/none", value: 1 }), {
        status: 400,
        message: `For Operation(${op}) /none: there is nothing at that path. Nothing of the patch was applied.`,
      });
    }
    assert.deepEqual(apply({ op: "remove", path: "/tags/0" })["tags"], ["y"]);
  });

  it("increments a number, and begins with the value where there is none", () => {
    const after = apply(
      { op: "incr", path: "/n", value: -3 },
      { op: "incr", path: "/new", value: 2 },
    );
    assert.deepEqual([after["n"], after["new"]], [-2, 2]);
    assert.throws(() => apply({ op: "incr", path: "/pk2/x", value: 1 }), {
      status: 400,
    });
  });

  it("moves, but not into itself", () => {
    const after = apply({ op: "move", from: "/address/city", path: "/city" });
    assert.deepEqual([after["city"], after["address"]], ["Rom", {}]);
    assert.throws(
      () => apply({ op: "move", from: "/address", path: "/address/x" }),
      { status: 400 },
    );
  });

  it("never changes the id or the partition key", () => {
    for (const path of ["/id", "/pk", "/_etag"]) {
      assert.throws(() => apply({ op: "set", path, value: "b" }), {
        status: 400,
      });
    }
  });

  it("leaves the item that it was given as it is, also when it fails", () => {
    const before = structuredClone(item);
    assert.throws(() =>
      apply(
        { op: "set", path: "/n", value: 9 },
        { op: "remove", path: "/none" },
      ),
    );
    assert.deepEqual(item, before);
  });

  it("writes a property named __proto__ as a property", () => {
    const after = apply({ op: "add", path: "/__proto__", value: { x: 1 } });
    assert.equal(Object.getPrototypeOf(after), Object.prototype);
    assert.ok(Object.hasOwn(after, "__proto__"));
  });

  it("takes ten operations and no more", () => {
    const one = { op: "incr", path: "/n", value: 1 };
    assert.equal(apply(...Array.from({ length: 10 }, () => one))["n"], 11);
    assert.throws(() => apply(...Array.from({ length: 11 }, () => one)), {
      status: 400,
    });
  });
});
