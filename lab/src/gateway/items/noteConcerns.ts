import type { Container } from "../account/Container.ts";
import type { GatewayRequest } from "../Operation.ts";
import type { Query } from "../query/Query.ts";
import { isInScope, type Scope } from "./scope.ts";

/**
 * Notes which items a query or feed is about: those of its scope whose newest state its filter lets
 * through; of a deleted item, the state before.
 */
export function noteConcerns(
  request: GatewayRequest,
  container: Container,
  scope: Scope,
  query?: Query,
): void {
  request.seen.concerns = ({ id, partitionKey }) => {
    if (!isInScope(scope, partitionKey)) return false;
    for (const range of container.data.ranges) {
      const newest = range.store.history(partitionKey, id)?.newest;
      if (newest === undefined) continue;
      const item = newest.value ?? newest.previous?.value;
      return (
        item !== undefined && (query === undefined || query.concerns(item.body))
      );
    }
    return false;
  };
}
