import type { Change } from "../../replication/VersionedStore.ts";
import { ServiceError } from "../ServiceError.ts";
import type { StoredItem } from "./StoredItem.ts";

/** The values that must not stand twice within a partition key, and who has them. */
export class UniqueKeys {
  /** Paths of each unique key, split into names. */
  readonly #keys: readonly (readonly (readonly string[])[])[];
  /** Key, partition and values to the id of the item that has them. */
  readonly #holders = new Map<string, string>();

  constructor(paths: readonly (readonly (readonly string[])[])[]) {
    this.#keys = paths;
  }

  /**
   * @param find An item as the write that is under way sees it.
   * @param changed What that write has changed already.
   * @throws {ServiceError} 409
   */
  check(
    partition: string,
    id: string,
    body: StoredItem["body"],
    find: (id: string) => StoredItem | undefined,
    changed: Iterable<Change<StoredItem>>,
  ): void {
    const values = this.#valuesOf(partition, body);
    const holds = (other: string | undefined, value: string): boolean => {
      if (other === undefined || other === id) return false;
      const item = find(other);
      return (
        item !== undefined &&
        this.#valuesOf(partition, item.body).includes(value)
      );
    };
    const changedIds = [...changed].map((change) => change.id);
    for (const value of values) {
      const others = [this.#holders.get(value), ...changedIds];
      if (!others.some((other) => holds(other, value))) continue;
      throw new ServiceError(
        409,
        "Unique index constraint violation: another item of the same partition key has the same values.",
      );
    }
  }

  committed(
    changes: Iterable<Change<StoredItem>>,
    before: (id: string) => StoredItem | undefined,
  ): void {
    for (const { partition, id, value } of changes) {
      const old = before(id);
      if (old !== undefined) {
        for (const key of this.#valuesOf(partition, old.body)) {
          if (this.#holders.get(key) === id) this.#holders.delete(key);
        }
      }
      if (value === undefined) continue;
      for (const key of this.#valuesOf(partition, value.body)) {
        this.#holders.set(key, id);
      }
    }
  }

  /** A missing value counts as null, so it too stands only once. */
  #valuesOf(partition: string, body: StoredItem["body"]): string[] {
    return this.#keys.map((paths, index) => {
      const values = paths.map((path) => valueAt(body, path) ?? null);
      return JSON.stringify([index, partition, values]);
    });
  }
}

function valueAt(body: StoredItem["body"], path: readonly string[]): unknown {
  let value: unknown = body;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return undefined;
    if (!Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}
