// What a write does to one item, without the HTTP around it: the same for single operations, batches
// and bulk. A write sees the newest state: it runs at the primary.
import type { PartitionKeyRange } from "../../replication/PartitionKeyRange.ts";
import type { Change } from "../../replication/VersionedStore.ts";
import type { Account } from "../account/Account.ts";
import type { Container } from "../account/Container.ts";
import type { Item } from "../query/Query.ts";
import { ServiceError } from "../ServiceError.ts";
import { checkId, checkSize, checkTimeToLive } from "./checkItem.ts";
import { patched, type Patch } from "./patch.ts";
import { isLive, storedItem, type StoredItem } from "./StoredItem.ts";

/** Where a write happens. What earlier operations of the same batch did is visible to the later. */
export class ItemWriter {
  readonly #account: Account;
  readonly #container: Container;
  readonly range: PartitionKeyRange<StoredItem>;
  readonly #partition: string;
  readonly #changes = new Map<string, Change<StoredItem>>();

  constructor(
    account: Account,
    container: Container,
    range: PartitionKeyRange<StoredItem>,
    partition: string,
  ) {
    this.#account = account;
    this.#container = container;
    this.range = range;
    this.#partition = partition;
  }

  /** Everything so far becomes visible, at one new LSN. Without changes there is none. */
  commit(): void {
    if (this.#changes.size === 0) return;
    const changes = [...this.#changes.values()];
    this.#container.uniqueKeys?.committed(changes, (id) => this.#newest(id));
    this.#container.data.commit(this.range, changes);
    this.#account.revision++;
    this.#changes.clear();
  }

  find(id: string): StoredItem | undefined {
    const changed = this.#changes.get(id);
    const item = changed === undefined ? this.#newest(id) : changed.value;
    return isLive(item, this.#account.clock.now()) ? item : undefined;
  }

  /** @throws {ServiceError} 409 */
  create(body: Item): StoredItem {
    const id = this.#idOf(body);
    if (this.find(id) !== undefined) {
      throw new ServiceError(
        409,
        `Entity with the specified id already exists in the system: item "${id}" of container "${this.#container.name}".`,
      );
    }
    return this.#store(id, body, this.#container.nextItemRid());
  }

  /** @returns The item, and whether there was none before. */
  upsert(
    body: Item,
    ifMatch: string | undefined,
  ): { readonly item: StoredItem; readonly isNew: boolean } {
    const id = this.#idOf(body);
    const existing = this.find(id);
    if (existing === undefined) {
      return {
        item: this.#store(id, body, this.#container.nextItemRid()),
        isNew: true,
      };
    }
    checkEtag(existing, ifMatch);
    return { item: this.#store(id, body, existing.rid), isNew: false };
  }

  /** @throws {ServiceError} 404, 412 */
  replace(id: string, body: Item, ifMatch: string | undefined): StoredItem {
    const newId = this.#idOf(body);
    const existing = this.#existing(id);
    checkEtag(existing, ifMatch);
    if (newId !== id) {
      throw new ServiceError(
        400,
        `The id of an item cannot be changed: replace of "${id}" with "${newId}". Create the new item and delete the old one.`,
      );
    }
    return this.#store(id, body, existing.rid);
  }

  /** @throws {ServiceError} 400, 404, 412 */
  patch(id: string, patch: Patch, ifMatch: string | undefined): StoredItem {
    const existing = this.#existing(id);
    checkEtag(existing, ifMatch);
    this.#checkCondition(existing, patch.condition);
    const { keyPaths } = this.#container;
    const body = patched(existing.body, patch.operations, keyPaths);
    return this.#store(id, body, existing.rid);
  }

  /** @throws {ServiceError} 404 */
  read(id: string): StoredItem {
    return this.#existing(id);
  }

  /** @throws {ServiceError} 404, 412 */
  delete(id: string, ifMatch: string | undefined): StoredItem {
    const existing = this.#existing(id);
    checkEtag(existing, ifMatch);
    this.#change(id, undefined);
    return existing;
  }

  #newest(id: string): StoredItem | undefined {
    return this.range.store.history(this.#partition, id)?.newest.value;
  }

  #existing(id: string): StoredItem {
    const existing = this.find(id);
    if (existing !== undefined) return existing;
    throw notFound(id, this.#container);
  }

  /** @throws {ServiceError} 412 when it does not hold, 400 when it is no condition. */
  #checkCondition(item: StoredItem, condition: string | undefined): void {
    if (condition === undefined) return;
    const query = `SELECT * ${condition}`;
    if (this.#account.queries.compile({ query }).concerns(item.body)) return;
    throw new ServiceError(
      412,
      `One of the specified pre-condition is not met: the patch's condition "${condition}" does not hold for the item.`,
    );
  }

  #idOf(body: Item): string {
    const id = checkId(body["id"]);
    const partition = this.#container.partitionOf(body);
    if (partition !== this.#partition) {
      throw new ServiceError(
        400,
        `PartitionKey extracted from document doesn't match the one specified in the header: item "${id}" has ${partition}, the request says ${this.#partition}.`,
        { subStatus: 1001 },
      );
    }
    return id;
  }

  #store(id: string, body: Item, rid: string): StoredItem {
    checkTimeToLive(id, body["ttl"]);
    const item = storedItem(this.#container, body, {
      rid,
      etag: this.#account.nextEtag(),
      ts: this.#account.timestamp(),
    });
    checkSize(id, item.bytes.length);
    this.#container.uniqueKeys?.check(
      this.#partition,
      id,
      item.body,
      (other) => this.find(other),
      this.#changes.values(),
    );
    this.#change(id, item);
    return item;
  }

  #change(id: string, value: StoredItem | undefined): void {
    this.#changes.set(id, { partition: this.#partition, id, value });
  }
}

export function notFound(id: string, container: Container): ServiceError {
  return new ServiceError(
    404,
    `Entity with the specified id does not exist in the system: item "${id}" of container "${container.name}".`,
  );
}

/** @throws {ServiceError} 412 */
function checkEtag(item: StoredItem, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch === "*" || ifMatch === item.etag) return;
  throw new ServiceError(
    412,
    "One of the specified pre-condition is not met: the item's _etag is another one than in If-Match.",
  );
}
