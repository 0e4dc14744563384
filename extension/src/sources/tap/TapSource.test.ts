import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { MessageEvent } from "../../flows/FlowEvent.ts";
import type { PeekableMessage } from "../peek/readPeeked.ts";
import type { TapReceiver } from "./receiveCopies.ts";
import { TapSource, type TapSourceOptions } from "./TapSource.ts";

/** A topic whose copies come when the test says so. */
class Topic {
  readonly subscriptions = new Set<string>();
  readonly completed: string[] = [];
  /** What the next wait ends with. */
  failure: Error | undefined;
  connections = 0;
  #wake: (() => void) | undefined;
  #copies: PeekableMessage[] = [];

  deliver(...messages: PeekableMessage[]): void {
    this.#copies.push(...messages);
    this.#wake?.();
  }

  fail(error: Error): void {
    this.failure = error;
    this.#wake?.();
  }

  connect(): TapReceiver {
    this.connections++;
    return {
      receive: async (take, signal) => {
        if (this.#copies.length === 0 && this.failure === undefined) {
          await new Promise<void>((resolve, reject) => {
            this.#wake = resolve;
            signal.addEventListener("abort", () =>
              reject(new Error("AbortError")),
            );
          });
        }
        const { failure } = this;
        this.failure = undefined;
        if (failure !== undefined) throw failure;
        const copies = this.#copies;
        this.#copies = [];
        take(copies);
        this.completed.push(
          ...copies.map(({ messageId }) => String(messageId)),
        );
      },
      close: async () => {},
    };
  }
}

function tapOn(topic: Topic, more: Partial<TapSourceOptions> = {}) {
  const events: MessageEvent[] = [];
  let wake = (): void => {};
  const tap: TapSource = new TapSource({
    topic: "order-created",
    source: "tap:dev",
    create: async (name) => {
      topic.subscriptions.add(name);
    },
    remove: async (name) => {
      topic.subscriptions.delete(name);
    },
    connect: async () => topic.connect(),
    endAfterMs: 3_600_000,
    onEvents: (found) => events.push(...found),
    onState: () => wake(),
    ...more,
  });
  /** Resolves when its state is what the test waits for. */
  const until = async (isIt: () => boolean): Promise<void> => {
    while (!isIt()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { tap, events, until };
}

const message = (id: string, fields: object = {}): PeekableMessage => ({
  messageId: id,
  body: { id },
  sequenceNumber: 5,
  deliveryCount: 0,
  ...fields,
});
const failure = (code: string): Error =>
  Object.assign(new Error(code), { code });

describe("a tap on a topic", () => {
  it("is not there before somebody starts it, and not after somebody stops it", async () => {
    const topic = new Topic();
    const { tap } = tapOn(topic);
    assert.equal(tap.words, "not tapped");
    assert.equal(topic.subscriptions.size, 0);
    assert.equal(await tap.start(), undefined);
    assert.deepEqual([...topic.subscriptions], [tap.name]);
    assert.equal(await tap.stop(), undefined);
    assert.equal(topic.subscriptions.size, 0);
    assert.ok(tap.isOff);
  });

  it("shows each message once, without a delivery count of its copy, and completes it", async () => {
    const topic = new Topic();
    const { tap, events, until } = tapOn(topic);
    await tap.start();
    topic.deliver(message("m1"), message("m2"));
    await until(() => topic.completed.length === 2);
    // Was handed on, could not be completed, and comes again.
    topic.deliver(message("m2", { deliveryCount: 1 }));
    await until(() => events.length === 3);
    assert.equal(tap.words, "2 messages");
    assert.deepEqual(
      events.map(({ kind, source, entity, subscription, deliveryCount }) => [
        kind,
        source,
        entity,
        subscription,
        deliveryCount,
      ]),
      Array.from({ length: 3 }, () => [
        "peek",
        "tap:dev",
        "order-created",
        undefined,
        undefined,
      ]),
    );
    await tap.stop();
  });

  it("says why it could not be made, and is there to be tried again", async () => {
    const topic = new Topic();
    let isAllowed = false;
    const { tap } = tapOn(topic, {
      create: async (name) => {
        if (!isAllowed) {
          throw Object.assign(
            new Error("Manage,EntityWrite claims required for this operation."),
            { statusCode: 401 },
          );
        }
        topic.subscriptions.add(name);
      },
    });
    const trouble = await tap.start();
    assert.equal(trouble!.kind, "noManage");
    assert.match(tap.words, /^no Manage right, which making a tap takes/);
    assert.ok(tap.isOff);
    isAllowed = true;
    assert.equal(await tap.start(), undefined);
    assert.ok(tap.isLive);
    await tap.stop();
  });

  it("connects again by itself when it loses sight, to the same subscription", async () => {
    const topic = new Topic();
    const { tap, events, until } = tapOn(topic);
    await tap.start();
    const { name } = tap;
    topic.fail(failure("ECONNRESET"));
    await until(() => tap.trouble?.kind === "away");
    assert.ok(!tap.isLive);
    topic.deliver(message("m1"));
    await until(() => events.length === 1 && tap.isLive);
    assert.equal(topic.connections, 2);
    assert.equal(tap.name, name);
    await tap.stop();
  });

  it("says that somebody deleted it, and does not make another one by itself", async () => {
    const topic = new Topic();
    const { tap, until } = tapOn(topic, {
      remove: async () => {
        throw failure("MessageEntityNotFoundError");
      },
    });
    await tap.start();
    topic.fail(failure("MessagingEntityNotFound"));
    await until(() => tap.trouble !== undefined);
    assert.match(tap.words, /^somebody deleted the tap: press Retry/);
    // What is gone need not be removed.
    assert.equal(await tap.stop(), undefined);
    assert.equal(topic.connections, 1);
  });

  it("says that its subscription is still there where it could not be removed", async () => {
    const topic = new Topic();
    const { tap } = tapOn(topic, {
      remove: async () => {
        throw failure("ECONNREFUSED");
      },
    });
    await tap.start();
    const left = await tap.stop();
    assert.equal(left!.kind, "refused");
    assert.ok(tap.isOff);
  });

  it("removes what was just made where somebody stops it before it is there", async () => {
    const topic = new Topic();
    let finish = (): void => {};
    const { tap } = tapOn(topic, {
      create: async (name) => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        topic.subscriptions.add(name);
      },
    });
    const starting = tap.start();
    const stopping = tap.stop();
    finish();
    await Promise.all([starting, stopping]);
    assert.equal(topic.subscriptions.size, 0);
    assert.equal(topic.connections, 0);
  });

  it("ends by itself after a while, so that nobody pays for one that was forgotten", async () => {
    const topic = new Topic();
    const { tap, until } = tapOn(topic, { endAfterMs: 1 });
    await tap.start();
    // Its own timer keeps no process alive.
    const alive = setInterval(() => {}, 1000);
    await until(() => tap.isOff);
    clearInterval(alive);
    assert.match(tap.words, /^ended after /);
    assert.equal(topic.subscriptions.size, 0);
  });
});
