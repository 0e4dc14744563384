// What databases, users and containers keep by name and only hand back: users, permissions, scripts.
import { ServiceError } from "../ServiceError.ts";
import type { Item } from "../query/Query.ts";
import { childRid } from "./resourceIds.ts";

/** The path of a list: `dbs/shop/users`, `dbs/shop/colls/orders/triggers`. */
export type Feed = string;

export interface FeedOwner {
  readonly rid: string;
  /** `dbs/<rid>/`, ends with a slash. */
  readonly self: string;
}

interface Stamps {
  nextEtag(): string;
  nextRid(): number;
  timestamp(): number;
}

export class Definitions {
  readonly #stamps: Stamps;
  readonly #feeds = new Map<Feed, Map<string, Item>>();

  constructor(stamps: Stamps) {
    this.#stamps = stamps;
  }

  /** @throws {ServiceError} 409 */
  create(feed: Feed, owner: FeedOwner, id: string, body: Item): Item {
    if (this.#feeds.get(feed)?.has(id) === true) {
      throw new ServiceError(
        409,
        `Resource with specified id or name already exists: "${id}" in ${feed}.`,
      );
    }
    const rid = childRid(owner.rid, this.#stamps.nextRid());
    const created = this.#stamped(body, {
      _rid: rid,
      _self: `${owner.self}${kindOf(feed)}/${rid}/`,
    });
    this.#put(feed, id, created);
    return created;
  }

  /** @throws {ServiceError} 404 */
  read(feed: Feed, id: string): Item {
    const found = this.#feeds.get(feed)?.get(id);
    if (found !== undefined) return found;
    throw new ServiceError(
      404,
      `Resource Not Found: there is no "${id}" in ${feed}. Create it first.`,
    );
  }

  has(feed: Feed, id: string): boolean {
    return this.#feeds.get(feed)?.has(id) === true;
  }

  /**
   * @param id Where it is kept now; the body may bear another id, which then is its new name.
   * @param newId The id in the body.
   * @throws {ServiceError} 404, 409 when the new id is taken, 412
   */
  replace(
    feed: Feed,
    id: string,
    newId: string,
    body: Item,
    ifMatch?: string,
  ): Item {
    const { _rid, _self } = this.#matching(feed, id, ifMatch);
    if (newId !== id) {
      if (this.has(feed, newId)) {
        throw new ServiceError(
          409,
          `Resource with specified id or name already exists: "${newId}" in ${feed}.`,
        );
      }
      this.#feeds.get(feed)!.delete(id);
      this.#moveBelow(`${feed}/${id}/`, `${feed}/${newId}/`);
    }
    const replaced = this.#stamped(body, { _rid, _self });
    this.#put(feed, newId, replaced);
    return replaced;
  }

  /** @throws {ServiceError} 404, 412 */
  delete(feed: Feed, id: string, ifMatch?: string): void {
    this.#matching(feed, id, ifMatch);
    this.#feeds.get(feed)!.delete(id);
    this.deleteBelow(`${feed}/${id}/`);
    // So that the kept state is written again.
    this.#stamps.nextEtag();
  }

  /** @param path Of an owner that goes, with a slash at its end. */
  deleteBelow(path: string): void {
    for (const feed of this.#feeds.keys()) {
      if (feed.startsWith(path)) this.#feeds.delete(feed);
    }
  }

  list(feed: Feed): readonly Item[] {
    return [...(this.#feeds.get(feed)?.values() ?? [])];
  }

  *all(): Iterable<{ readonly feed: Feed; readonly resource: Item }> {
    for (const [feed, resources] of this.#feeds) {
      for (const resource of resources.values()) yield { feed, resource };
    }
  }

  restore(feed: Feed, resource: Item): void {
    this.#put(feed, String(resource["id"]), resource);
  }

  #matching(feed: Feed, id: string, ifMatch: string | undefined): Item {
    const found = this.read(feed, id);
    if (ifMatch === undefined || ifMatch === "*" || ifMatch === found["_etag"])
      return found;
    throw new ServiceError(
      412,
      `One of the specified pre-condition is not met: "${id}" in ${feed} has changed.`,
    );
  }

  #stamped(body: Item, names: Item): Item {
    const own = Object.entries(body).filter(([name]) => !name.startsWith("_"));
    return {
      ...Object.fromEntries(own),
      ...names,
      _etag: this.#stamps.nextEtag(),
      _ts: this.#stamps.timestamp(),
    };
  }

  #put(feed: Feed, id: string, resource: Item): void {
    const resources = this.#feeds.get(feed) ?? new Map<string, Item>();
    this.#feeds.set(feed, resources.set(id, resource));
  }

  #moveBelow(from: string, to: string): void {
    for (const [feed, resources] of [...this.#feeds]) {
      if (!feed.startsWith(from)) continue;
      this.#feeds.delete(feed);
      this.#feeds.set(`${to}${feed.slice(from.length)}`, resources);
    }
  }
}

/** The last name of a feed's path. */
function kindOf(feed: Feed): string {
  return feed.slice(feed.lastIndexOf("/") + 1);
}
