import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { request } from "node:https";
import { connect } from "node:net";

import {
  ServiceBusAdministrationClient,
  type CreateQueueOptions,
} from "@azure/service-bus";
import { ServiceBusAdministrationClient as OldClient } from "service-bus-7.7";

import { MemoryTarget } from "../../../test-support/memoryTarget.ts";
import { testCertificate as tls } from "../../../test-support/testCertificate.ts";
import { HeldClock } from "../../replication/clock.ts";
import type { Listening } from "../../listenOn.ts";
import { startAdministration } from "./startAdministration.ts";

const keyName = "RootManageSharedAccessKey";
const key = "bGFi+key/with=signs";

let administration: Listening;
let target: MemoryTarget;
let unknown: string[];

beforeEach(async () => {
  target = new MemoryTarget();
  unknown = [];
  administration = await startAdministration({
    host: "127.0.0.1",
    tls,
    target,
    keyName,
    key,
    clock: new HeldClock(),
    onUnknown: (operation) => unknown.push(operation),
  });
});

afterEach(() => administration.stop());

const options = {
  tlsOptions: { ca: tls.cert },
  retryOptions: { maxRetries: 0 },
};

function connectionString(ownKey = key): string {
  return `Endpoint=sb://localhost:${administration.port}/;SharedAccessKeyName=${keyName};SharedAccessKey=${ownKey}`;
}

function newest(): ServiceBusAdministrationClient {
  return new ServiceBusAdministrationClient(connectionString(), options);
}

/** 7.7.0; its type is another one, and the same as far as it is used here. */
function oldest(): ServiceBusAdministrationClient {
  return new OldClient(
    connectionString(),
    options,
  ) as unknown as ServiceBusAdministrationClient;
}

async function collect<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}

