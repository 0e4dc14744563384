import type { Container } from "../account/Container.ts";
import type { OrderPath } from "../query/orderPaths.ts";
import { ServiceError } from "../ServiceError.ts";

interface IndexedPath {
  readonly path?: unknown;
  readonly order?: unknown;
}

/**
 * ORDER BY of several paths needs a composite index of just these, in the same order or all the other
 * way round (documentation of indexing policies). Asked only of a container whose policy names some:
 * of the others the lab does not know what indexes they have where they really are.
 *
 * @throws {ServiceError} 400 in the service's words.
 */
export function checkCompositeIndex(
  container: Container,
  order: readonly OrderPath[],
): void {
  if (order.length < 2) return;
  const { compositeIndexes } = (container.definition.indexingPolicy ?? {}) as {
    readonly compositeIndexes?: readonly (readonly IndexedPath[])[];
  };
  if (!Array.isArray(compositeIndexes) || compositeIndexes.length === 0) return;
  const serves = (index: readonly IndexedPath[], isTurned: boolean): boolean =>
    index.length === order.length &&
    index.every(({ path, order: direction }, place) => {
      const wanted = order[place]!;
      const descends = String(direction).toLowerCase() === "descending";
      return (
        withoutQuotes(path) === wanted.path &&
        descends === (wanted.descending !== isTurned)
      );
    });
  if (
    compositeIndexes.some(
      (index: readonly IndexedPath[]) =>
        serves(index, false) || serves(index, true),
    )
  ) {
    return;
  }
  const asked = order.map(
    ({ path, descending }) =>
      `/${path} ${descending ? "descending" : "ascending"}`,
  );
  throw new ServiceError(
    400,
    `The order by query does not have a corresponding composite index that it can be served from. Container "${container.name}" needs one of ${asked.join(", ")}.`,
  );
}

/** `/address/"city"` is `address/city`. */
function withoutQuotes(path: unknown): string {
  return String(path).slice(1).replaceAll('"', "");
}
