import assert from "node:assert/strict";
import { beforeEach, describe, it } from "mocha";
import { Definitions } from "./Definitions.ts";

const database = { rid: "AAAAAQ==", self: "dbs/AAAAAQ==/" };
const users = "dbs/shop/users";

describe("definitions of an account", () => {
  let definitions: Definitions;

  beforeEach(() => {
    let count = 0;
    definitions = new Definitions({
      nextEtag: () => `"${++count}"`,
      nextRid: () => ++count,
      timestamp: () => 7,
    });
  });

  it("bear what the service adds, and nothing of what was sent in its place", () => {
    const sent = { id: "ann", _etag: "mine", _rid: "mine" };
    const { _rid, ...rest } = definitions.create(users, database, "ann", sent);
    assert.notEqual(_rid, "mine");
    assert.deepEqual(rest, {
      id: "ann",
      _self: `dbs/AAAAAQ==/users/${String(_rid)}/`,
      _etag: '"2"',
      _ts: 7,
    });
  });

  it("are replaced and deleted only as they were seen, when asked so", () => {
    definitions.create(users, database, "ann", { id: "ann" });
    const old = { status: 412 };
    assert.throws(
      () => definitions.replace(users, "ann", "ann", { id: "ann" }, '"9"'),
      old,
    );
    assert.throws(() => definitions.delete(users, "ann", '"9"'), old);
    const { _etag } = definitions.read(users, "ann");
    definitions.delete(users, "ann", String(_etag));
    assert.throws(() => definitions.read(users, "ann"), { status: 404 });
  });

  it("do not take the name of another", () => {
    for (const id of ["ann", "bob"]) {
      definitions.create(users, database, id, { id });
    }
    assert.throws(
      () => definitions.replace(users, "ann", "bob", { id: "bob" }),
      { status: 409 },
    );
    assert.deepEqual(
      definitions.list(users).map(({ id }) => id),
      ["ann", "bob"],
    );
  });

  it("go with what they belong to, and only with that", () => {
    const feeds = [
      "dbs/shop/users",
      "dbs/shop/colls/a/udfs",
      "dbs/shops/users",
    ];
    for (const feed of feeds) {
      definitions.create(feed, database, "x", { id: "x" });
    }
    definitions.deleteBelow("dbs/shop/");
    assert.deepEqual(
      feeds.map((feed) => definitions.has(feed, "x")),
      [false, false, true],
    );
  });
});
