// Part of the bundle that is loaded at the first connection. The only file of the extension that receives, and
// it does so from subscriptions alone that bear the name of a tap.
import {
  openServiceBus,
  type ServiceBusAccess,
} from "../../connections/openServiceBus.ts";
import { isTapName } from "./tapName.ts";
import type { TapReceiver } from "./receiveCopies.ts";

const BATCH = 100;
/** Then it asks again: a connection that was lost without a word is noticed at the latest then. */
const WAIT_MS = 20_000;

/** @throws {Error} where the subscription is none of ours */
export function openTap(
  access: ServiceBusAccess,
  topic: string,
  name: string,
): TapReceiver {
  if (!isTapName(name)) {
    throw new Error(`"${name}" is no tap: nothing is received from it.`);
  }
  const client = openServiceBus(access);
  const receiver = client.createReceiver(topic, name, {
    receiveMode: "peekLock",
    // Copies are completed at once.
    maxAutoLockRenewalDurationInMs: 0,
  });
  return {
    async receive(take, signal) {
      const messages = await receiver.receiveMessages(BATCH, {
        maxWaitTimeInMs: WAIT_MS,
        abortSignal: signal,
      });
      take(messages.map((message) => ({ ...message })));
      await Promise.all(
        messages.map((message) => receiver.completeMessage(message)),
      );
    },
    close: () => client.close(),
  };
}