describe("queues through ServiceBusAdministrationClient", function () {
  // The SDK takes its time to read long lists on a machine that has other work.

  it("are created with the service's presets", async () => {
    const { _response, ...created } = await newest().createQueue("orders");
    assert.equal(_response.status, 201);
    assert.deepEqual(created, {
      name: "orders",
      forwardTo: undefined,
      userMetadata: undefined,
      lockDuration: "PT1M",
      maxSizeInMegabytes: 1024,
      maxDeliveryCount: 10,
      enablePartitioning: false,
      requiresSession: false,
      enableBatchedOperations: true,
      defaultMessageTimeToLive: "P10675199DT2H48M5.4775807S",
      autoDeleteOnIdle: "P10675199DT2H48M5.4775807S",
      requiresDuplicateDetection: false,
      duplicateDetectionHistoryTimeWindow: "PT10M",
      deadLetteringOnMessageExpiration: false,
      forwardDeadLetteredMessagesTo: undefined,
      authorizationRules: undefined,
      status: "Active",
      enableExpress: false,
      availabilityStatus: "Available",
      maxMessageSizeInKilobytes: 256,
    });
    assert.deepEqual(target.findQueue("orders")?.properties, {});
  });

  it("are created with what was asked for, and read back", async () => {
    const wanted: CreateQueueOptions = {
      lockDuration: "PT30S",
      maxDeliveryCount: 3,
      requiresSession: true,
      defaultMessageTimeToLive: "PT1H",
      deadLetteringOnMessageExpiration: true,
      userMetadata: `a <b> & "c"`,
      autoDeleteOnIdle: "P1D",
      maxSizeInMegabytes: 2048,
    };
    await newest().createQueue("orders", wanted);
    const read = await newest().getQueue("orders");
    assert.equal(read.userMetadata, wanted.userMetadata);
    assert.equal(read.lockDuration, "PT30S");
    assert.deepEqual(target.findQueue("orders")?.properties, {
      LockDuration: "PT30S",
      MaxDeliveryCount: 3,
      RequiresSession: true,
      DefaultMessageTimeToLive: "PT1H",
      DeadLetteringOnMessageExpiration: true,
      UserMetadata: `a <b> & "c"`,
      AutoDeleteOnIdle: "P1D",
      MaxSizeInMegabytes: 2048,
    });
  });

  it("may have slashes in their names, in any case", async () => {
    await newest().createQueue("a/b.c-d_e");
    assert.equal((await newest().getQueue("A/B.c-d_e")).name, "a/b.c-d_e");
    assert.equal(await newest().queueExists("a/b.c-d_e"), true);
  });

  it("are changed", async () => {
    const queue = await newest().createQueue("orders");
    const changed = await newest().updateQueue({
      ...queue,
      maxDeliveryCount: 5,
      lockDuration: "PT10S",
    });
    assert.equal(changed.maxDeliveryCount, 5);
    assert.equal((await newest().getQueue("orders")).lockDuration, "PT10S");
  });

  it("keep what the service keeps", async () => {
    const queue = await newest().createQueue("orders");
    await assert.rejects(
      newest().updateQueue({ ...queue, requiresSession: true }),
      { statusCode: 400, message: /'RequiresSession'.*cannot be changed/ },
    );
  });

  it("are deleted, and are not found then", async () => {
    await newest().createQueue("orders");
    const deleted = await newest().deleteQueue("orders");
    assert.equal(deleted._response.status, 200);
    assert.equal(await newest().queueExists("orders"), false);
    await assert.rejects(newest().getQueue("orders"), {
      code: "MessageEntityNotFoundError",
    });
    await assert.rejects(newest().deleteQueue("orders"), {
      code: "MessageEntityNotFoundError",
      statusCode: 404,
    });
    await assert.rejects(
      newest().updateQueue({ ...(await newest().createQueue("o")), name: "x" }),
      { code: "MessageEntityNotFoundError", statusCode: 404 },
    );
  });

  it("cannot be created twice, nor beside a topic of that name", async () => {
    await newest().createQueue("orders");
    await newest().createTopic("events");
    await assert.rejects(newest().createQueue("Orders"), {
      code: "MessageEntityAlreadyExistsError",
      statusCode: 409,
    });
    await assert.rejects(newest().createQueue("events"), {
      code: "MessageEntityAlreadyExistsError",
    });
  });

  it("are listed page by page", async () => {
    for (let number = 0; number < 120; number++) {
      target.createQueue(`q${number}`, {});
    }
    const all = await collect(newest().listQueues());
    assert.equal(all.length, 120);
    assert.equal(all[119]?.name, "q119");
    const pages = await collect(
      newest().listQueues().byPage({ maxPageSize: 50 }),
    );
    assert.deepEqual(
      pages.map((page) => page.length),
      [50, 50, 20],
    );
  });

  it("are listed when there is one or none", async () => {
    assert.deepEqual(await collect(newest().listQueues()), []);
    await newest().createQueue("one");
    assert.equal((await collect(newest().listQueues())).length, 1);
  });

  it("tell what is in them", async () => {
    target.createQueue("orders", {});
    target.count("orders", {
      active: 3,
      locked: 1,
      deferred: 1,
      scheduled: 2,
      deadLetter: 4,
    });
    const { _response, ...read } =
      await newest().getQueueRuntimeProperties("orders");
    assert.equal(_response.status, 200);
    const wanted = {
      name: "orders",
      sizeInBytes: 512,
      totalMessageCount: 11,
      activeMessageCount: 5,
      deadLetterMessageCount: 4,
      scheduledMessageCount: 2,
      transferMessageCount: 0,
      transferDeadLetterMessageCount: 0,
      createdAt: new Date(2000),
      modifiedAt: new Date(2000),
      accessedAt: new Date(2000),
    };
    assert.deepEqual(read, wanted);
    const listed = await collect(newest().listQueuesRuntimeProperties());
    assert.deepEqual(listed, [wanted]);
  });

  it("that ask for what the lab has not are refused by name", async () => {
    const asked: [CreateQueueOptions, RegExp][] = [
      [{ requiresDuplicateDetection: true }, /RequiresDuplicateDetection/],
      [{ forwardTo: "other" }, /ForwardTo/],
      [{ forwardDeadLetteredMessagesTo: "b" }, /ForwardDeadLetteredMessagesTo/],
      [{ status: "Disabled" }, /Status/],
      [
        {
          authorizationRules: [
            {
              claimType: "SharedAccessKey",
              keyName: "k",
              accessRights: ["Send"],
            },
          ],
        },
        /AuthorizationRules/,
      ],
    ];
    for (const [properties, words] of asked) {
      await assert.rejects(newest().createQueue("orders", properties), {
        statusCode: 400,
        message: words,
      });
    }
    assert.equal(await newest().queueExists("orders"), false);
  });

  it("with values or names that are none are refused", async () => {
    await assert.rejects(
      newest().createQueue("orders", { lockDuration: "1 minute" }),
      { statusCode: 400, message: /LockDuration.*ISO 8601/ },
    );
    await assert.rejects(newest().createQueue("a:b"), {
      statusCode: 400,
      message: /is no name/,
    });
    await assert.rejects(newest().createQueue("x".repeat(261)), {
      statusCode: 400,
    });
  });
});

