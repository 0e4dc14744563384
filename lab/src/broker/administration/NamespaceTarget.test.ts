import assert from "node:assert/strict";

import { ServiceBusAdministrationClient } from "@azure/service-bus";

import {
  startTestBroker,
  type TestBroker,
} from "../../../test-support/serviceBus.ts";
import { testCertificate } from "../../../test-support/testCertificate.ts";

let test: TestBroker;
let administration: ServiceBusAdministrationClient;

beforeEach(async () => {
  test = await startTestBroker({
    namespace: {
      Name: "orders-ns",
      Queues: [
        {
          Name: "declared",
          Properties: {
            LockDuration: "PT5S",
            DefaultMessageTimeToLive: "PT1H",
          },
        },
      ],
    },
  });
  const { administrationPort, keyName, key } = test.broker;
  administration = new ServiceBusAdministrationClient(
    `Endpoint=sb://localhost:${administrationPort};SharedAccessKeyName=${keyName};SharedAccessKey=${key}`,
    {
      tlsOptions: { ca: testCertificate.cert },
      retryOptions: { maxRetries: 0 },
    },
  );
});

afterEach(() => test.stop());

describe("administering a running broker", () => {
  it("shows what was declared, with its properties", async () => {
    const queue = await administration.getQueue("declared");
    assert.equal(queue.lockDuration, "PT5S");
    assert.equal(queue.defaultMessageTimeToLive, "PT1H");
    assert.equal(queue.maxDeliveryCount, 10);
    const { name } = await administration.getNamespaceProperties();
    assert.equal(name, "orders-ns");
  });

  it("makes a queue that can be used at once, and counts what is in it", async () => {
    await administration.createQueue("made", { userMetadata: "mine" });
    const client = test.connect();
    await client.createSender("made").sendMessages([{ body: 1 }, { body: 2 }]);
    const receiver = client.createReceiver("made");
    const [message] = await receiver.receiveMessages(1);
    await receiver.deadLetterMessage(message!);
    const counts = await administration.getQueueRuntimeProperties("made");
    assert.equal(counts.activeMessageCount, 1);
    assert.equal(counts.deadLetterMessageCount, 1);
    assert.equal(counts.totalMessageCount, 2);
    const queue = await administration.getQueue("made");
    assert.equal(queue.userMetadata, "mine");
  });

  it("changes a queue while it is used", async () => {
    const queue = await administration.getQueue("declared");
    await administration.updateQueue({ ...queue, maxDeliveryCount: 1 });
    const client = test.connect();
    await client.createSender("declared").sendMessages({ body: 1 });
    const receiver = client.createReceiver("declared");
    const [message] = await receiver.receiveMessages(1);
    await receiver.abandonMessage(message!);
    const counts = await administration.getQueueRuntimeProperties("declared");
    assert.equal(counts.deadLetterMessageCount, 1);
  });

  it("lets into a subscription what its rules let in", async () => {
    await administration.createTopic("events");
    await administration.createSubscription("events", "red", {
      defaultRuleOptions: {
        name: "red",
        filter: { sqlExpression: "color = 'red'" },
      },
    });
    await administration.createSubscription("events", "all");
    await administration.createRule("events", "red", "big", {
      applicationProperties: { size: "big" },
    });
    await administration.deleteRule("events", "all", "$Default");
    await test
      .connect()
      .createSender("events")
      .sendMessages([
        { body: 1, applicationProperties: { color: "red" } },
        { body: 2, applicationProperties: { color: "blue" } },
        { body: 3, applicationProperties: { color: "red", size: "big" } },
        { body: 4, applicationProperties: { size: "big" } },
      ]);
    const count = async (subscription: string) =>
      (
        await administration.getSubscriptionRuntimeProperties(
          "events",
          subscription,
        )
      ).activeMessageCount;
    assert.equal(await count("red"), 3);
    assert.equal(await count("all"), 0);
    const topic = await administration.getTopicRuntimeProperties("events");
    assert.equal(topic.subscriptionCount, 2);
  });

  it("removes a queue, so that nobody can send there", async () => {
    await administration.deleteQueue("declared");
    await assert.rejects(
      test.connect().createSender("declared").sendMessages({ body: 1 }),
      { code: "MessagingEntityNotFound" },
    );
    assert.deepEqual(test.broker.state().queues, []);
  });

  it("refuses what the broker cannot do, and makes nothing", async () => {
    await assert.rejects(
      administration.createQueue("made", { maxDeliveryCount: 0 }),
      { statusCode: 400, message: /MaxDeliveryCount/ },
    );
    await administration.createTopic("events");
    await assert.rejects(
      administration.createSubscription("events", "s", {
        defaultRuleOptions: { name: "r", filter: { sqlExpression: "a =" } },
      }),
      { statusCode: 400, message: /position 3/ },
    );
    assert.equal(await administration.queueExists("made"), false);
    assert.equal(await administration.subscriptionExists("events", "s"), false);
  });

  it("shows the declared entities again after a reset", async () => {
    await administration.createQueue("made");
    await administration.deleteQueue("declared");
    test.broker.reset();
    assert.equal(await administration.queueExists("made"), false);
    assert.equal(await administration.queueExists("declared"), true);
  });
});
