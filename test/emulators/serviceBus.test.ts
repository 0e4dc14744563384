import assert from "node:assert/strict";
import { ServiceBusClient, type ServiceBusReceiver } from "@azure/service-bus";
import { after, before, describe, it } from "mocha";
import { attach, tokenFrom } from "../../session-token/src/index.ts";
import { places } from "./places.ts";

const token = "0:-1#42,1:-1#7";

for (const place of places()) {
  describe(`Service Bus on ${place.name}`, function () {
    let client: ServiceBusClient;

    before(async function () {
      const { serviceBus } = await place.open(this);
      client = new ServiceBusClient(serviceBus, {
        retryOptions: { maxRetries: 1, timeoutInMs: 10_000 },
      });
    });
    after(async () => {
      await (client as ServiceBusClient | undefined)?.close();
      await place.close();
    });

    /** The one message of the receiver, so that each test leaves its entity empty. */
    async function receive(receiver: ServiceBusReceiver) {
      const [message] = await receiver.receiveMessages(1, {
        maxWaitTimeInMs: 10_000,
      });
      assert.ok(message !== undefined, "No message came.");
      return message;
    }

    it("a message carries a session token in its properties", async () => {
      await client
        .createSender("orders")
        .sendMessages(attach({ body: { id: "1" } }, token));
      const receiver = client.createReceiver("orders");
      const message = await receive(receiver);
      assert.equal(tokenFrom(message), token);
      await receiver.completeMessage(message);
    });

    it("a peek shows the token, and takes nothing", async () => {
      await client
        .createSender("orders")
        .sendMessages(attach({ body: { id: "2" } }, token));
      const receiver = client.createReceiver("orders");
      const [peeked] = await receiver.peekMessages(1);
      assert.equal(peeked && tokenFrom(peeked), token);
      const message = await receive(receiver);
      assert.equal(message.deliveryCount, 0);
      await receiver.completeMessage(message);
    });

    it("an abandoned message comes again, with its token and a higher count", async () => {
      await client
        .createSender("orders")
        .sendMessages(attach({ body: { id: "3" } }, token));
      const receiver = client.createReceiver("orders");
      await receiver.abandonMessage(await receive(receiver));
      const again = await receive(receiver);
      assert.equal(again.deliveryCount, 1);
      assert.equal(tokenFrom(again), token);
      await receiver.completeMessage(again);
    });

    it("a dead letter keeps its token beside the reason", async () => {
      await client
        .createSender("orders")
        .sendMessages(attach({ body: { id: "4" } }, token));
      const receiver = client.createReceiver("orders");
      await receiver.deadLetterMessage(await receive(receiver), {
        deadLetterReason: "StaleRead",
        deadLetterErrorDescription: "The item was not there yet.",
      });
      const dead = client.createReceiver("orders", {
        subQueueType: "deadLetter",
      });
      const message = await receive(dead);
      assert.equal(message.deadLetterReason, "StaleRead");
      assert.equal(tokenFrom(message), token);
      await dead.completeMessage(message);
    });

    it("a session is not a session token: both arrive side by side", async () => {
      await client
        .createSender("carts")
        .sendMessages(
          attach({ body: { id: "5" }, sessionId: "cart-5" }, token),
        );
      const receiver = await client.acceptSession("carts", "cart-5");
      const message = await receive(receiver);
      assert.deepEqual(
        [message.sessionId, tokenFrom(message)],
        ["cart-5", token],
      );
      await receiver.completeMessage(message);
      await receiver.close();
    });

    it("a subscription's SQL filter lets through what it names", async () => {
      const sender = client.createSender("events");
      for (const kind of ["cancelled", "placed"]) {
        await sender.sendMessages({
          body: kind,
          applicationProperties: { kind },
        });
      }
      const receiver = client.createReceiver("events", "placed");
      const message = await receive(receiver);
      assert.equal(message.body, "placed");
      await receiver.completeMessage(message);
    });
  });
}
