import assert from "node:assert/strict";
import type { RuleProperties } from "@azure/service-bus";
import type { Bench } from "../Bench.ts";
import { row, type Row } from "../Row.ts";

const method = (name: string): string => `ServiceBusRuleManager.${name}`;

async function bodiesOf(bench: Bench): Promise<unknown[]> {
  const receiver = bench.client.createReceiver("topic", "sub", {
    receiveMode: "receiveAndDelete",
  });
  return (await bench.drain(receiver)).map(({ body }) => body as unknown);
}

async function rulesOf(bench: Bench): Promise<RuleProperties[]> {
  const rules: RuleProperties[] = [];
  for await (const rule of bench.client
    .createRuleManager("topic", "sub")
    .listRules())
    rules.push(rule);
  return rules;
}

export const ruleRows: readonly Row[] = [
  row(
    method("listRules"),
    "a new subscription has $Default, which all messages match",
    async (bench) => {
      const [rule, ...others] = await rulesOf(bench);
      assert.deepEqual(
        [rule?.name, rule?.filter, others.length],
        ["$Default", { sqlExpression: "1=1" }, 0],
      );
    },
  ),
  row(
    method("createRule(sqlExpression), deleteRule"),
    "only messages that match come to the subscription",
    async (bench) => {
      const manager = bench.client.createRuleManager("topic", "sub");
      await manager.createRule("large", {
        sqlExpression: "amount > 100 AND sys.Label = 'order'",
      });
      await manager.deleteRule("$Default");
      assert.deepEqual(bench.rules(), ["large"]);
      await bench.sendTo(
        "topic",
        {
          body: "yes",
          subject: "order",
          applicationProperties: { amount: 101 },
        },
        {
          body: "small",
          subject: "order",
          applicationProperties: { amount: 100 },
        },
        {
          body: "other",
          subject: "note",
          applicationProperties: { amount: 500 },
        },
      );
      assert.deepEqual(await bodiesOf(bench), ["yes"]);
    },
  ),
  row(
    method("createRule(correlation filter)"),
    "equality on properties and application properties",
    async (bench) => {
      const manager = bench.client.createRuleManager("topic", "sub");
      await manager.deleteRule("$Default");
      await manager.createRule("mine", {
        correlationId: "c",
        applicationProperties: { tenant: "t1" },
      });
      await bench.sendTo(
        "topic",
        {
          body: "yes",
          correlationId: "c",
          applicationProperties: { tenant: "t1" },
        },
        {
          body: "no",
          correlationId: "c",
          applicationProperties: { tenant: "t2" },
        },
      );
      assert.deepEqual(await bodiesOf(bench), ["yes"]);
    },
  ),
  row(
    method("listRules"),
    "answers SQL and correlation filters as they were made",
    async (bench) => {
      const manager = bench.client.createRuleManager("topic", "sub");
      await manager.createRule("sql", { sqlExpression: "a = 'b'" });
      await manager.createRule("correlation", {
        subject: "s",
        applicationProperties: { n: "x" },
      });
      const filters = new Map(
        (await rulesOf(bench)).map(({ name, filter }) => [name, filter]),
      );
      assert.deepEqual(filters.get("sql"), { sqlExpression: "a = 'b'" });
      const correlation = filters.get("correlation") as Record<string, unknown>;
      assert.equal(correlation["subject"], "s");
      assert.deepEqual(correlation["applicationProperties"], { n: "x" });
    },
  ),
  row(
    method("createRule"),
    "with an action: an error that names it, and no rule",
    async (bench) => {
      const manager = bench.client.createRuleManager("topic", "sub");
      await assert.rejects(
        manager.createRule(
          "acting",
          { sqlExpression: "1=1" },
          { sqlExpression: "SET a = 1" },
        ),
        ({ message }: Error) => message.includes("action"),
      );
      assert.deepEqual(bench.rules(), ["$Default"]);
    },
  ),
  row(
    method("createRule"),
    "a filter that cannot be read: an error, and no rule",
    async (bench) => {
      const manager = bench.client.createRuleManager("topic", "sub");
      await assert.rejects(
        manager.createRule("wrong", { sqlExpression: "a = = b" }),
      );
      assert.deepEqual(bench.rules(), ["$Default"]);
    },
  ),
  row(
    method("createRule"),
    "a name that is there already: MessagingEntityAlreadyExists",
    async (bench) => {
      const manager = bench.client.createRuleManager("topic", "sub");
      await assert.rejects(
        manager.createRule("$Default", { sqlExpression: "1=1" }),
        {
          code: "MessagingEntityAlreadyExists",
        },
      );
    },
  ),
  row(
    method("deleteRule"),
    "a rule that is not there: MessagingEntityNotFound",
    async (bench) => {
      const manager = bench.client.createRuleManager("topic", "sub");
      await assert.rejects(manager.deleteRule("none"), {
        code: "MessagingEntityNotFound",
      });
    },
  ),
  row(
    method("deleteRule"),
    "without any rule nothing comes to the subscription",
    async (bench) => {
      await bench.client
        .createRuleManager("topic", "sub")
        .deleteRule("$Default");
      await bench.sendTo("topic", { body: 1, sessionId: "s" });
      assert.deepEqual(
        [
          bench.counts("topic/sub").active,
          bench.counts("topic/sessions").active,
        ],
        [0, 1],
      );
    },
  ),
];