describe("topics and subscriptions through ServiceBusAdministrationClient", () => {
  it("are created, read, changed and listed", async () => {
    const client = newest();
    const topic = await client.createTopic("events", { userMetadata: "m" });
    assert.equal(topic.supportOrdering, true);
    assert.equal((await client.getTopic("events")).userMetadata, "m");
    const subscription = await client.createSubscription("events", "all", {
      maxDeliveryCount: 2,
      requiresSession: true,
    });
    assert.equal(subscription.topicName, "events");
    assert.equal(subscription.subscriptionName, "all");
    assert.equal(subscription.maxDeliveryCount, 2);
    const changed = await client.updateSubscription({
      ...subscription,
      lockDuration: "PT20S",
    });
    assert.equal(changed.lockDuration, "PT20S");
    assert.equal(changed.requiresSession, true);
    await client.updateTopic({ ...topic, userMetadata: "n" });
    assert.deepEqual(
      (await collect(client.listTopics())).map((one) => one.userMetadata),
      ["n"],
    );
    assert.deepEqual(
      (await collect(client.listSubscriptions("events"))).map(
        (one) => one.subscriptionName,
      ),
      ["all"],
    );
    assert.equal(await client.topicExists("events"), true);
    assert.equal(await client.subscriptionExists("events", "all"), true);
    assert.equal(await client.subscriptionExists("events", "none"), false);
    assert.equal(await client.subscriptionExists("none", "all"), false);
  });

  it("tell what is in them", async () => {
    const client = newest();
    await client.createTopic("events");
    await client.createSubscription("events", "all");
    const topic = await client.getTopicRuntimeProperties("events");
    assert.equal(topic.subscriptionCount, 1);
    assert.equal(topic.scheduledMessageCount, 0);
    const [listed] = await collect(client.listTopicsRuntimeProperties());
    assert.equal(listed?.subscriptionCount, 1);
    const subscription = await client.getSubscriptionRuntimeProperties(
      "events",
      "all",
    );
    assert.equal(subscription.totalMessageCount, 0);
    assert.equal(subscription.topicName, "events");
    const [other] = await collect(
      client.listSubscriptionsRuntimeProperties("events"),
    );
    assert.equal(other?.subscriptionName, "all");
  });

  it("are deleted, the subscriptions with their topic", async () => {
    const client = newest();
    await client.createTopic("events");
    await client.createSubscription("events", "a");
    await client.createSubscription("events", "b");
    await client.deleteSubscription("events", "a");
    assert.equal(await client.subscriptionExists("events", "a"), false);
    await client.deleteTopic("events");
    assert.equal(await client.topicExists("events"), false);
    assert.equal(await client.subscriptionExists("events", "b"), false);
    await assert.rejects(client.deleteSubscription("events", "b"), {
      statusCode: 404,
    });
  });

  it("need a topic, and a name of their own", async () => {
    const client = newest();
    await assert.rejects(client.createSubscription("none", "s"), {
      code: "MessageEntityNotFoundError",
    });
    await assert.rejects(collect(client.listSubscriptions("none")), {
      code: "MessageEntityNotFoundError",
    });
    await client.createTopic("events");
    await client.createSubscription("events", "s");
    await assert.rejects(client.createSubscription("events", "S"), {
      code: "MessageEntityAlreadyExistsError",
    });
    await assert.rejects(client.createSubscription("events", "x".repeat(51)), {
      statusCode: 400,
    });
  });
});

