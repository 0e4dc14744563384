import { orUndo } from "./orUndo.ts";

/** What was found out once, and holds as long as its owner lives: a machine, an object. */
export class Memo<Owner extends object, Key, Found> {
  readonly #tables = new WeakMap<Owner, Map<Key, Found>>();

  /** @param meanwhile What holds while it is being found out, where the way to it may ask for it again. */
  once(owner: Owner, key: Key, find: () => Found, meanwhile?: Found): Found {
    const table = this.#tables.get(owner) ?? new Map<Key, Found>();
    this.#tables.set(owner, table);
    const known = table.get(key);
    if (known !== undefined) return known;
    if (meanwhile !== undefined) table.set(key, meanwhile);
    const found = orUndo(find, () => table.delete(key));
    table.set(key, found);
    return found;
  }
}
