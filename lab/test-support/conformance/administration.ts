import assert from "node:assert/strict";

import type { ServiceBusAdministrationClient } from "@azure/service-bus";

/** Methods that come from the SDK's HTTP client and send whatever one likes. */
type Inherited = "pipeline" | "sendRequest" | "sendOperationRequest";
type Method = Exclude<keyof ServiceBusAdministrationClient, Inherited>;

interface Row {
  /** What the documentation says, and the row holds the lab to. */
  readonly does: string;
  run(client: ServiceBusAdministrationClient): Promise<void>;
}

/**
 * Each public method of `ServiceBusAdministrationClient`: the compiler misses one that is left out. A
 * row finds the queue `q`, the topic `t`, its subscription `s` and there the rule `$Default`, each with
 * the service's presets.
 */
export const administrationRows: Readonly<Record<Method, Row>> = {
  getNamespaceProperties: {
    does: "tells the name and tier of the namespace",
    async run(client) {
      const { name, messagingSku } = await client.getNamespaceProperties();
      assert.deepEqual(
        { name, messagingSku },
        { name: "ns", messagingSku: "Standard" },
      );
    },
  },
  createQueue: {
    does: "makes a queue with the properties given, once",
    async run(client) {
      const { lockDuration } = await client.createQueue("new", {
        lockDuration: "PT9S",
      });
      assert.equal(lockDuration, "PT9S");
      assert.equal((await client.getQueue("new")).lockDuration, "PT9S");
      await assert.rejects(client.createQueue("new"), {
        code: "MessageEntityAlreadyExistsError",
      });
    },
  },
  getQueue: {
    does: "tells the properties of a queue, or that there is none",
    async run(client) {
      assert.equal((await client.getQueue("q")).maxDeliveryCount, 10);
      await assert.rejects(client.getQueue("none"), notFound);
    },
  },
  getQueueRuntimeProperties: {
    does: "counts the messages of a queue",
    async run(client) {
      const counts = await client.getQueueRuntimeProperties("q");
      assert.equal(counts.totalMessageCount, 0);
      assert.equal(counts.activeMessageCount, 0);
    },
  },
  listQueues: {
    does: "lists all queues, also page by page",
    async run(client) {
      await client.createQueue("new");
      assert.deepEqual(await names(client.listQueues()), ["new", "q"]);
      const pages = await collect(
        client.listQueues().byPage({ maxPageSize: 1 }),
      );
      assert.deepEqual(
        pages.map((page) => page.length),
        [1, 1],
      );
    },
  },
  listQueuesRuntimeProperties: {
    does: "lists the counts of all queues",
    async run(client) {
      assert.deepEqual(await names(client.listQueuesRuntimeProperties()), [
        "q",
      ]);
    },
  },
  updateQueue: {
    does: "changes a queue that is there",
    async run(client) {
      const queue = await client.getQueue("q");
      await client.updateQueue({ ...queue, maxDeliveryCount: 2 });
      assert.equal((await client.getQueue("q")).maxDeliveryCount, 2);
      await assert.rejects(
        client.updateQueue({ ...queue, name: "x" }),
        notFound,
      );
    },
  },
  deleteQueue: {
    does: "removes a queue that is there",
    async run(client) {
      await client.deleteQueue("q");
      assert.equal(await client.queueExists("q"), false);
      await assert.rejects(client.deleteQueue("q"), notFound);
    },
  },
  queueExists: {
    does: "says whether there is such a queue",
    async run(client) {
      assert.equal(await client.queueExists("q"), true);
      assert.equal(await client.queueExists("none"), false);
    },
  },
  createTopic: {
    does: "makes a topic with the properties given, once",
    async run(client) {
      await client.createTopic("new", { userMetadata: "m" });
      assert.equal((await client.getTopic("new")).userMetadata, "m");
      await assert.rejects(client.createTopic("new"), {
        code: "MessageEntityAlreadyExistsError",
      });
    },
  },
  getTopic: {
    does: "tells the properties of a topic, or that there is none",
    async run(client) {
      assert.equal((await client.getTopic("t")).status, "Active");
      await assert.rejects(client.getTopic("none"), notFound);
    },
  },
  getTopicRuntimeProperties: {
    does: "counts the subscriptions of a topic",
    async run(client) {
      const counts = await client.getTopicRuntimeProperties("t");
      assert.equal(counts.subscriptionCount, 1);
    },
  },
  listTopics: {
    does: "lists all topics",
    async run(client) {
      await client.createTopic("new");
      assert.deepEqual(await names(client.listTopics()), ["new", "t"]);
    },
  },
  listTopicsRuntimeProperties: {
    does: "lists the counts of all topics",
    async run(client) {
      assert.deepEqual(await names(client.listTopicsRuntimeProperties()), [
        "t",
      ]);
    },
  },
  updateTopic: {
    does: "changes a topic that is there",
    async run(client) {
      const topic = await client.getTopic("t");
      await client.updateTopic({ ...topic, userMetadata: "n" });
      assert.equal((await client.getTopic("t")).userMetadata, "n");
      await assert.rejects(
        client.updateTopic({ ...topic, name: "x" }),
        notFound,
      );
    },
  },
  deleteTopic: {
    does: "removes a topic with its subscriptions",
    async run(client) {
      await client.deleteTopic("t");
      assert.equal(await client.topicExists("t"), false);
      assert.equal(await client.subscriptionExists("t", "s"), false);
    },
  },
  topicExists: {
    does: "says whether there is such a topic",
    async run(client) {
      assert.equal(await client.topicExists("t"), true);
      assert.equal(await client.topicExists("none"), false);
    },
  },
  createSubscription: {
    does: "makes a subscription with the first rule given, once",
    async run(client) {
      await client.createSubscription("t", "new", {
        requiresSession: true,
        defaultRuleOptions: { name: "r", filter: { subject: "a" } },
      });
      const made = await client.getSubscription("t", "new");
      assert.equal(made.requiresSession, true);
      assert.deepEqual(await names(client.listRules("t", "new")), ["r"]);
      await assert.rejects(client.createSubscription("t", "new"), {
        code: "MessageEntityAlreadyExistsError",
      });
    },
  },
  getSubscription: {
    does: "tells the properties of a subscription, or that there is none",
    async run(client) {
      const found = await client.getSubscription("t", "s");
      assert.equal(found.topicName, "t");
      assert.equal(found.lockDuration, "PT1M");
      await assert.rejects(client.getSubscription("t", "none"), notFound);
    },
  },
  getSubscriptionRuntimeProperties: {
    does: "counts the messages of a subscription",
    async run(client) {
      const counts = await client.getSubscriptionRuntimeProperties("t", "s");
      assert.equal(counts.totalMessageCount, 0);
    },
  },
  listSubscriptions: {
    does: "lists the subscriptions of a topic",
    async run(client) {
      await client.createSubscription("t", "new");
      const found = await collect(client.listSubscriptions("t"));
      assert.deepEqual(found.map((one) => one.subscriptionName).sort(), [
        "new",
        "s",
      ]);
    },
  },
  listSubscriptionsRuntimeProperties: {
    does: "lists the counts of the subscriptions of a topic",
    async run(client) {
      const [found] = await collect(
        client.listSubscriptionsRuntimeProperties("t"),
      );
      assert.equal(found?.subscriptionName, "s");
    },
  },
  updateSubscription: {
    does: "changes a subscription that is there",
    async run(client) {
      const found = await client.getSubscription("t", "s");
      await client.updateSubscription({ ...found, lockDuration: "PT7S" });
      const changed = await client.getSubscription("t", "s");
      assert.equal(changed.lockDuration, "PT7S");
    },
  },
  deleteSubscription: {
    does: "removes a subscription that is there",
    async run(client) {
      await client.deleteSubscription("t", "s");
      assert.equal(await client.subscriptionExists("t", "s"), false);
      await assert.rejects(client.deleteSubscription("t", "s"), notFound);
    },
  },
  subscriptionExists: {
    does: "says whether there is such a subscription",
    async run(client) {
      assert.equal(await client.subscriptionExists("t", "s"), true);
      assert.equal(await client.subscriptionExists("t", "none"), false);
    },
  },
  createRule: {
    does: "adds a rule with a SQL or a correlation filter, once",
    async run(client) {
      await client.createRule("t", "s", "sql", { sqlExpression: "a > 1" });
      await client.createRule("t", "s", "correlation", { subject: "a" });
      await assert.rejects(
        client.createRule("t", "s", "sql", { sqlExpression: "a > 2" }),
        { code: "MessageEntityAlreadyExistsError" },
      );
      const { filter } = await client.getRule("t", "s", "sql");
      assert.equal("sqlExpression" in filter && filter.sqlExpression, "a > 1");
    },
  },
  getRule: {
    does: "tells the filter of a rule, or that there is none",
    async run(client) {
      const { filter } = await client.getRule("t", "s", "$Default");
      assert.equal("sqlExpression" in filter && filter.sqlExpression, "1=1");
      await assert.rejects(client.getRule("t", "s", "none"), notFound);
    },
  },
  listRules: {
    does: "lists the rules of a subscription",
    async run(client) {
      await client.createRule("t", "s", "r", { subject: "a" });
      assert.deepEqual(await names(client.listRules("t", "s")), [
        "$Default",
        "r",
      ]);
    },
  },
  updateRule: {
    does: "puts another filter in the place of the one of a rule",
    async run(client) {
      const rule = await client.getRule("t", "s", "$Default");
      const filter = { sqlExpression: "b = 2" };
      await client.updateRule("t", "s", { ...rule, filter });
      const changed = (await client.getRule("t", "s", "$Default")).filter;
      assert.equal(
        "sqlExpression" in changed && changed.sqlExpression,
        "b = 2",
      );
    },
  },
  deleteRule: {
    does: "removes a rule that is there",
    async run(client) {
      await client.deleteRule("t", "s", "$Default");
      assert.deepEqual(await names(client.listRules("t", "s")), []);
      await assert.rejects(client.deleteRule("t", "s", "$Default"), notFound);
    },
  },
  ruleExists: {
    does: "says whether there is such a rule",
    async run(client) {
      assert.equal(await client.ruleExists("t", "s", "$Default"), true);
      assert.equal(await client.ruleExists("t", "s", "none"), false);
    },
  },
};

const notFound = { code: "MessageEntityNotFoundError" };

async function collect<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}

async function names(
  list: AsyncIterable<{ readonly name: string }>,
): Promise<string[]> {
  return (await collect(list)).map(({ name }) => name).sort();
}
