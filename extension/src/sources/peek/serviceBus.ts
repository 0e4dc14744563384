// The only file that loads @azure/service-bus: a bundle of its own, loaded at the first connection.
// Nothing here receives: a receiver that only peeks attaches to $cbs and $management and to nothing
// else (measured, 7.9.5).
import { ServiceBusClient } from "@azure/service-bus";
import Long from "long";
import type { Peeker } from "./PeekSource.ts";
import type { PeekedEntity } from "./readPeeked.ts";

const TIMEOUT_MS = 15_000;

/** @throws {TypeError} where it is no connection string */
export function openPeeker(
  connectionString: string,
  { entity, subscription, isDeadLetter }: PeekedEntity,
): Peeker {
  const client = new ServiceBusClient(connectionString, {
    // Each try is seen here, and told; waits are the source's own.
    retryOptions: { maxRetries: 0, timeoutInMs: TIMEOUT_MS },
  });
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
