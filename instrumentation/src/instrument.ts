/** Where the preload, which is a file of its own, is found by the copies of this function. */
export const instrumentSymbol = Symbol.for("cosmos-session.instrument");

type Hook = (client: object) => void;

/**
 * Shows the messages of a `ServiceBusClient` to the preload, in a program whose bundler has put the
 * SDK into it so that it cannot be found. Cosmos DB needs none of this. Without the preload it does
 * nothing.
 *
 * @returns the client that it was given
 * @example const client = instrument(new ServiceBusClient(connectionString));
 */
export function instrument<Client extends object>(client: Client): Client {
  const hook = (globalThis as { [instrumentSymbol]?: Hook })[instrumentSymbol];
  hook?.(client);
  return client;
}
