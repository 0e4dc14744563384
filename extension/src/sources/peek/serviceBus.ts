// Part of the bundle that is loaded at the first connection, as it loads @azure/service-bus. Nothing here
// receives: a receiver that only peeks attaches to $cbs and $management and to nothing else (measured,
// 7.9.5).
import Long from "long";
import {
  openServiceBus,
  type ServiceBusAccess,
} from "../../connections/openServiceBus.ts";
import type { Peeker } from "./PeekSource.ts";
import type { PeekedEntity } from "./readPeeked.ts";

/** @throws {TypeError} where it is no connection string */
export function openPeeker(
  access: string | ServiceBusAccess,
  { entity, subscription, isDeadLetter }: PeekedEntity,
): Peeker {
  const client = openServiceBus(access);
  const options = isDeadLetter
    ? ({ subQueueType: "deadLetter" } as const)
    : undefined;
  const receiver =
    subscription === undefined
      ? client.createReceiver(entity, options)
      : client.createReceiver(entity, subscription, options);
  return {
    peek: (from, count) =>
      receiver.peekMessages(count, {
        // The typings of the SDK and of long name one class by two files.
        // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
        fromSequenceNumber: Long.fromString(from.toString()),
      }) as unknown as Promise<Awaited<ReturnType<Peeker["peek"]>>>,
    close: () => client.close(),
  };
}
