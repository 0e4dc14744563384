import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import {
  startTapLab,
  TOPIC,
  type TapLab,
} from "../../../test-support/startTapLab.ts";
import type { MessageEvent } from "../../flows/FlowEvent.ts";
import { FlowStore } from "../../flows/FlowStore.ts";
import { isOfTap } from "../../flows/isOfTap.ts";
import type { Taps } from "./Taps.ts";

const MESSAGES = 250;

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `m${n}`).sort();

describe("what a tap sees, with the lab on the other side", function () {
  this.timeout(60_000);
  let lab: TapLab;
  let taps: Taps;
  let seen: TapLab["seen"];

  before(async () => {
    lab = await startTapLab();
    ({ seen } = lab);
  });

  after(() => lab.stop());

  beforeEach(() => {
    taps = lab.newTaps();
  });

  afterEach(() => taps.stopAll());

  it("sees every message, while consumers take them as fast as they come", async () => {
    assert.equal(await taps.start(lab.record, TOPIC), undefined);
    const [, billed] = await Promise.all([
      lab.send(MESSAGES),
      lab.take("billing", MESSAGES),
    ]);
    await lab.until(() => seen.tapped.length >= MESSAGES);
    assert.deepEqual(
      seen.tapped.map(({ messageId }) => messageId).sort(),
      ids(MESSAGES),
    );
    assert.deepEqual(
      seen.tapped.find(({ messageId }) => messageId === "m7")!.carried,
      [{ token: "0:-1#7" }],
    );
    assert.match(taps.states()[0]!.words, /^250 messages$/);
    // Others got what was theirs, for the first time.
    assert.deepEqual(
      new Set(billed.map(({ deliveryCount }) => deliveryCount)),
      new Set([0]),
    );
    const audited = await lab.take("audit", MESSAGES);
    assert.deepEqual(
      audited.map(({ messageId }) => String(messageId)).sort(),
      ids(MESSAGES),
    );
  });

  it("attaches to its own subscription, and to no other entity", async () => {
    await taps.start(lab.record, TOPIC);
    const name = taps.nameOf(lab.record.id, TOPIC)!;
    await lab.send(1);
    await lab.until(() => seen.tapped.length === 1);
    await taps.stopAll();
    const received = seen.attaches
      .filter((line) => line.includes('"role":true'))
      .map((line) => /"source":\["([^"]*)"\]/.exec(line)?.[1]);
    const sent = seen.attaches
      .filter((line) => !line.includes('"role":true'))
      .map((line) => /"target":\["([^"]*)"\]/.exec(line)?.[1]);
    assert.deepEqual(
      new Set(received),
      new Set(["$cbs", `${TOPIC}/Subscriptions/${name}`]),
    );
    // The message of this test is the only one that is sent.
    assert.deepEqual(new Set(sent), new Set(["$cbs", TOPIC]));
    await Promise.all([lab.take("billing", 1), lab.take("audit", 1)]);
  });

  it("is the message of the flow that its sender reported, and no row of its own", async () => {
    const store = new FlowStore();
    await taps.start(lab.record, TOPIC);
    await lab.send(1, "joined");
    await lab.take("billing", 1);
    // What the lab says of the tests before this one may come late.
    const own = () =>
      seen.reported.filter(
        (event) => "messageId" in event && event.messageId === "joined0",
      );
    const isReported = (kind: MessageEvent["kind"]) =>
      own().some((event) => event.kind === kind && !isOfTap(event));
    await lab.until(
      () =>
        seen.tapped.length === 1 && isReported("send") && isReported("deliver"),
    );
    // The lab tells of the tap's delivery as well. Whose it is stands in its name.
    await lab.until(() => own().some(isOfTap));
    for (const event of [...seen.tapped, ...own()]) {
      if (!isOfTap(event)) store.add(event);
    }
    const [flow, ...others] = store.all();
    assert.equal(others.length, 0);
    assert.equal(flow!.message!.subscription, "billing");
    assert.deepEqual(flow!.message!.peeked!.peeked!.body!.text, '{"n":0}');
    await lab.take("audit", 1);
  });
});
