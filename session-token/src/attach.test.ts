import assert from "node:assert/strict";
import fc from "fast-check";
import { anyToken } from "../test-support/arbitraryTokens.ts";
import { attach, LARGEST_TOKEN, type TooLargeToken } from "./attach.ts";
import { merge } from "./merge.ts";
import {
  SessionTokenError,
  type SessionTokenErrorCode,
} from "./SessionTokenError.ts";
import { tokenFrom } from "./tokenFrom.ts";

function refusal(run: () => unknown, code: SessionTokenErrorCode): string {
  let message = "";
  assert.throws(run, (error) => {
    assert.ok(error instanceof SessionTokenError, String(error));
    assert.equal(error.code, code);
    message = error.message;
    return true;
  });
  return message;
}

interface Message {
  body: unknown;
  applicationProperties?: Record<string, unknown>;
  userProperties?: Record<string, unknown>;
  messageId?: string;
}

const order = (): Message => ({ body: { id: "1" }, messageId: "m1" });

const longToken = (ranges: number): string =>
  Array.from({ length: ranges }, (_, i) => `${i}:-1#1000`).join(",");

describe("attach", () => {
  it("sets the application property and leaves the message that was passed alone", () => {
    const message = order();
    assert.deepEqual(attach(message, "0:-1#4"), {
      body: { id: "1" },
      messageId: "m1",
      applicationProperties: { cosmosSessionToken: "0:-1#4" },
    });
    assert.deepEqual(message, order());
  });

  it("keeps the other application properties", () => {
    const message = { ...order(), applicationProperties: { kind: "new" } };
    assert.deepEqual(attach(message, "0:-1#4").applicationProperties, {
      kind: "new",
      cosmosSessionToken: "0:-1#4",
    });
    assert.deepEqual(message.applicationProperties, { kind: "new" });
  });

  it("names the container, with _ for what a SQL filter would have to quote", () => {
    assert.deepEqual(
      attach(order(), "0:-1#4", { container: "my orders-2024.ü" })
        .applicationProperties,
      { cosmosSessionToken_my_orders_2024__: "0:-1#4" },
    );
  });

  it("takes the SDK's container object for its id", () => {
    const container = { id: "orders", database: { id: "shop" } };
    assert.deepEqual(
      attach(order(), "0:-1#4", { container }).applicationProperties,
      { cosmosSessionToken_orders: "0:-1#4" },
    );
  });

  it("merges under one name and keeps names apart", () => {
    let message = attach(order(), "0:-1#4", { container: "orders" });
    message = attach(message, "1:-1#9", { container: "orders" });
    message = attach(message, "0:-1#77", { container: "stock" });
    assert.deepEqual(message.applicationProperties, {
      cosmosSessionToken_orders: "0:-1#4,1:-1#9",
      cosmosSessionToken_stock: "0:-1#77",
    });
  });

  it("writes to userProperties where the message has only these (service-bus 1.x)", () => {
    const message = { ...order(), userProperties: { kind: "new" } };
    assert.deepEqual(attach(message, "0:-1#4").userProperties, {
      kind: "new",
      cosmosSessionToken: "0:-1#4",
    });
  });

  it("puts the name at the top of the body for a Functions output binding", () => {
    assert.deepEqual(attach(order(), "0:-1#4", { to: "body" }), {
      body: { id: "1", cosmosSessionToken: "0:-1#4" },
      messageId: "m1",
    });
  });

  it("returns the same message when there is no token", () => {
    const message = order();
    assert.equal(attach(message, undefined), message);
  });

  it("keeps the class of a received message that is sent on", () => {
    class Received {
      body = "x";
      lockToken = "l";
    }
    const sent = attach(new Received(), "0:-1#4");
    assert.ok(sent instanceof Received);
    assert.equal(sent.lockToken, "l");
  });

  it("replaces what stands under the name and is no token, so that the message still leaves", () => {
    const message = {
      ...order(),
      applicationProperties: { cosmosSessionToken: "[object Object]" },
    };
    assert.equal(
      attach(message, "0:-1#4").applicationProperties.cosmosSessionToken,
      "0:-1#4",
    );
  });

  it("refuses a second container with the same name", () => {
    const message = attach(order(), "0:-1#4", { container: "a-b" });
    const text = refusal(
      () => attach(message, "0:-1#5", { container: "a_b" }),
      "NAME_COLLISION",
    );
    assert.match(text, /"a-b" as cosmosSessionToken_a_b; container "a_b"/);
  });

  it("refuses it also in a copy of the message", () => {
    const message = attach(order(), "0:-1#4", { container: "a-b" });
    refusal(
      () =>
        attach({ ...message, messageId: "2" }, "0:-1#5", { container: "a_b" }),
      "NAME_COLLISION",
    );
  });

  it("refuses one container name in two databases", () => {
    const inShop = { id: "orders", database: { id: "shop" } };
    const inArchive = { id: "orders", database: { id: "archive" } };
    const message = attach(order(), "0:-1#4", { container: inShop });
    refusal(
      () => attach(message, "0:-1#5", { container: inArchive }),
      "NAME_COLLISION",
    );
    assert.doesNotThrow(() =>
      attach(message, "0:-1#5", { container: "orders" }),
    );
  });

  it("refuses a body that is no object", () => {
    for (const body of [
      "text",
      Buffer.from("{}"),
      [1],
      null,
      undefined,
      new Date(),
    ]) {
      refusal(
        () => attach({ body }, "0:-1#4", { to: "body" }),
        "BODY_NOT_AN_OBJECT",
      );
    }
  });

  it("refuses what is no token, no message and no option of its own", () => {
    refusal(() => attach(order(), "undefined"), "MALFORMED");
    refusal(() => attach(order(), {} as string), "NOT_TEXT");
    refusal(() => attach([order()], "0:-1#4"), "NOT_A_MESSAGE");
    refusal(
      () => attach("body" as unknown as object, "0:-1#4"),
      "NOT_A_MESSAGE",
    );
    refusal(() => attach(order(), "0:-1#4", { container: "" }), "WRONG_OPTION");
    refusal(
      () => attach(order(), "0:-1#4", { to: "headers" as "body" }),
      "WRONG_OPTION",
    );
  });

  it("carries a token of exactly 16 KB", () => {
    const token = longToken(1400);
    const fitting = token.slice(0, token.lastIndexOf(",", LARGEST_TOKEN));
    const padded = fitting + "0".repeat(LARGEST_TOKEN - fitting.length);
    assert.equal(padded.length, 16384);
    assert.equal(
      attach(order(), padded).applicationProperties?.cosmosSessionToken,
      padded,
    );
  });

  it("leaves the name out above 16 KB, tells it, and keeps the rest of the message", () => {
    const told: TooLargeToken[] = [];
    const token = longToken(2000);
    const message = attach(
      attach({ ...order(), applicationProperties: { kind: "new" } }, "0:-1#1"),
      token,
      { onTooLarge: (info) => told.push(info) },
    );
    assert.deepEqual(message.applicationProperties, { kind: "new" });
    assert.deepEqual(told, [
      { name: "cosmosSessionToken", bytes: token.length, limit: 16384 },
    ]);
    assert.equal(tokenFrom(message), undefined);
  });

  it("looks at the size of the merge, not of each token", () => {
    const told: TooLargeToken[] = [];
    const half = longToken(1200);
    const other = half.replace(
      /(\d+):/g,
      (_, id: string) => `${Number(id) + 5000}:`,
    );
    attach(attach(order(), half), other, {
      onTooLarge: (info) => told.push(info),
    });
    assert.equal(told.length, 1);
    assert.equal(told[0]?.bytes, merge(half, other).length);
  });
});

