import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import {
  ServiceBusClient,
  type ServiceBusMessage,
  type ServiceBusReceivedMessage,
} from "@azure/service-bus";
import type { Container } from "cosmos-4.9";
import { run, sdk49, type Running } from "../test-support/cosmosSdks.ts";
import { forgetAmbient } from "../test-support/forgetAmbient.ts";
import {
  startTinyBroker,
  type TinyBroker,
} from "../test-support/tinyBroker.ts";
import { attach, handle, protect } from "./ambient.ts";
import { attach as attachToken } from "./attach.ts";
import { tokenFrom } from "./tokenFrom.ts";

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

describe("ambient under the real @azure/service-bus, whose handlers run in a leaked async context", () => {
  let broker: TinyBroker;
  let serviceBus: ServiceBusClient;
  let cosmos: Running;
  let orders: Container;

  beforeEach(async () => {
    forgetAmbient();
    broker = await startTinyBroker();
    serviceBus = new ServiceBusClient(broker.connectionString, {
      retryOptions: { maxRetries: 0, timeoutInMs: 5000 },
    });
    cosmos = await run(sdk49);
    orders = protect(cosmos.container);
  });

  afterEach(async () => {
    await serviceBus.close();
    await cosmos[Symbol.asyncDispose]();
    await broker.close();
    forgetAmbient();
  });

  /** Runs the handler for so many messages, at most five at a time. */
  async function receive(
    queue: string,
    count: number,
    handler: (message: ServiceBusReceivedMessage) => Promise<void>,
  ): Promise<void> {
    const failures: unknown[] = [];
    let done = 0;
    const subscription = serviceBus.createReceiver(queue).subscribe(
      {
        processMessage: async (message) => {
          await handler(message).catch((error: unknown) =>
            failures.push(error),
          );
          done++;
        },
        processError: async ({ error }) => {
          failures.push(error);
        },
      },
      { maxConcurrentCalls: 5 },
    );
    const deadline = performance.now() + 8000;
    while (done < count && performance.now() < deadline) await pause(5);
    await subscription.close();
    assert.deepEqual(failures, []);
    assert.equal(done, count);
  }

  it("gives each of many concurrent handlers the token of its own message", async () => {
    const leaky = new AsyncLocalStorage<string>();
    const sender = serviceBus.createSender("orders");
    const messages = Array.from({ length: 25 }, (_, i): ServiceBusMessage => {
      const message = { messageId: String(i), body: { id: `item-${i}` } };
      // Every fifth carries none.
      return i % 5 === 0 ? message : attachToken(message, `0:1#${i}#1=${i}`);
    });
    // The first send opens the connection, in the context of an HTTP request's flow, say.
    await leaky.run("the opener's context", () =>
      handle(
        { applicationProperties: { cosmosSessionToken: "0:1#99#1=99" } },
        async () => {
          for (const message of messages) await sender.sendMessages(message);
        },
      ),
    );

    const contexts = new Set<string | undefined>();
    await receive("orders", messages.length, (message) =>
      handle(message, async () => {
        contexts.add(leaky.getStore());
        await pause(Math.random() * 20);
        const { id } = message.body as { id: string };
        await orders.item(id, "a").read();
      }),
    );

    assert.deepEqual(
      [...contexts],
      ["the opener's context"],
      "the leak is real",
    );
    const seen = new Map(
      cosmos.server.seen.map(({ path, token }) => [
        path.split("/").at(-1),
        token,
      ]),
    );
    assert.equal(seen.size, messages.length);
    for (const message of messages) {
      const { id } = message.body as { id: string };
      assert.equal(seen.get(id), tokenFrom(message), id);
    }
  });

  it("does not give the opener's token to a handler that was left without handle", async () => {
    const sender = serviceBus.createSender("orders");
    await handle(
      { applicationProperties: { cosmosSessionToken: "0:1#99#1=99" } },
      async () => {
        await sender.sendMessages({ messageId: "1", body: {} });
      },
    );
    await receive("orders", 1, async () => {
      await orders.item("1", "a").read();
    });
    assert.deepEqual(
      cosmos.server.seen.map(({ token }) => token),
      [undefined],
    );
  });

  it("carries the token of a write to the reader through the wire, without one in the code", async () => {
    const sender = serviceBus.createSender("orders");
    await handle(undefined, async () => {
      await orders.items.create({ id: "1", pk: "a" });
      await sender.sendMessages(attach({ messageId: "1", body: { id: "1" } }));
    });
    cosmos.server.seen.length = 0;
    await receive("orders", 1, (message) =>
      handle(message, async () => {
        await orders.item("1", "a").read();
      }),
    );
    assert.deepEqual(
      cosmos.server.seen.map(({ token }) => token),
      ["0:1#101#1=101"],
    );
  });

  it("keeps the class and fields of a received message that is sent on", async () => {
    const sender = serviceBus.createSender("orders");
    await sender.sendMessages({
      messageId: "1",
      body: { id: "1" },
      subject: "new",
    });
    await receive("orders", 1, async (message) => {
      const next = serviceBus.createSender("next");
      await next.sendMessages(attachToken(message, "0:1#7#1=7"));
    });
    await receive("next", 1, async (message) => {
      assert.equal(tokenFrom(message), "0:1#7#1=7");
      assert.equal(message.subject, "new");
      assert.deepEqual(message.body, { id: "1" });
    });
  });
});
