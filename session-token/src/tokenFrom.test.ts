import assert from "node:assert/strict";
import fc from "fast-check";
import { SessionTokenError } from "./SessionTokenError.ts";
import { tokenFrom } from "./tokenFrom.ts";

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof SessionTokenError && error.code === code;
}

describe("tokenFrom", () => {
  it("reads the application property of a received message", () => {
    assert.equal(
      tokenFrom({
        body: {},
        applicationProperties: { cosmosSessionToken: "0:-1#4" },
      }),
      "0:-1#4",
    );
  });

  it("reads userProperties of @azure/service-bus 1.x", () => {
    assert.equal(
      tokenFrom({ body: {}, userProperties: { cosmosSessionToken: "0:-1#4" } }),
      "0:-1#4",
    );
  });

  it("returns undefined for a message without a token", () => {
    assert.equal(tokenFrom({ body: { id: 1 } }), undefined);
    assert.equal(
      tokenFrom({ body: "text", applicationProperties: {} }),
      undefined,
    );
    assert.equal(
      tokenFrom({ applicationProperties: { cosmosSessionToken: null } }),
      undefined,
    );
    assert.equal(
      tokenFrom({ applicationProperties: { cosmosSessionToken: "" } }),
      undefined,
    );
  });

  it("returns undefined for the bodies that a Functions handler may get as its message", () => {
    for (const body of [
      "text",
      "{not json",
      5,
      null,
      undefined,
      true,
      [1, 2],
      Buffer.from("x"),
    ]) {
      assert.equal(tokenFrom(body), undefined);
    }
  });

  it("takes the container's own name before the plain one", () => {
    const message = {
      applicationProperties: {
        cosmosSessionToken: "0:-1#1",
        cosmosSessionToken_orders: "0:-1#2",
      },
    };
    assert.equal(tokenFrom(message, { container: "orders" }), "0:-1#2");
    assert.equal(tokenFrom(message), "0:-1#1");
  });

  it("takes the plain name for a container only when no name has a container in it", () => {
    const plain = { applicationProperties: { cosmosSessionToken: "0:-1#1" } };
    assert.equal(tokenFrom(plain, { container: "orders" }), "0:-1#1");
    const suffixed = {
      applicationProperties: {
        cosmosSessionToken: "0:-1#1",
        cosmosSessionToken_stock: "0:-1#2",
      },
    };
    assert.equal(tokenFrom(suffixed, { container: "orders" }), undefined);
  });

  it("does not take a container's token for the plain one", () => {
    assert.equal(
      tokenFrom({ applicationProperties: { cosmosSessionToken_a: "0:-1#1" } }),
      undefined,
    );
  });

  it("counts a name in the body when it decides about the plain one", () => {
    const message = {
      applicationProperties: { cosmosSessionToken: "0:-1#1" },
      body: { cosmosSessionToken_stock: "0:-1#2" },
    };
    assert.equal(tokenFrom(message, { container: "orders" }), undefined);
  });

  it("reads the body of a received message, as object, JSON text and bytes", () => {
    const body = { id: 1, cosmosSessionToken: "0:-1#4" };
    assert.equal(tokenFrom({ body }), "0:-1#4");
    assert.equal(tokenFrom({ body: JSON.stringify(body) }), "0:-1#4");
    assert.equal(
      tokenFrom({ body: Buffer.from(JSON.stringify(body)) }),
      "0:-1#4",
    );
  });

  it("reads the body that a Functions handler gets as its message", () => {
    assert.equal(tokenFrom({ id: 1, cosmosSessionToken: "0:-1#4" }), "0:-1#4");
  });

  // The shapes of Functions: FACTS-servicebus section 8, measured with @azure/functions 4.16.5.
  it("reads triggerMetadata, where applicationProperties and userProperties hold the same", () => {
    assert.equal(
      tokenFrom({
        deliveryCount: 1,
        applicationProperties: { cosmosSessionToken: "0:-1#4" },
        userProperties: { cosmosSessionToken: "0:-1#4" },
      }),
      "0:-1#4",
    );
  });

  it("reads triggerMetadata of an older host that has only userProperties", () => {
    assert.equal(
      tokenFrom({ userProperties: { cosmosSessionToken: "0:-1#4" } }),
      "0:-1#4",
    );
  });

  const batch = {
    messageIdArray: ["a", "b", "c"],
    applicationPropertiesArray: [
      { cosmosSessionToken: "0:-1#4" },
      {},
      { cosmosSessionToken_orders: "0:-1#9" },
    ],
    userPropertiesArray: [
      { cosmosSessionToken: "0:-1#4" },
      {},
      { cosmosSessionToken_orders: "0:-1#9" },
    ],
  };

  it("reads one message of a batch by its index, never those beside it", () => {
    assert.equal(tokenFrom(batch, { index: 0 }), "0:-1#4");
    assert.equal(tokenFrom(batch, { index: 1 }), undefined);
    assert.equal(tokenFrom(batch, { index: 2, container: "orders" }), "0:-1#9");
  });

  it("asks for the index of a batch", () => {
    assert.throws(() => tokenFrom(batch), hasCode("INDEX_NEEDED"));
  });

  it("refuses an index outside of the batch", () => {
    assert.throws(
      () => tokenFrom(batch, { index: 3 }),
      hasCode("WRONG_OPTION"),
    );
    assert.throws(
      () => tokenFrom(batch, { index: -1 }),
      hasCode("WRONG_OPTION"),
    );
    assert.throws(
      () => tokenFrom(batch, { index: "0" as unknown as number }),
      hasCode("WRONG_OPTION"),
    );
  });

  it("refuses a list of messages, of which one would have to be chosen", () => {
    const message = { applicationProperties: { cosmosSessionToken: "0:-1#4" } };
    assert.throws(() => tokenFrom([message, {}]), hasCode("INDEX_NEEDED"));
  });

  it("reads an sdkBinding message whose JSON body is still text with its quotes", () => {
    assert.equal(
      tokenFrom(
        {
          messageId: "1",
          body: '{"id":1,"cosmosSessionToken_orders":"0:-1#4"}',
          applicationProperties: {},
        },
        { container: "orders" },
      ),
      "0:-1#4",
    );
  });

  it("finds the name also where a host or a C# sender wrote its first letter upper-case", () => {
    assert.equal(
      tokenFrom({ applicationProperties: { CosmosSessionToken: "0:-1#4" } }),
      "0:-1#4",
    );
    assert.equal(
      tokenFrom(
        { applicationProperties: { CosmosSessionToken_Orders: "0:-1#4" } },
        { container: "Orders" },
      ),
      "0:-1#4",
    );
  });

  it("tells container names apart by case, as Cosmos DB does", () => {
    assert.equal(
      tokenFrom(
        { applicationProperties: { cosmosSessionToken_Orders: "0:-1#4" } },
        { container: "orders" },
      ),
      undefined,
    );
  });

  it("does not take inherited properties for carried ones", () => {
    const properties = Object.create({
      cosmosSessionToken: "0:-1#4",
    }) as object;
    assert.equal(tokenFrom({ applicationProperties: properties }), undefined);
  });

  it("says what stands there instead of a token, and that the sender is to be looked at", () => {
    assert.throws(
      () =>
        tokenFrom({
          applicationProperties: { cosmosSessionToken: "customer-17" },
        }),
      (error) =>
        hasCode("MALFORMED")(error) &&
        /carries "customer-17" as cosmosSessionToken.*Look at what the sender/.test(
          (error as Error).message,
        ),
    );
    assert.throws(
      () => tokenFrom({ applicationProperties: { cosmosSessionToken: 17 } }),
      hasCode("NOT_TEXT"),
    );
  });

  it("has no other exception than its typed error", () => {
    const hostile = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.anything(),
        fc.record(
          {
            applicationProperties: tie("value"),
            userProperties: fc.anything(),
            applicationPropertiesArray: fc.array(tie("value")),
            body: tie("value"),
            cosmosSessionToken: fc.anything(),
          },
          { requiredKeys: [] },
        ),
      ),
    })).value;
    fc.assert(
      fc.property(
        hostile,
        fc.option(fc.nat(3), { nil: undefined }),
        (message, index) => {
          try {
            const token = tokenFrom(
              message,
              index === undefined ? {} : { index },
            );
            assert.ok(token === undefined || typeof token === "string");
          } catch (error) {
            assert.ok(error instanceof SessionTokenError, String(error));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
