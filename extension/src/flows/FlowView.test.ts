import assert from "node:assert/strict";
import { beforeEach, describe, it } from "mocha";
import { FlowStore } from "./FlowStore.ts";
import { FlowView } from "./FlowView.ts";
import {
  T0,
  deliver,
  read,
  send,
  span,
} from "../../test-support/testEvents.ts";

describe("the view of flows", () => {
  let store: FlowStore;
  let view: FlowView;

  beforeEach(() => {
    store = new FlowStore({ maxFlows: 1500 });
    view = new FlowView(store);
  });

  function add(id: string, served?: string): void {
    store.add(send({ messageId: id }));
    if (served !== undefined) {
      store.add(
        read({ messageId: id, itemId: id, served, time: T0 + Number(id) }),
      );
    }
  }

  function ids(): (string | undefined)[] {
    return view.rows(0, 10_000).map(({ message }) => message?.messageId);
  }

  it("gives a window of rows, oldest first", () => {
    for (const id of ["1", "2", "3", "4"]) add(id);
    assert.equal(view.size, 4);
    assert.deepEqual(
      view.rows(1, 2).map(({ message }) => message!.messageId),
      ["2", "3"],
    );
    assert.deepEqual(view.rows(9, 5), []);
  });

  it("follows a flow whose verdict changes into and out of the filter", () => {
    view.setFilter("verdict:stale");
    add("1");
    assert.deepEqual(ids(), []);
    store.add(read({ messageId: "1", served: "0:-1#41" }));
    assert.deepEqual(ids(), ["1"]);
    view.setFilter("-verdict:stale");
    assert.deepEqual(ids(), []);
  });

  it("stands still while it is held, and says how many wait", () => {
    add("1");
    view.hold(true);
    add("2");
    add("3");
    assert.deepEqual(ids(), ["1"]);
    assert.equal(view.waiting, 2);
    view.hold(false);
    assert.deepEqual(ids(), ["1", "2", "3"]);
    assert.equal(view.waiting, 0);
  });

  it("does not go on showing, because it is held, what somebody has cleared", () => {
    add("1");
    view.hold(true);
    store.clear();
    assert.deepEqual(ids(), []);
    add("2");
    assert.deepEqual(ids(), ["2"]);
  });
  it("shows while it is held what becomes of the rows", () => {
    add("1");
    view.hold(true);
    store.add(read({ messageId: "1", served: "0:-1#41" }));
    assert.equal(view.rows(0, 1)[0]!.verdict, "stale");
  });

  it("keeps the order when thousands come and the oldest fall out", () => {
    for (let n = 0; n < 4000; n++) add(String(n));
    assert.equal(view.size, 1500);
    assert.equal(ids()[0], "2500");
    assert.equal(ids().at(-1), "3999");
  });

  it("stands a message that was sent on directly below the first one", () => {
    store.add(send({ messageId: "1" }));
    store.add(deliver({ messageId: "1", span: span(2, 60) }));
    add("2");
    store.add(
      send({
        messageId: "1b",
        entity: "invoices",
        time: T0 + 50,
        process: "billing",
        carried: [],
        span: span(6, 60),
      }),
    );
    assert.deepEqual(ids(), ["1", "1b", "2"]);
  });

  it("sorts by verdict and by lag", () => {
    add("1", "0:-1#42");
    add("2", "0:-1#30");
    add("3", "0:-1#41");
    view.setSort("lag");
    assert.deepEqual(ids(), ["2", "3", "1"]);
    view.setSort("verdict");
    assert.deepEqual(ids(), ["2", "3", "1"]);
    view.setSort("time");
    assert.deepEqual(ids(), ["1", "2", "3"]);
  });

  it("shows only what began in a window of time", () => {
    store.add(send({ messageId: "1", time: T0 }));
    store.add(send({ messageId: "2", time: T0 + 5000 }));
    view.setWindow({ from: T0 + 3000, to: T0 + 6000 });
    assert.deepEqual(ids(), ["2"]);
    view.setWindow(undefined);
    assert.equal(view.size, 2);
  });

  it("is empty when the store was cleared, and ends with its panel", () => {
    add("1");
    store.clear();
    assert.equal(view.size, 0);
    view.dispose();
    add("2");
    assert.equal(view.size, 0);
  });

  it("finds the place of a flow", () => {
    add("1");
    add("2");
    const [, second] = store.all();
    assert.equal(view.indexOf(second!.n), 1);
    assert.equal(view.indexOf(999), -1);
  });
});
