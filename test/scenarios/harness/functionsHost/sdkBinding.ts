import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import type { ModelBindingData } from "./types.ts";

export const SDK_BINDING_SOURCE = "AzureServiceBusReceivedMessage";

interface Resolver {
  registerResourceFactory(
    source: string,
    factory: (data: ModelBindingData | readonly ModelBindingData[]) => unknown,
  ): void;
}

/**
 * Does for `sdkBinding: true` what `@azure/functions-extensions-servicebus` does: one message, or an
 * array of them, as `messages`. That package decodes them from the host's bytes, which there are none
 * of here.
 */
export function registerSdkBinding(require: NodeJS.Require): void {
  const { ResourceFactoryResolver } =
    require("@azure/functions-extensions-base") as {
      ResourceFactoryResolver: { getInstance(): Resolver };
    };
  ResourceFactoryResolver.getInstance().registerResourceFactory(
    SDK_BINDING_SOURCE,
    (data) => ({
      messages: Array.isArray(data)
        ? data.map(messageOf)
        : messageOf(data as ModelBindingData),
      actions: {},
    }),
  );
}

function messageOf({ content }: ModelBindingData): ServiceBusReceivedMessage {
  return content as ServiceBusReceivedMessage;
}
