/** A pattern taken apart: a character of its own, or a wildcard. */
export type Pattern = readonly (
  string | typeof oneCharacter | typeof anyCharacters
)[];

const oneCharacter = Symbol("_");
const anyCharacters = Symbol("%");

/** @param escape One character; behind it, a wildcard stands for itself. */
export function readPattern(text: string, escape?: string): Pattern {
  const pattern: Pattern[number][] = [];
  for (let at = 0; at < text.length; at++) {
    let character = text.charAt(at);
    if (character === escape && at + 1 < text.length) {
      character = text.charAt(++at);
      pattern.push(character);
    } else if (character === "%") {
      if (pattern.at(-1) !== anyCharacters) pattern.push(anyCharacters);
    } else {
      pattern.push(character === "_" ? oneCharacter : character);
    }
  }
  return pattern;
}

/** Case-sensitive. No regular expression: a pattern from outside could make one run for hours. */
export function isLike(text: string, pattern: Pattern): boolean {
  let at = 0;
  let next = 0;
  /** Where to go on when it does not fit: behind the last %, which then takes one more. */
  let retry: { readonly next: number; at: number } | undefined;
  while (at < text.length) {
    const part = pattern[next];
    if (part === anyCharacters) {
      next++;
      retry = { next, at };
    } else if (part === oneCharacter || part === text.charAt(at)) {
      at++;
      next++;
    } else if (retry !== undefined) {
      at = ++retry.at;
      next = retry.next;
    } else {
      return false;
    }
  }
  while (pattern[next] === anyCharacters) next++;
  return next === pattern.length;
}
