import type { MessageContent } from "./observation.ts";

/** Of a longer message the rest is not looked at. */
const MOST_VALUES = 10_000;
/** An id has at most 1,023 bytes (service documentation, limits per item), a token some kilobytes. */
const LONGEST = 16_384;

/** The strings in the properties and in the body of a message, at any depth. */
export function stringsOf(content: MessageContent): Set<string> {
  const found = new Set<string>();
  const waiting: unknown[] = [content.applicationProperties, content.body];
  for (let count = 0; count < MOST_VALUES && waiting.length > 0; count++) {
    const value = waiting.pop();
    if (typeof value === "string") {
      const inside = parseJson(value);
      if (inside !== undefined) waiting.push(inside);
      else if (value.length <= LONGEST && value !== "") found.add(value);
    } else if (typeof value === "object" && value !== null) {
      if (ArrayBuffer.isView(value)) continue;
      for (const inner of Object.values(value)) waiting.push(inner);
    }
  }
  return found;
}

/** Case: a body or a property that is JSON as text, `JSON.stringify({ id })`. */
function parseJson(text: string): unknown {
  const start = text.trimStart()[0];
  if (start !== "{" && start !== "[" && start !== '"') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
