import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { explainFailure, explainTapFailure } from "./explainFailure.ts";

const failure = (text: string, fields: object = {}): Error =>
  Object.assign(new Error(text), fields);

describe("what a failure means", () => {
  it("is found in what users of the services quote", () => {
    const kinds = [
      failure("Manage,EntityRead claims required for this operation.", {
        statusCode: 401,
      }),
      failure(
        "SubCode=40100: Unauthorized : Unauthorized access for 'PutSubscription' operation on endpoint 'sb://n.servicebus.windows.net/t/Subscriptions/s'",
        { statusCode: 401 },
      ),
      failure("claim is empty or token is invalid.", { statusCode: 401 }),
      failure(
        "Unauthorized access. 'Listen' claim(s) are required to perform this operation.",
        { code: "UnauthorizedAccess" },
      ),
      failure(
        "Request is blocked. Please check your authorization token and Cosmos DB account firewall settings.",
        { code: 403 },
      ),
      failure("Ip address 1.2.3.4 has been prevented to connect", {
        code: "GeneralError",
      }),
      failure(
        "Local Authorization is disabled. Use an AAD token to authorize all requests.",
        { code: 401 },
      ),
      failure(
        "Request is blocked because principal [p] does not have required RBAC permissions to perform action",
        { code: 403, substatus: 5301 },
      ),
      failure("Request rate is large", { code: 429, substatus: 3200 }),
      failure(
        "InvalidOperationError: It is not possible for an entity that requires sessions to create a non-sessionful message receiver",
        { code: "GeneralError" },
      ),
      failure("AADSTS700082: The refresh token has expired"),
      failure("Forbidden", { statusCode: 403 }),
      "nonsense",
    ].map((error) => explainFailure(error).kind);
    assert.deepEqual(kinds, [
      "noManage",
      "noManage",
      "noManage",
      "noListen",
      "firewall",
      "firewall",
      "keysOff",
      "noRole",
      "throttled",
      "noSession",
      "signedOut",
      "forbidden",
      "other",
    ]);
  });

  it("is looked for in the errors that the SDK packs into one without a text", () => {
    const packed = new AggregateError([
      failure("", { code: "UnauthorizedAccess" }),
    ]);
    assert.equal(explainFailure(packed).kind, "wrongKey");
    const wrapped = failure("request failed", {
      cause: failure("connect", { code: "ECONNREFUSED" }),
    });
    assert.equal(explainFailure(wrapped).kind, "refused");
  });

  it("says of a tap what to do about it, not what to do about a list", () => {
    const said = (text: string, fields: object): string =>
      explainTapFailure(failure(text, fields), "making").words;
    assert.match(
      said("Manage,EntityWrite claims required for this operation.", {
        statusCode: 401,
      }),
      /^no Manage right, which making a tap takes/,
    );
    assert.match(
      said("The maximum number of subscriptions was reached.", {
        code: "QuotaExceededError",
        statusCode: 403,
      }),
      /^the topic has as many subscriptions as it may have/,
    );
    // Where a tap is nothing special, the words are those of all.
    assert.equal(
      said("connect", { code: "ECONNREFUSED" }),
      "nothing listens there: start it, or check the port",
    );
  });

  it("shows the error's own words where none are known, and no key that stands in them", () => {
    const { kind, words } = explainFailure(
      failure(
        "odd: SharedAccessKey=c2VjcmV0 AccountKey=c2VjcmV0; sig=c2VjcmV0&x Bearer c2VjcmV0 eyJhbGci.eyJhdWQi.c2VjcmV0",
      ),
    );
    assert.equal(kind, "other");
    assert.ok(!words.includes("c2VjcmV0"), words);
    assert.match(words, /^odd: SharedAccessKey=…/);
  });
});
