import type { ServiceBusReceivedMessage } from "@azure/service-bus";

/** What messages say, to compare them by it. */
export const bodies = (
  messages: readonly ServiceBusReceivedMessage[],
): unknown[] => messages.map(({ body }) => body as unknown);
