import { BoundedMap } from "../BoundedMap.ts";
import type { MessageContent } from "./readMessage.ts";
import { keyStrings, type Write } from "./Write.ts";

/** Writes of this process, the newest to each partition key and item, and whose tokens are whose. */
export class Writes {
  readonly #newest: BoundedMap<string, Write>;
  /** Tokens of writes, with the containers that answered them. */
  readonly #owners: BoundedMap<string, ReadonlySet<string>>;

  constructor(capacity = 5_000) {
    this.#newest = new BoundedMap(capacity);
    this.#owners = new BoundedMap(capacity);
  }

  add(write: Write): void {
    this.#newest.set(keyOf(write), write);
    const owners = this.#owners.get(write.token);
    this.#owners.set(write.token, new Set(owners).add(write.container));
  }

  /** Whether the token is known from writes, and none of them was to this container. */
  isOfOther(container: string, token: string): boolean {
    const owners = this.#owners.get(token);
    return owners !== undefined && !owners.has(container);
  }

  isOf(container: string, token: string): boolean {
    return this.#owners.get(token)?.has(container) === true;
  }

  /**
   * The writes that a message speaks of: those whose token it carries, and those whose item or whose
   * partition key it names. Of writes to one place, the newest by now.
   */
  spokenOf({ names, carried }: MessageContent): Write[] {
    const tokens = new Set(carried.map(({ token }) => token));
    const found: Write[] = [];
    for (const write of this.#newest.values()) {
      if (tokens.has(write.token) || isNamed(write, names)) found.push(write);
    }
    return found;
  }
}

function isNamed(write: Write, names: ReadonlySet<string>): boolean {
  if (write.itemId !== undefined) return names.has(write.itemId);
  const key = keyStrings(write.partitionKey);
  return key.length > 0 && key.every((value) => names.has(value));
}

function keyOf({ container, partitionKey = "", itemId = "" }: Write): string {
  return `${container}\0${partitionKey}\0${itemId}`;
}
