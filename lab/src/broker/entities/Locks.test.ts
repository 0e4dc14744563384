import assert from "node:assert/strict";
import { beforeEach, describe, it } from "mocha";
import { HeldClock } from "../../replication/clock.ts";
import type { StoredMessage } from "../message/StoredMessage.ts";
import { Agenda } from "./Agenda.ts";
import { BrokerError } from "./BrokerError.ts";
import { turnGuid, TokenSource } from "./Lock.ts";
import { Locks } from "./Locks.ts";
import { Messages } from "./Messages.ts";

const minute = 60_000;

describe("the locks of a queue", () => {
  let clock: HeldClock;
  let locks: Locks;
  let message: StoredMessage;
  let ended: StoredMessage[];

  beforeEach(() => {
    clock = new HeldClock();
    ended = [];
    const context = {
      agenda: new Agenda(clock),
      tokens: new TokenSource(clock.now()),
      report: () => undefined,
    };
    locks = new Locks(context, {
      durationMs: () => minute,
      sessionOf: () => undefined,
      ended: (one) => ended.push(one),
    });
    message = new Messages("orders", context).put({
      content: {
        durable: true,
        priority: 4,
        ttl: undefined,
        annotations: [],
        scheduledFor: undefined,
        messageId: "m",
        sessionId: undefined,
        partitionKey: undefined,
        tail: Buffer.alloc(0),
        applicationPropertiesAt: 0,
        bodyAt: 0,
      },
      enqueuedTime: clock.now(),
      expiresAt: Infinity,
    });
  });

  it("find a message by the token of its lock, until the lock is dropped", () => {
    const { token } = locks.lock(message);
    assert.equal(locks.find(token), message);
    assert.equal(locks.find(turnGuid(token)), undefined);
    locks.drop(message);
    assert.equal(locks.find(token), undefined);
  });

  it("end when their time is over, and tell once", async () => {
    const lock = locks.lock(message);
    await clock.advance(minute - 1);
    locks.assertInForce(message, lock);
    await clock.advance(1);
    assert.deepEqual(ended, [message]);
    assert.throws(() => locks.assertInForce(message, lock), BrokerError);
    await clock.advance(10 * minute);
    assert.equal(ended.length, 1);
  });

  it("last from the renewal on for the whole duration", async () => {
    locks.lock(message);
    await clock.advance(minute - 1);
    locks.renew(message);
    assert.equal(locks.until(message), clock.now() + minute);
    await clock.advance(minute - 1);
    assert.deepEqual(ended, []);
    await clock.advance(1);
    assert.deepEqual(ended, [message]);
  });

  it("are not in force for a message that was locked anew", () => {
    const first = locks.lock(message);
    locks.drop(message);
    const second = locks.lock(message);
    assert.throws(() => locks.assertInForce(message, first), BrokerError);
    locks.assertInForce(message, second);
  });
});