describe("rules through ServiceBusAdministrationClient", () => {
  beforeEach(async () => {
    await newest().createTopic("events");
    await newest().createSubscription("events", "all");
  });

  it("start with $Default, which lets in all", async () => {
    const rules = await collect(newest().listRules("events", "all"));
    assert.deepEqual(
      rules.map(({ name, filter }) => ({ name, filter })),
      [
        {
          name: "$Default",
          filter: { sqlExpression: "1=1", sqlParameters: undefined },
        },
      ],
    );
    assert.equal(
      (await newest().getRule("events", "all", "$Default")).name,
      "$Default",
    );
  });

  it("may start with another one", async () => {
    await newest().createSubscription("events", "big", {
      defaultRuleOptions: {
        name: "only-big",
        filter: { sqlExpression: "a>5" },
      },
    });
    assert.deepEqual(
      target.rules("events", "big").map(({ rule }) => rule),
      [{ name: "only-big", filter: { kind: "sql", expression: "a>5" } }],
    );
  });

  it("may be SQL filters with parameters, and come back as they were", async () => {
    const filter = {
      sqlExpression: "a = @text AND b <> @number AND c < 'x' & '",
      sqlParameters: { "@text": "x <y>", "@number": 7 },
    };
    await assert.rejects(newest().createRule("events", "all", "r", filter), {
      statusCode: 400,
      message: /position 39/,
    });
    filter.sqlExpression = "a = @text AND b <> @number AND c < 'x'";
    await newest().createRule("events", "all", "r", filter);
    const read = await newest().getRule("events", "all", "r");
    assert.deepEqual(read.filter, filter);
  });

  it("may be correlation filters, and come back as they were", async () => {
    const filter = {
      correlationId: "c",
      subject: "s",
      to: "t",
      replyTo: "r",
      replyToSessionId: "rs",
      sessionId: "si",
      messageId: "m",
      contentType: "text/plain",
      applicationProperties: {
        text: "t",
        whole: 7,
        part: 2.5,
        yes: true,
        when: new Date(5),
      },
    };
    await newest().createRule("events", "all", "r", filter);
    const read = await newest().getRule("events", "all", "r");
    assert.deepEqual(read.filter, filter);
  });

  it("are changed and deleted", async () => {
    const client = newest();
    const rule = await client.createRule("events", "all", "r", {
      sqlExpression: "a=1",
    });
    await client.updateRule("events", "all", {
      ...rule,
      filter: { sqlExpression: "a=2" },
    });
    assert.deepEqual((await client.getRule("events", "all", "r")).filter, {
      sqlExpression: "a=2",
      sqlParameters: undefined,
    });
    await client.deleteRule("events", "all", "r");
    assert.equal(await client.ruleExists("events", "all", "r"), false);
    assert.equal(await client.ruleExists("events", "all", "$Default"), true);
    await assert.rejects(client.deleteRule("events", "all", "r"), {
      code: "MessageEntityNotFoundError",
    });
    await assert.rejects(client.updateRule("events", "all", rule), {
      code: "MessageEntityNotFoundError",
    });
    await assert.rejects(
      client.createRule("events", "all", "$Default", { sqlExpression: "1=1" }),
      { code: "MessageEntityAlreadyExistsError" },
    );
  });

  it("with an action are refused by name", async () => {
    await assert.rejects(
      newest().createRule(
        "events",
        "all",
        "r",
        { sqlExpression: "1=1" },
        { sqlExpression: "SET a = 1" },
      ),
      { statusCode: 400, message: /no SQL rule actions/ },
    );
  });
});

describe("the namespace through ServiceBusAdministrationClient", () => {
  it("says what it is", async () => {
    const { _response, ...properties } =
      await newest().getNamespaceProperties();
    assert.equal(_response.status, 200);
    assert.deepEqual(properties, {
      name: "sbemulatorns",
      messagingSku: "Standard",
      messagingUnits: undefined,
      createdAt: new Date(1000),
      modifiedAt: new Date(1000),
    });
  });
});

describe("ServiceBusAdministrationClient 7.7.0", () => {
  it("creates, reads, counts, lists, changes and deletes all kinds", async () => {
    const client = oldest();
    const queue = await client.createQueue("orders", { lockDuration: "PT5S" });
    await client.updateQueue({ ...queue, maxDeliveryCount: 4 });
    assert.equal((await client.getQueue("orders")).maxDeliveryCount, 4);
    const counts = await client.getQueueRuntimeProperties("orders");
    assert.equal(counts.activeMessageCount, 0);
    await client.createTopic("events");
    await client.createSubscription("events", "all");
    await client.createRule("events", "all", "r", {
      applicationProperties: { size: 7 },
    });
    const rules = await collect(client.listRules("events", "all"));
    assert.deepEqual(
      rules.map(({ name }) => name),
      ["$Default", "r"],
    );
    await client.deleteRule("events", "all", "r");
    await client.deleteSubscription("events", "all");
    await client.deleteTopic("events");
    await client.deleteQueue("orders");
    assert.equal(await client.queueExists("orders"), false);
    assert.equal(
      (await client.getNamespaceProperties()).messagingSku,
      "Standard",
    );
  });
});

