import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { processError, serviceBus } from "./azure.js";

export abstract class QueueHandler {
  start(queue: string) {
    serviceBus.createReceiver(queue).subscribe({
      processMessage: (message) => this.handle(message),
      processError,
    });
  }

  protected abstract handle(message: ServiceBusReceivedMessage): Promise<void>;
}
