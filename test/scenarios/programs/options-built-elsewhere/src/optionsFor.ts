import type { RequestOptions } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";

export function optionsFor({
  applicationProperties = {},
}: ServiceBusReceivedMessage): RequestOptions {
  const options: RequestOptions = { maxIntegratedCacheStalenessInMs: 0 };
  options.sessionToken = applicationProperties["cosmosSessionToken"] as string;
  return options;
}
