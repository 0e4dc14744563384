import type { Namespace } from "../entities/Namespace.ts";
import { recordEntities, restoreEntities } from "./entityRecords.ts";
import { Journal, type Found } from "./Journal.ts";

/** The journal of a folder; what it holds is put into the namespace before anything new is taken. */
export class Store {
  readonly journal: Journal;
  readonly #found: Found;

  constructor(folder: string, namespace: () => Namespace) {
    this.journal = new Journal(folder, () => recordEntities(namespace()));
    this.#found = this.journal.read();
  }

  restore(namespace: Namespace): void {
    const { entities, messages, lastNumbers } = this.#found;
    if (entities !== undefined) restoreEntities(namespace, entities);
    for (const { path, message } of messages) namespace.restore(path, message);
    for (const [path, number] of lastNumbers)
      namespace.restoreNumber(path, number);
    this.journal.open(this.#found);
  }
}
