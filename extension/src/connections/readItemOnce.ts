import type { PartitionKey } from "@azure/cosmos";
import { openCosmos, type CosmosAccess } from "./openCosmos.ts";

export interface ItemRequest {
  readonly database: string;
  readonly container: string;
  readonly itemId: string;
  readonly partitionKey: readonly unknown[];
  /** None: the read shows none. */
  readonly token: string | undefined;
  /** Tells the lab's spans of this read apart; the service passes it over. */
  readonly traceparent: string;
}

export interface ItemAnswer {
  readonly status: number;
  readonly subStatus: number;
  /** The session token of the answer. */
  readonly served: string | undefined;
  readonly charge: number;
  /** With the connection that a new client has to make. */
  readonly durationMs: number;
  /** None where there was none. */
  readonly item: unknown;
}

/**
 * Reads an item with a client of its own, which knows no token of an earlier answer, and tries once.
 * "Not found" is an answer, 404/1002 too.
 *
 * @throws what the SDK throws for all else
 */
export async function readItemOnce(
  access: CosmosAccess,
  request: ItemRequest,
): Promise<ItemAnswer> {
  const { database, container, itemId, partitionKey, token } = request;
  const client = openCosmos(access);
  const start = performance.now();
  try {
    const answer = await client
      .database(database)
      .container(container)
      // It came from a request's header, so the service takes it.
      .item(itemId, [...partitionKey] as PartitionKey)
      .read({
        ...(token !== undefined && { sessionToken: token }),
        initialHeaders: { traceparent: request.traceparent },
      });
    const served = answer.headers["x-ms-session-token"];
    return {
      status: answer.statusCode,
      subStatus: answer.substatus ?? 0,
      served: typeof served === "string" ? served : undefined,
      charge: answer.requestCharge,
      durationMs: performance.now() - start,
      item: answer.resource,
    };
  } finally {
    client.dispose();
  }
}