describe("the key of the administration API", () => {
  it("is asked for", async () => {
    const client = new ServiceBusAdministrationClient(
      connectionString("another"),
      options,
    );
    await assert.rejects(client.listQueues().next(), {
      statusCode: 401,
      code: "UnauthorizedRequestError",
      message: /InvalidSignature/,
    });
    assert.equal((await send("GET", "/orders", {})).status, 401);
  });

  it("may be a token of Microsoft Entra, which nobody here can check", async () => {
    const client = new ServiceBusAdministrationClient(
      `localhost:${administration.port}`,
      {
        getToken: async () => ({
          token: "a.b.c",
          expiresOnTimestamp: Date.now() + 3_600_000,
        }),
      },
      options,
    );
    assert.equal(await client.queueExists("orders"), false);
  });

  it("may be any one when the lab takes any", async () => {
    const open = await startAdministration({
      host: "127.0.0.1",
      tls,
      target,
      keyName,
      key,
      takesAnyKey: true,
      clock: new HeldClock(),
    });
    const client = new ServiceBusAdministrationClient(
      connectionString("x").replace(
        String(administration.port),
        String(open.port),
      ),
      options,
    );
    assert.equal(await client.queueExists("orders"), false);
    await open.stop();
  });
});

describe("what a client could do wrong", () => {
  it("a call that the lab has not answers by name, and is told", async () => {
    const answer = await send("PUT", "/$Resources/Queues", authorized());
    assert.equal(answer.status, 400);
    assert.match(answer.body, /PUT queues in the administration API/);
    assert.equal(
      (await send("POST", "/orders/messages", authorized())).status,
      400,
    );
    assert.equal(
      (await send("GET", "/$Resources/Relays", authorized())).status,
      400,
    );
    assert.deepEqual(unknown, [
      "PUT queues",
      "POST entity",
      "GET $Resources/Relays",
    ]);
  });

  it("an unknown api-version and a wrong page are refused", async () => {
    const headers = authorized();
    const version = await send("GET", "/q?api-version=1999-01", headers);
    assert.equal(version.status, 400);
    const page = await send("GET", "/$Resources/Queues?$skip=-1", headers);
    assert.equal(page.status, 400);
    const path = await send("GET", "/%ff", headers);
    assert.equal(path.status, 400);
  });

  it("a body that is no XML, or no description, or too long, is refused", async () => {
    const headers = authorized();
    for (const body of [
      "",
      "hello",
      "<entry",
      "<entry><content/></entry>",
      "<!DOCTYPE a [<!ENTITY b 'c'>]><entry/>",
      "<entry><content><Bomb/></content></entry>",
      "x".repeat(300_000),
    ]) {
      const answer = await send("PUT", "/orders", headers, body);
      assert.equal(answer.status, 400, body.slice(0, 60));
      assert.match(answer.body, /^<Error><Code>400<\/Code><Detail>/);
    }
  });

  it("noise instead of TLS does not stop the others", async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(administration.port, "127.0.0.1", () =>
        socket.write("GET / HTTP/1.1\r\n\r\n"),
      );
      socket.on("error", () => undefined).on("close", () => resolve());
    });
    assert.equal(await newest().queueExists("orders"), false);
  });
});

/** Headers as the SDKs send them. */
function authorized(): Record<string, string> {
  const resource = encodeURIComponent(`sb://localhost:${administration.port}/`);
  const expiry = Math.floor(Date.now() / 1000) + 3600;
  const signature = createHmac("sha256", key)
    .update(`${resource}\n${expiry}`)
    .digest("base64");
  return {
    authorization: `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=${keyName}`,
  };
}

function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = "",
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { port } = administration;
    request(
      { host: "localhost", port, path, method, headers, ca: tls.cert },
      (response) => {
        let text = "";
        response
          .setEncoding("utf8")
          .on("data", (part: string) => (text += part));
        response.on("end", () =>
          resolve({ status: response.statusCode!, body: text }),
        );
      },
    )
      .on("error", reject)
      .end(body);
  });
}
