import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import {
  IDLE_MINUTES,
  startTapLab,
  TOPIC,
  type TapLab,
} from "../../../test-support/startTapLab.ts";
import { explainTapFailure } from "../../connections/explainFailure.ts";
import { openAdministration } from "../../connections/openAdministration.ts";
import { openTap } from "./serviceBus.ts";
import { isTapName } from "./tapName.ts";
import type { Taps } from "./Taps.ts";

describe("the subscription of a tap, with the lab on the other side", function () {
  this.timeout(60_000);
  let lab: TapLab;
  let taps: Taps;

  before(async () => {
    lab = await startTapLab();
  });

  after(() => lab.stop());

  beforeEach(() => {
    taps = lab.newTaps();
  });

  afterEach(() => taps.stopAll());

  it("has a name that says whose it is, deletes itself when nobody receives, and is gone when it ends", async () => {
    const before = await lab.subscriptions();
    await taps.start(lab.record, TOPIC);
    const [name, ...others] = (await lab.subscriptions()).filter(isTapName);
    assert.equal(others.length, 0);
    assert.equal(name, taps.nameOf(lab.record.id, TOPIC));
    assert.deepEqual(await lab.settingsOf(name!), {
      autoDeleteOnIdle: `PT${IDLE_MINUTES}M`,
      defaultMessageTimeToLive: `PT${IDLE_MINUTES}M`,
      requiresSession: false,
    });
    assert.equal(await taps.stop(lab.record.id, TOPIC), undefined);
    assert.deepEqual(await lab.subscriptions(), before);
    assert.deepEqual(taps.states(), []);
  });

  it("is removed while the window closes, when nobody can be asked for the key any more", async () => {
    let isClosing = false;
    taps = lab.newTaps({
      administrationOf: async (record) => {
        assert.ok(!isClosing, "The channel to the window is closed.");
        return lab.accesses.administrationOf(record);
      },
    });
    const before = await lab.subscriptions();
    await taps.start(lab.record, TOPIC);
    isClosing = true;
    await taps.stopAll();
    assert.deepEqual(await lab.subscriptions(), before);
  });

  it("is made once, however often somebody asks for it", async () => {
    await Promise.all([
      taps.start(lab.record, TOPIC),
      taps.start(lab.record, TOPIC.toUpperCase()),
    ]);
    assert.equal((await lab.subscriptions()).filter(isTapName).length, 1);
  });

  it("says that somebody deleted it, and makes a new one on Retry", async () => {
    await taps.start(lab.record, TOPIC);
    const name = taps.nameOf(lab.record.id, TOPIC)!;
    const administration = await lab.accesses.administrationOf(lab.record);
    await administration.deleteTap(TOPIC, name);
    await lab.until(() => taps.states()[0]!.state === "trouble");
    const [state] = taps.states();
    assert.match(state!.words, /^somebody deleted the tap: press Retry/);
    assert.equal(state!.canRetry, true);
    await taps.retry(state!.id);
    assert.equal(taps.states()[0]!.state, "live");
    assert.notEqual(taps.nameOf(lab.record.id, TOPIC), name);
  });

  it("says what to do where it cannot be made: no such topic, a name that is taken, a wrong key", async () => {
    const missing = await taps.start(lab.record, "nowhere");
    assert.equal(missing!.kind, "missing");
    assert.match(missing!.words, /^there is no such topic/);
    assert.equal(taps.states()[0]!.state, "trouble");

    const administration = await lab.accesses.administrationOf(lab.record);
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
    const wrong = openAdministration(
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
