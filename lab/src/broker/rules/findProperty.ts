import type { MessageView } from "./MessageView.ts";
import { toValue, type Value } from "./value.ts";

/** An application property. Names are not case-sensitive in rules (documentation of SQL filters). */
export function findProperty(
  properties: MessageView["applicationProperties"],
  name: string,
): Value | undefined {
  if (properties === undefined || properties === null) return undefined;
  if (Object.hasOwn(properties, name)) return toValue(properties[name]);
  const lowerCase = name.toLowerCase();
  for (const other of Object.keys(properties)) {
    if (other.length === name.length && other.toLowerCase() === lowerCase) {
      return toValue(properties[other]);
    }
  }
  return undefined;
}
