import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, it } from "mocha";
import {
  effectivePartitionKey,
  hashBorder,
  type HashKind,
  type KeyComponent,
} from "./partitionHash.ts";

type SdkHash = (
  key: readonly unknown[],
  definition: { kind: string; version?: number; paths: string[] },
) => string;

/** The SDK's own function; it is not exported, so it is taken from its file. */
const sdkHash = (() => {
  const require = createRequire(import.meta.url);
  const entry = require.resolve("cosmos-latest");
  const file = join(dirname(entry), "utils", "hashing", "hash.js");
  return (require(file) as { hashPartitionKey: SdkHash }).hashPartitionKey;
})();

function assertSame(key: readonly KeyComponent[], kind: HashKind): void {
  const definition =
    kind === "hash-1"
      ? { kind: "Hash", version: 1, paths: ["/k"] }
      : kind === "hash-2"
        ? { kind: "Hash", version: 2, paths: ["/k"] }
        : { kind: "MultiHash", version: 2, paths: ["/a", "/b", "/c"] };
  const known = key.map((component) =>
    component === undefined ? {} : component,
  );
  assert.equal(
    effectivePartitionKey(key, kind),
    sdkHash(known, definition),
    `${kind} of ${JSON.stringify(key)}`,
  );
}

const COMPONENTS: readonly KeyComponent[] = [
  "",
  "a",
  "Person 1",
  "redmond",
  "äöü€😀",
  "x".repeat(15),
  "x".repeat(16),
  "x".repeat(99),
  "x".repeat(100),
  "x".repeat(101),
  "ü".repeat(120),
  "y".repeat(2000),
  0,
  1,
  -1,
  5,
  1.5,
  -0.1,
  42,
  123456789,
  2 ** 31,
  2 ** 53,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  true,
  false,
  null,
  undefined,
];

describe("the hash of partition keys", () => {
  it("is the SDK's own, by version 1", () => {
    for (const component of COMPONENTS) assertSame([component], "hash-1");
  });

  it("is the SDK's own, by version 2", () => {
    for (const component of COMPONENTS) assertSame([component], "hash-2");
  });

  it("is the SDK's own, for hierarchical keys", () => {
    for (const component of COMPONENTS) {
      assertSame(["tenant", component, 7], "multi-hash");
      assertSame([component, "user", "session"], "multi-hash");
    }
  });

  it("of a prefix of a hierarchical key is the prefix of the hash", () => {
    const whole = effectivePartitionKey(["t1", "u1", 3], "multi-hash");
    const prefix = effectivePartitionKey(["t1"], "multi-hash");
    assert.ok(whole.startsWith(prefix));
    assert.equal(prefix.length, 32);
  });

  it("is the SDK's own for thousands of texts", () => {
    for (let number = 0; number < 2000; number++) {
      const key = `${number}-${"k".repeat(number % 60)}`;
      assertSame([key], "hash-1");
      assertSame([key], "hash-2");
      assertSame([number * 1.25], "hash-1");
    }
  });
});

describe("borders between ranges", () => {
  it("halve the keys, by each kind of hash", () => {
    for (const kind of ["hash-1", "hash-2", "multi-hash"] as const) {
      const border = hashBorder(0.5, kind);
      let below = 0;
      for (let number = 0; number < 4000; number++) {
        if (effectivePartitionKey([`key ${number}`], kind) < border) below++;
      }
      assert.ok(below > 1800 && below < 2200, `${kind}: ${below} of 4000`);
    }
  });

  it("begin with nothing and end with FF", () => {
    assert.equal(hashBorder(0, "hash-2"), "");
    assert.equal(hashBorder(1, "hash-2"), "FF");
    assert.equal(hashBorder(0.5, "hash-2"), "2" + "0".repeat(31));
  });
});
