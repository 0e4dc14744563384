/**
 * Tells which words a text cannot hold. Hundreds of names are looked for in the texts of a large code base, and nearly
 * no text has any of them: one pass over each text says so for all names to come, in a few hundred bytes.
 */
export class WordFilter {
  readonly #bits: Uint32Array;

  constructor(text: string) {
    this.#bits = new Uint32Array(wordsFor(text.length));
    let hash = EMPTY;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isWordCharacter(code)) hash = mix(hash, code);
      else if (hash !== EMPTY) {
        this.#note(hash);
        hash = EMPTY;
      }
    }
    if (hash !== EMPTY) this.#note(hash);
  }

  /** `false`: the text does not have the name as a word. `true` may be wrong. */
  mayHold(name: string): boolean {
    let hash = EMPTY;
    for (let at = 0; at < name.length; at++) {
      const code = name.charCodeAt(at);
      // What is no word in ASCII letters was not noted as one.
      if (!isWordCharacter(code)) return true;
      hash = mix(hash, code);
    }
    const bit = this.#bitOf(hash);
    return ((this.#bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }

  #note(hash: number): void {
    const bit = this.#bitOf(hash);
    this.#bits[bit >>> 5]! |= 1 << (bit & 31);
  }

  #bitOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & (this.#bits.length * 32 - 1);
  }
}

const EMPTY = 0;

/** FNV-1a. */
function mix(hash: number, code: number): number {
  return Math.imul((hash === EMPTY ? 0x811c9dc5 : hash) ^ code, 0x01000193);
}

/** As `\w` and `$`. */
function isWordCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36
  );
}

/** About a bit for two characters: source code has a new word every twenty or so. A power of two. */
function wordsFor(characters: number): number {
  let words = 8;
  while (words * 64 < characters && words < 4096) words *= 2;
  return words;
}
