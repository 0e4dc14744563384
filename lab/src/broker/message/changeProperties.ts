import { described, mapOf } from "../amqp/encode.ts";
import type { EncodedEntries } from "../entities/outcome.ts";
import type { Content } from "./Content.ts";
import { findSections, itemsOf, section } from "./sections.ts";

/**
 * The content with these application properties set, all others as they were.
 *
 * @param entries Encoded keys and values in turn; of two with the same key the later one counts.
 */
export function changeProperties(
  content: Content,
  entries: EncodedEntries,
): Content {
  if (entries.length === 0) return content;
  const merged = new Map<string, readonly [Buffer, Buffer]>();
  for (const all of [propertiesOf(content), entries]) {
    for (let index = 0; index + 1 < all.length; index += 2) {
      const key = all[index]!;
      merged.set(nameOf(key), [key, all[index + 1]!]);
    }
  }
  const changed = described(
    section.applicationProperties,
    mapOf(merged.size * 2, [...merged.values()].flat()),
  );
  const { tail, applicationPropertiesAt, bodyAt } = content;
  return {
    ...content,
    tail: Buffer.concat([
      tail.subarray(0, applicationPropertiesAt),
      changed,
      tail.subarray(bodyAt),
    ]),
    bodyAt: applicationPropertiesAt + changed.length,
  };
}

/** A key without its type code, which says symbol or string, and how long. */
function nameOf(key: Buffer): string {
  const long = (key[0]! & 0x10) !== 0;
  return key.toString("utf8", long ? 5 : 2);
}

function propertiesOf(content: Content): Buffer[] {
  const bytes = content.tail.subarray(
    content.applicationPropertiesAt,
    content.bodyAt,
  );
  const found = findSections(bytes)[0];
  if (found === undefined) return [];
  const items = itemsOf(bytes, found.content);
  return items
    .slice(0, -1)
    .map((start, index) => bytes.subarray(start, items[index + 1]));
}
