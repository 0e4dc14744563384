import { Fifo } from "./Fifo.ts";
import type { ItemKey } from "./observation.ts";

export interface KnownWrite {
  readonly container: string;
  readonly item: ItemKey;
  /** Of the one range of the item. */
  readonly token: string;
  readonly connection: number;
}

/** More items of one id than this, in different partitions, are told apart by nobody who names it. */
const ITEMS_OF_ONE_ID = 64;

/** Acknowledged writes, the newest of them: found by their items, by ids and by tokens. */
export class KnownWrites {
  readonly #all: Fifo<KnownWrite>;
  /** The newest write to each item of an id. */
  readonly #newestById = new Map<string, KnownWrite[]>();
  readonly #byToken = new Map<string, KnownWrite[]>();

  constructor(capacity: number) {
    this.#all = new Fifo(capacity);
  }

  add(write: KnownWrite): void {
    const oldest = this.#all.push(write);
    if (oldest !== undefined) this.#forget(oldest);
    getOrMake(this.#byToken, write.token, newArray).push(write);
    const ofId = getOrMake(this.#newestById, write.item.id, newArray);
    const known = ofId.findIndex((other) => isSameItem(other, write));
    if (known >= 0) ofId[known] = write;
    else if (ofId.push(write) > ITEMS_OF_ONE_ID) ofId.shift();
  }

  /** @returns the newest write to each item of this id */
  byId(id: string): readonly KnownWrite[] {
    return this.#newestById.get(id) ?? [];
  }

  newest(write: KnownWrite): KnownWrite | undefined {
    return this.byId(write.item.id).find((other) => isSameItem(other, write));
  }

  /** @param token of one range, as the write answered it */
  byToken(token: string): readonly KnownWrite[] {
    return this.#byToken.get(token) ?? [];
  }

  clear(): void {
    this.#all.clear();
    this.#newestById.clear();
    this.#byToken.clear();
  }

  #forget(write: KnownWrite): void {
    removeFrom(this.#byToken, write.token, write);
    removeFrom(this.#newestById, write.item.id, write);
  }
}

function isSameItem(a: KnownWrite, b: KnownWrite): boolean {
  return (
    a.item.id === b.item.id &&
    a.item.partitionKey === b.item.partitionKey &&
    a.container === b.container
  );
}

export function itemKey(container: string, item: ItemKey): string {
  return `${container}\0${item.partitionKey}\0${item.id}`;
}

export function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Takes a value out of the list of a key, and the list with the last one. */
export function removeFrom<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) return;
  const at = list.indexOf(value);
  if (at >= 0) list.splice(at, 1);
  if (list.length === 0) map.delete(key);
}

const newArray = (): KnownWrite[] => [];
