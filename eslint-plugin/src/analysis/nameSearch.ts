import type { Host } from "./host.ts";
import { WordFilter } from "./wordFilter.ts";

/** Of one text: how long it is, which words it may hold, and what searches for one of these found. */
interface Entry {
  readonly stamp: string | undefined;
  readonly length: number;
  readonly words: WordFilter;
  readonly answers: Map<string, boolean>;
}

/** While a name is typed, each of its beginnings is looked for once. */
const MAX_NAMES = 1_000;

/** Looks for names in texts, each text only once as long as its stamp stays the same. Holds no texts. */
export class NameSearch {
  readonly #entries = new Map<string, Entry>();

  /**
   * @param name What `isInText` looks for, among other things: a text without this word is not looked through.
   * @param key Stands for the search: the same one gives the same answer for the same text.
   */
  isIn(
    host: Pick<Host, "stamp">,
    file: string,
    name: string,
    key: string,
    read: () => string,
    isInText: (text: string) => boolean,
  ): boolean {
    const { answers, words } = this.#entryOf(host, file, read);
    if (!words.mayHold(name)) return false;
    let answer = answers.get(key);
    if (answer === undefined) {
      if (answers.size >= MAX_NAMES) answers.clear();
      answers.set(key, (answer = isInText(read())));
    }
    return answer;
  }

  lengthOf(
    host: Pick<Host, "stamp">,
    file: string,
    read: () => string,
  ): number {
    return this.#entryOf(host, file, read).length;
  }

  clear(): void {
    this.#entries.clear();
  }

  #entryOf(host: Pick<Host, "stamp">, file: string, read: () => string): Entry {
    const stamp = host.stamp(file);
    const known = this.#entries.get(file);
    if (known !== undefined && known.stamp === stamp) return known;
    const text = read();
    const entry: Entry = {
      stamp,
      length: text.length,
      words: new WordFilter(text),
      answers: new Map(),
    };
    if (stamp !== undefined) this.#entries.set(file, entry);
    return entry;
  }
}
