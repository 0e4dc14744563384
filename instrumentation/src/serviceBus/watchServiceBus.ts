import { instrumentSymbol } from "../instrument.ts";
import { onModuleLoad } from "../onModuleLoad.ts";
import { quietly } from "../quietly.ts";
import type { MessageWatcher } from "./MessageWatcher.ts";
import { patchClient } from "./patchClient.ts";

/** Watches the Service Bus SDK as it is loaded; and, for bundles, the clients that are shown to us. */
export function watchServiceBus(watcher: MessageWatcher): void {
  onModuleLoad(/service-bus/, (exports) => {
    const { ServiceBusClient } = exports as { ServiceBusClient?: unknown };
    if (typeof ServiceBusClient !== "function") return;
    patchClient(ServiceBusClient.prototype as object, watcher);
  });
  Object.defineProperty(globalThis, instrumentSymbol, {
    value: (client: object) =>
      quietly(() =>
        patchClient(Object.getPrototypeOf(client) as object, watcher),
      ),
  });
}
