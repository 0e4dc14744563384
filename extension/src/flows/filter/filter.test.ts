import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { FlowStore } from "../FlowStore.ts";
import {
  deliver,
  peek,
  read,
  send,
  span,
  write,
} from "../../../test-support/testEvents.ts";
import { compileFilter } from "./compileFilter.ts";
import { completeFilter } from "./completeFilter.ts";
import { patternOf } from "./pattern.ts";

describe("the filter", () => {
  let store: FlowStore;

  before(() => {
    store = new FlowStore();
    const flow = (id: string, key: string, served: string, n: number): void => {
      store.add(write({ itemId: id, partitionKey: key, served: "0:-1#42" }));
      store.add(send({ messageId: id, span: span(n) }));
      store.add(
        deliver({ messageId: id, span: span(n + 1), links: [span(n)] }),
      );
      store.add(
        read({
          itemId: id,
          partitionKey: key,
          served,
          links: [span(n + 1)],
        }),
      );
    };
    flow("A-1042", '["1042"]', "0:-1#41", 10);
    flow("A-1043", '["t1","1043"]', "0:-1#43", 20);
    store.add(
      peek({
        messageId: "B-7",
        entity: "invoices",
        subscription: "audit",
        carried: [],
        peeked: {
          sequenceNumber: "1",
          isDeadLetter: true,
          deadLetterReason: "MaxDeliveryCountExceeded",
          system: {},
          application: { tenant: "Contoso Ltd" },
        },
      }),
    );
  });

  function found(line: string): string[] {
    const { matches } = compileFilter(line);
    return [...store.all()]
      .filter(matches)
      .map(({ message }) => message!.messageId);
  }

  it("lets everything through while it is empty", () => {
    assert.equal(compileFilter("  ").isEmpty, true);
    assert.equal(found("").length, 3);
  });

  it("finds by verdict, container, key, message and process", () => {
    assert.deepEqual(found("verdict:stale"), ["A-1042"]);
    assert.deepEqual(found("container:orders"), ["A-1042", "A-1043"]);
    assert.deepEqual(found("container:shop/orders key:1042"), ["A-1042"]);
    assert.deepEqual(found("key:t1/1043"), ["A-1043"]);
    assert.deepEqual(found("message:A-10*"), ["A-1042", "A-1043"]);
    assert.deepEqual(found("process:billing"), ["A-1042", "A-1043"]);
    assert.deepEqual(found("entity:invoices/audit"), ["B-7"]);
    assert.deepEqual(found("token:0:-1#41"), ["A-1042"]);
    assert.deepEqual(found("status:200").length, 2);
  });

  it("takes one of several values, and turns a term round", () => {
    assert.deepEqual(found("verdict:stale,lucky").length, 2);
    assert.deepEqual(found("-verdict:stale message:A*"), ["A-1043"]);
  });

  it("finds any text in any case, with spaces in quotes", () => {
    assert.deepEqual(found('"contoso ltd"'), ["B-7"]);
    assert.deepEqual(found("maxdelivery"), ["B-7"]);
    assert.deepEqual(found("conto*ltd"), ["B-7"]);
    assert.deepEqual(found("-contoso").length, 2);
  });

  it("finds dead letters and messages without a token", () => {
    assert.deepEqual(found("is:dead-letter"), ["B-7"]);
    assert.deepEqual(found("is:no-token"), ["B-7"]);
  });

  it("says what it did not understand, and looks for it as text", () => {
    const { problem } = compileFilter("verdcit:stale");
    assert.match(problem!, /^"verdcit:" is looked for as text\. Fields are: /);
    assert.match(
      compileFilter("verdict:old").problem!,
      /^There is no verdict "old"\. There are: foreign, /,
    );
    assert.equal(compileFilter("http://x").problem === undefined, false);
    assert.equal(compileFilter('"a:b"').problem, undefined);
  });

  it("takes a quote that does not end, and signs alone, as they stand", () => {
    assert.deepEqual(found('"contoso'), ["B-7"]);
    assert.deepEqual(found("-"), ["A-1042", "A-1043", "B-7"].slice(0, 3));
    assert.deepEqual(found("verdict:"), ["A-1042", "A-1043", "B-7"]);
  });

  it("is not stalled by many stars", () => {
    const pattern = patternOf(`${"*a".repeat(200)}*`, "whole");
    assert.equal(pattern("a".repeat(199)), false);
    assert.equal(pattern("a".repeat(200)), true);
    assert.equal(patternOf("ab*ba", "whole")("aba"), false);
  });

  it("completes fields, then values that were seen", () => {
    const flows = [...store.all()].reverse();
    assert.deepEqual(
      completeFilter("ver", 3, flows).map(({ line }) => line),
      ["verdict:"],
    );
    assert.deepEqual(
      completeFilter("x verdict:stale,l", 17, flows).map(({ line }) => line),
      ["x verdict:stale,lucky"],
    );
    assert.deepEqual(
      completeFilter("-process:", 9, flows).map(({ label }) => label),
      ["billing", "shop-api"],
    );
    assert.deepEqual(completeFilter("mess rest", 4, flows)[0], {
      line: "message: rest",
      cursor: 8,
      label: "message:",
      about: "id of a message",
    });
  });
});