describe("attach and tokenFrom", () => {
  const container = fc.option(
    fc.oneof(
      fc.constantFrom("orders", "a-b", "a_b", "__proto__", "constructor", "ü"),
      fc.string({ minLength: 1 }),
    ),
    { nil: undefined },
  );
  const to = fc.constantFrom<("properties" | "body")[]>("properties", "body");
  const start = fc.constantFrom<(() => Message)[]>(
    order,
    () => ({ ...order(), applicationProperties: { kind: 1 } }),
    () => ({ ...order(), userProperties: { kind: 1 } }),
    () => ({ ...order(), userProperties: {}, applicationProperties: {} }),
  );
  const optionsOf = (name: string | undefined): { container?: string } =>
    name === undefined ? {} : { container: name };

  it("are each other's inverse for every token, container and place", () => {
    fc.assert(
      fc.property(
        start,
        anyToken,
        container,
        to,
        (make, token, name, place) => {
          const options = optionsOf(name);
          const message = attach(make(), token, { ...options, to: place });
          assert.equal(tokenFrom(message, options), token);
        },
      ),
    );
  });

  it("are each other's inverse after the message went over the wire as JSON", () => {
    fc.assert(
      fc.property(anyToken, container, to, (token, name, place) => {
        const options = optionsOf(name);
        const message = attach(order(), token, { ...options, to: place });
        const wire = JSON.parse(JSON.stringify(message)) as Message;
        assert.equal(tokenFrom(wire, options), token);
      }),
    );
  });

  it("give back the merge of two tokens of one name, wherever each was put", () => {
    fc.assert(
      fc.property(
        start,
        fc.tuple(anyToken, to),
        fc.tuple(anyToken, to),
        container,
        (make, [a, firstPlace], [b, secondPlace], name) => {
          const options = optionsOf(name);
          let message = attach(make(), a, { ...options, to: firstPlace });
          message = attach(message, b, { ...options, to: secondPlace });
          assert.equal(tokenFrom(message, options), merge(a, b));
        },
      ),
    );
  });

  it("keep the tokens of two containers, and the one of no container, apart", () => {
    fc.assert(
      fc.property(anyToken, anyToken, anyToken, to, (a, b, c, place) => {
        let message = attach(order(), a, { to: place });
        message = attach(message, b, { to: place, container: "orders" });
        message = attach(message, c, { to: place, container: "stock" });
        assert.equal(tokenFrom(message), a);
        assert.equal(tokenFrom(message, { container: "orders" }), b);
        assert.equal(tokenFrom(message, { container: "stock" }), c);
        assert.equal(tokenFrom(message, { container: "other" }), undefined);
      }),
    );
  });

  it("have no other exception than the typed one for a stranger's input", () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.oneof(anyToken, fc.anything()),
        fc.oneof(fc.anything(), fc.constantFrom("orders")),
        fc.oneof(to, fc.anything()),
        (message, token, name, place) => {
          try {
            const sent = attach(message as object, token as string, {
              container: name as string,
              to: place as "body",
            });
            tokenFrom(sent, { container: name as string });
          } catch (error) {
            assert.ok(error instanceof SessionTokenError, String(error));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
