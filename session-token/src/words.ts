const LONGEST_EXCERPT = 80;

/** The text in quotes for a message; of a long one only the surroundings of `position`. */
export function excerptAround(text: string, position = 0): string {
  const start =
    text.length <= LONGEST_EXCERPT
      ? 0
      : Math.max(0, Math.min(position, text.length) - LONGEST_EXCERPT / 2);
  const end = Math.min(text.length, start + LONGEST_EXCERPT);
  const quoted = JSON.stringify(text.slice(start, end));
  return `${start > 0 ? "..." : ""}${quoted}${end < text.length ? "..." : ""}`;
}

/** Names what a value is without calling anything of it: `toString` of a stranger may throw. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "undefined":
      return "undefined";
    case "object":
      return "an object";
    case "function":
      return "a function";
    default:
      return `a ${typeof value}`;
  }
}
