import assert from "node:assert/strict";

import type { RuleConfig } from "../../config.ts";
import { ruleFromConfig, ruleFromManagement } from "./ruleForms.ts";

describe("a rule of the emulator's Config.json", () => {
  it("may be a SQL filter", () => {
    assert.deepEqual(
      ruleFromConfig({
        Name: "big-orders",
        Properties: {
          FilterType: "Sql",
          SqlFilter: { SqlExpression: "size > 5" },
        },
      }),
      { name: "big-orders", filter: { kind: "sql", expression: "size > 5" } },
    );
  });

  it("may be a correlation filter with all its properties", () => {
    assert.deepEqual(
      ruleFromConfig({
        Name: "app-prop-filter-1",
        Properties: {
          FilterType: "Correlation",
          CorrelationFilter: {
            ContentType: "application/text",
            CorrelationId: "id1",
            Label: "subject1",
            MessageId: "msgid1",
            ReplyTo: "someQueue",
            ReplyToSessionId: "sessionId",
            SessionId: "session1",
            To: "xyz",
            Properties: { prop1: "value1" },
          },
        },
      }).filter,
      {
        kind: "correlation",
        contentType: "application/text",
        correlationId: "id1",
        subject: "subject1",
        messageId: "msgid1",
        replyTo: "someQueue",
        replyToSessionId: "sessionId",
        sessionId: "session1",
        to: "xyz",
        applicationProperties: { prop1: "value1" },
      },
    );
  });

  it("is refused when its type is not known", () => {
    const rule = {
      Name: "r",
      Properties: { FilterType: "Xpath" },
    } as unknown as RuleConfig;
    assert.throws(() => ruleFromConfig(rule), { code: "RuleForm" });
  });

  it("is refused when a property is misspelt, instead of matching too much", () => {
    assert.throws(
      () =>
        ruleFromConfig({
          Name: "r",
          Properties: {
            FilterType: "Correlation",
            CorrelationFilter: { Subject: "a" },
          },
        }),
      { code: "RuleForm", message: /Subject/ },
    );
  });

  it("is refused when it has an action", () => {
    const rule = {
      Name: "r",
      Properties: {
        FilterType: "Sql",
        SqlFilter: { SqlExpression: "1=1" },
        Action: { SqlExpression: "SET a = 1" },
      },
    } as unknown as RuleConfig;
    assert.throws(() => ruleFromConfig(rule), {
      code: "RuleActionUnsupported",
    });
  });

  it("is refused without a SQL text", () => {
    assert.throws(
      () => ruleFromConfig({ Name: "r", Properties: { FilterType: "Sql" } }),
      { code: "RuleForm", message: /SqlExpression/ },
    );
  });
});

describe("a rule of the rule manager", () => {
  it("may be a SQL filter", () => {
    assert.deepEqual(
      ruleFromManagement("r", { "sql-filter": { expression: "a = 1" } }),
      { name: "r", filter: { kind: "sql", expression: "a = 1" } },
    );
  });

  it("may be a correlation filter, of which the SDK sends all keys, most of them empty", () => {
    assert.deepEqual(
      ruleFromManagement("r", {
        "correlation-filter": {
          "correlation-id": "c",
          "message-id": null,
          to: undefined,
          "reply-to": null,
          label: "l",
          "session-id": null,
          "reply-to-session-id": null,
          "content-type": null,
          properties: { a: 1 },
        },
      }).filter,
      {
        kind: "correlation",
        correlationId: "c",
        subject: "l",
        applicationProperties: { a: 1 },
      },
    );
  });

  it("is refused when it has an action", () => {
    assert.throws(
      () =>
        ruleFromManagement("r", {
          "sql-filter": { expression: "1=1" },
          "sql-rule-action": { expression: "SET a = 1" },
        }),
      { code: "RuleActionUnsupported" },
    );
  });

  it("is refused without a filter", () => {
    assert.throws(() => ruleFromManagement("r", {}), { code: "RuleForm" });
    assert.throws(() => ruleFromManagement("r", null), { code: "RuleForm" });
  });

  it("is refused when its name is none", () => {
    const filter = { "sql-filter": { expression: "1=1" } };
    for (const name of ["", "a/b", "x".repeat(51), 5, undefined]) {
      assert.throws(() => ruleFromManagement(name, filter), {
        code: "RuleName",
      });
    }
    assert.equal(ruleFromManagement("$Default", filter).name, "$Default");
  });
});
