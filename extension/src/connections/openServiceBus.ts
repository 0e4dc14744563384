import { ServiceBusClient, type TokenCredential } from "@azure/service-bus";

/** How a namespace is entered: by what a connection string says, or as the person who signed in. */
export type ServiceBusAccess =
  | { readonly connectionString: string }
  | { readonly host: string; readonly credential: TokenCredential };

const TIMEOUT_MS = 15_000;

/**
 * A client that tries once: each failure is seen here, and told; waits are the caller's own.
 *
 * @throws {TypeError} where it is no connection string
 */
export function openServiceBus(
  access: string | ServiceBusAccess,
): ServiceBusClient {
  const options = {
    retryOptions: { maxRetries: 0, timeoutInMs: TIMEOUT_MS },
  };
  if (typeof access === "string") return new ServiceBusClient(access, options);
  return "credential" in access
    ? new ServiceBusClient(access.host, access.credential, options)
    : new ServiceBusClient(access.connectionString, options);
}
