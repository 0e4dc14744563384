import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  ServiceBusAdministrationClient,
  ServiceBusClient,
} from "@azure/service-bus";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { startTestLab } from "../../../test-support/startTestLab.ts";
import { Accesses } from "../../connections/Accesses.ts";
import type { ConnectionRecord } from "../../connections/ConnectionRecord.ts";
import * as cosmosSdk from "../../connections/cosmosBundle.ts";
import { explainTapFailure } from "../../connections/explainFailure.ts";
import * as serviceBusSdk from "../../connections/serviceBusBundle.ts";
import type { FlowEvent, MessageEvent } from "../../flows/FlowEvent.ts";
import { FlowStore } from "../../flows/FlowStore.ts";
import { isOfTap } from "../../flows/isOfTap.ts";
import type { LabProcess } from "../lab/startLabProcess.ts";
import { startReceiver, type Receiver } from "../otlp/startReceiver.ts";
import { openTap } from "./serviceBus.ts";
import { isTapName } from "./tapName.ts";
import { Taps } from "./Taps.ts";

const TOPIC = "order-created";
const MESSAGES = 250;

describe("a tap, with the lab on the other side", function () {
  this.timeout(60_000);
  let receiver: Receiver;
  let lab: LabProcess;
  let bus: ServiceBusClient;
  let accesses: Accesses;
  let record: ConnectionRecord;
  let taps: Taps;
  let tapped: MessageEvent[];
  /** What the lab reported since the test began. */
  let reported: FlowEvent[] = [];
  /** Links that the broker was asked for, by the log of its AMQP library. */
  let attaches: string[] = [];
  let wake = (): void => {};

  before(async () => {
    receiver = await startReceiver({
      onEvents: (events) => {
        reported.push(...events);
        wake();
      },
    });
    lab = await startTestLab(
      {
        serviceBus: {
          Namespaces: [
            {
              Topics: [
                {
                  Name: TOPIC,
                  Subscriptions: [{ Name: "billing" }, { Name: "audit" }],
                },
              ],
            },
          ],
        },
      },
      {
        receiver,
        env: { DEBUG: "rhea:frames" },
        onLine: (line) => {
          if (line.includes("<- attach#")) attaches.push(line);
        },
      },
    );
    bus = new ServiceBusClient(lab.addresses.serviceBus.connectionString);
    accesses = new Accesses({
      lab: () => lab.addresses,
      secretOf: async () => undefined,
      getSession: async () => undefined,
      serviceBusSdk: async () => serviceBusSdk,
      cosmosSdk: async () => cosmosSdk,
    });
    record = accesses
      .labConnections()
      .map((shown) => shown.record)
      .find(({ kind }) => kind === "serviceBus")!;
  });

  after(async () => {
    await bus.close();
    await lab.stop();
    await receiver.stop();
  });

  beforeEach(() => {
    tapped = [];
    reported = [];
    attaches = [];
    taps = new Taps({
      administrationOf: (one) => accesses.administrationOf(one),
      openTap: (one, topic, name) => accesses.openTap(one, topic, name),
      settings: () => ({ deleteWhenIdleMinutes: 7, endAfterMinutes: 60 }),
      onEvents: (events) => tapped.push(...events),
      onState: () => wake(),
      onChange: () => {},
      log: () => {},
    });
  });

  afterEach(() => taps.stopAll());

  /** Ends when the lab or the tap has told what is waited for; mocha's limit ends it otherwise. */
  async function until(isIt: () => boolean): Promise<void> {
    while (!isIt()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  async function send(count: number, name = "m"): Promise<void> {
    const sender = bus.createSender(TOPIC);
    await sender.sendMessages(
      Array.from({ length: count }, (_, n) => ({
        messageId: `${name}${n}`,
        body: { n },
        applicationProperties: { cosmosSessionToken: `0:-1#${n}` },
      })),
    );
    await sender.close();
  }

  async function take(subscription: string, count: number) {
    const consumer = bus.createReceiver(TOPIC, subscription);
    const taken = [];
    while (taken.length < count) {
      const some = await consumer.receiveMessages(count - taken.length, {
        maxWaitTimeInMs: 5000,
      });
      for (const one of some) await consumer.completeMessage(one);
      taken.push(...some);
    }
    await consumer.close();
    return taken;
  }

  const subscriptions = async (): Promise<string[]> => {
    const administration = await accesses.administrationOf(record);
    const found = await administration.subscriptions(TOPIC);
    return found.map(({ name }) => name);
  };
  const settingsOf = async (name: string): Promise<object> => {
    const { serviceBus, caFile } = lab.addresses;
    const { autoDeleteOnIdle, defaultMessageTimeToLive, requiresSession } =
      await new ServiceBusAdministrationClient(
        serviceBus.administrationConnectionString,
        { tlsOptions: { ca: readFileSync(caFile, "utf8") } },
      ).getSubscription(TOPIC, name);
    return { autoDeleteOnIdle, defaultMessageTimeToLive, requiresSession };
  };
  const ids = (count: number): string[] =>
    Array.from({ length: count }, (_, n) => `m${n}`).sort();

  it("sees every message, while consumers take them as fast as they come", async () => {
    assert.equal(await taps.start(record, TOPIC), undefined);
    const [, billed] = await Promise.all([
      send(MESSAGES),
      take("billing", MESSAGES),
    ]);
    await until(() => tapped.length >= MESSAGES);
    assert.deepEqual(
      tapped.map(({ messageId }) => messageId).sort(),
      ids(MESSAGES),
    );
    assert.deepEqual(
      tapped.find(({ messageId }) => messageId === "m7")!.carried,
      [{ token: "0:-1#7" }],
    );
    assert.match(taps.states()[0]!.words, /^250 messages$/);
    // Others got what was theirs, for the first time.
    assert.deepEqual(
      new Set(billed.map(({ deliveryCount }) => deliveryCount)),
      new Set([0]),
    );
    const audited = await take("audit", MESSAGES);
    assert.deepEqual(
      audited.map(({ messageId }) => String(messageId)).sort(),
      ids(MESSAGES),
    );
  });

  it("attaches to its own subscription, and to no other entity", async () => {
    await taps.start(record, TOPIC);
    const name = taps.nameOf(record.id, TOPIC)!;
    await send(1);
    await until(() => tapped.length === 1);
    await taps.stopAll();
    const received = attaches
      .filter((line) => line.includes('"role":true'))
      .map((line) => /"source":\["([^"]*)"\]/.exec(line)?.[1]);
    const sent = attaches
      .filter((line) => !line.includes('"role":true'))
      .map((line) => /"target":\["([^"]*)"\]/.exec(line)?.[1]);
    assert.deepEqual(
      new Set(received),
      new Set(["$cbs", `${TOPIC}/Subscriptions/${name}`]),
    );
    // The message of this test is the only one that is sent.
    assert.deepEqual(new Set(sent), new Set(["$cbs", TOPIC]));
    await Promise.all([take("billing", 1), take("audit", 1)]);
  });

  it("has a name that says whose it is, deletes itself when nobody receives, and is gone when it ends", async () => {
    const before = await subscriptions();
    await taps.start(record, TOPIC);
    const [name, ...others] = (await subscriptions()).filter(isTapName);
    assert.equal(others.length, 0);
    assert.equal(name, taps.nameOf(record.id, TOPIC));
    assert.deepEqual(await settingsOf(name!), {
      autoDeleteOnIdle: "PT7M",
      defaultMessageTimeToLive: "PT7M",
      requiresSession: false,
    });
    assert.equal(await taps.stop(record.id, TOPIC), undefined);
    assert.deepEqual(await subscriptions(), before);
    assert.deepEqual(taps.states(), []);
  });

  it("is made once, however often somebody asks for it", async () => {
    await Promise.all([
      taps.start(record, TOPIC),
      taps.start(record, TOPIC.toUpperCase()),
    ]);
    assert.equal((await subscriptions()).filter(isTapName).length, 1);
  });

  it("is the message of the flow that its sender reported, and no row of its own", async () => {
    const store = new FlowStore();
    await taps.start(record, TOPIC);
    await send(1, "joined");
    await take("billing", 1);
    // What the lab says of the tests before this one may come late.
    const own = () =>
      reported.filter(
        (event) => "messageId" in event && event.messageId === "joined0",
      );
    const isReported = (kind: MessageEvent["kind"]) =>
      own().some((event) => event.kind === kind && !isOfTap(event));
    await until(
      () => tapped.length === 1 && isReported("send") && isReported("deliver"),
    );
    // The lab tells of the tap's delivery as well. Whose it is stands in its name.
    await until(() => own().some(isOfTap));
    for (const event of [...tapped, ...own()]) {
      if (!isOfTap(event)) store.add(event);
    }
    const [flow, ...others] = store.all();
    assert.equal(others.length, 0);
    assert.equal(flow!.message!.subscription, "billing");
    assert.deepEqual(flow!.message!.peeked!.peeked!.body!.text, '{"n":0}');
    await take("audit", 1);
  });

  it("says that somebody deleted it, and makes a new one on Retry", async () => {
    await taps.start(record, TOPIC);
    const name = taps.nameOf(record.id, TOPIC)!;
    const administration = await accesses.administrationOf(record);
    await administration.deleteTap(TOPIC, name);
    await until(() => taps.states()[0]!.state === "trouble");
    const [state] = taps.states();
    assert.match(state!.words, /^somebody deleted the tap: press Retry/);
    assert.equal(state!.canRetry, true);
    await taps.retry(state!.id);
    assert.equal(taps.states()[0]!.state, "live");
    assert.notEqual(taps.nameOf(record.id, TOPIC), name);
  });

  it("says what to do where it cannot be made: no such topic, a name that is taken, a wrong key", async () => {
    const missing = await taps.start(record, "nowhere");
    assert.equal(missing!.kind, "missing");
    assert.match(missing!.words, /^there is no such topic/);
    assert.equal(taps.states()[0]!.state, "trouble");

    const administration = await accesses.administrationOf(record);
    const name = "cosmos-session-tap-0123abcd";
    const make = (through = administration) =>
      through.createTap(TOPIC, name, 5).then(
        () => undefined,
        (error: unknown) => explainTapFailure(error, "making").words,
      );
    assert.equal(await make(), undefined);
    assert.match((await make())!, /^a subscription of the tap's name is there/);
    await administration.deleteTap(TOPIC, name);

    const { administrationConnectionString } = lab.addresses.serviceBus;
    const wrong = serviceBusSdk.openAdministration(
      {
        connectionString: administrationConnectionString.replace(
          /SharedAccessKey=[^;]+/,
          "SharedAccessKey=d3Jvbmc=",
        ),
      },
      { caFile: lab.addresses.caFile },
    );
    assert.match((await make(wrong))!, /^the key is wrong or was renewed/);
  });

  it("receives from nothing that is no tap", () => {
    const { connectionString } = lab.addresses.serviceBus;
    assert.throws(
      () => openTap({ connectionString }, TOPIC, "billing"),
      /"billing" is no tap: nothing is received from it/,
    );
  });
});
