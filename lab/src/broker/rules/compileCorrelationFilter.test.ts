import assert from "node:assert/strict";

import { compileFilter } from "./compileFilter.ts";
import type { MessageView } from "./MessageView.ts";
import { defaultRule, type CorrelationFilter } from "./Rule.ts";

const message: MessageView = {
  messageId: "m1",
  correlationId: "c1",
  contentType: "text/plain",
  subject: "orders",
  to: "there",
  replyTo: "here",
  sessionId: "s1",
  replyToSessionId: "s2",
  applicationProperties: {
    color: "red",
    size: 7,
    price: 2.5,
    urgent: true,
    when: new Date(5),
    nothing: null,
  },
};

type Wanted = Omit<CorrelationFilter, "kind">;

const rows: readonly [Wanted, boolean][] = [
  [{ messageId: "m1" }, true],
  [{ correlationId: "c1" }, true],
  [{ contentType: "text/plain" }, true],
  [{ subject: "orders" }, true],
  [{ to: "there" }, true],
  [{ replyTo: "here" }, true],
  [{ sessionId: "s1" }, true],
  [{ replyToSessionId: "s2" }, true],
  [{ subject: "Orders" }, false],
  [{ subject: "" }, false],
  [{ subject: "orders", to: "there" }, true],
  [{ subject: "orders", to: "elsewhere" }, false],
  [{ applicationProperties: { color: "red" } }, true],
  [{ applicationProperties: { color: "blue" } }, false],
  [{ applicationProperties: { Color: "red" } }, true],
  [{ applicationProperties: { size: 7 } }, true],
  [{ applicationProperties: { size: 7n } }, true],
  [{ applicationProperties: { size: "7" } }, false],
  [{ applicationProperties: { price: 2.5 } }, true],
  [{ applicationProperties: { urgent: true } }, true],
  [{ applicationProperties: { urgent: "true" } }, false],
  [{ applicationProperties: { urgent: 1 } }, false],
  [{ applicationProperties: { when: new Date(5) } }, true],
  [{ applicationProperties: { nothing: null } }, false],
  [{ applicationProperties: { missing: "x" } }, false],
  [{ applicationProperties: { color: "red", size: 7 } }, true],
  [{ applicationProperties: { color: "red", size: 8 } }, false],
  [{ subject: "orders", applicationProperties: { color: "red" } }, true],
  [{ subject: "other", applicationProperties: { color: "red" } }, false],
];

describe("a correlation filter", () => {
  for (const [wanted, expected] of rows) {
    const shown = JSON.stringify(wanted, (_, value: unknown) =>
      typeof value === "bigint" ? `${String(value)}n` : value,
    );
    it(`${shown} ${expected ? "lets the message in" : "keeps the message out"}`, () => {
      const filter = compileFilter({ kind: "correlation", ...wanted });
      assert.equal(filter(message), expected);
    });
  }

  it("keeps a message without any of it out", () => {
    const filter = compileFilter({ kind: "correlation", subject: "orders" });
    assert.equal(filter({}), false);
  });

  it("knows a message id that is a number in AMQP as text", () => {
    const filter = compileFilter({ kind: "correlation", messageId: "17" });
    assert.equal(filter({ messageId: 17 }), true);
  });

  it("that names nothing is refused", () => {
    assert.throws(() => compileFilter({ kind: "correlation" }), {
      code: "FilterEmpty",
    });
  });
});

describe("a true and a false filter", () => {
  it("let in all and nothing", () => {
    assert.equal(compileFilter({ kind: "true" })(message), true);
    assert.equal(compileFilter({ kind: "false" })(message), false);
  });

  it("the default rule lets in all", () => {
    assert.equal(defaultRule.name, "$Default");
    assert.equal(compileFilter(defaultRule.filter)({}), true);
  });
});
