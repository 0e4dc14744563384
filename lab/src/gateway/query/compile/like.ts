/**
 * The pattern of LIKE as a regular expression: `%` any characters, `_` one, `[a-c]` one of these,
 * `[^a-c]` none of these; `escape` makes the character behind it an ordinary one.
 *
 * @returns Undefined for a pattern that nothing can match.
 */
export function likePattern(
  pattern: string,
  escape: string | undefined,
): RegExp | undefined {
  let source = "";
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === escape) {
      source += quote(pattern.charAt(++index));
    } else if (character === "%") {
      source += "[^]*";
    } else if (character === "_") {
      source += "[^]";
    } else if (character === "[") {
      const end = pattern.indexOf("]", index + 2);
      if (end < 0) return undefined;
      const set = pattern.slice(index + 1, end);
      source += `[${set.replaceAll(/[\\[]/g, String.raw`\$&`)}]`;
      index = end;
    } else {
      source += quote(character);
    }
  }
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // A set like [z-a].
    return undefined;
  }
}

function quote(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, String.raw`\$&`);
}
