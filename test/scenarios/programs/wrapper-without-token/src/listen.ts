import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { processError, serviceBus } from "./azure.js";

export function listen(
  queue: string,
  onMessage: (message: ServiceBusReceivedMessage) => Promise<void>,
) {
  serviceBus.createReceiver(queue).subscribe({
    processMessage: (message) => onMessage(message),
    processError,
  });
}
