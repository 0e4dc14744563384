import { createHmac } from "node:crypto";

const LONGEST = 65_536;

/**
 * A mark of a body by which the sending and the receiving process know a message without id as the
 * same. Keyed by what only they and their receiver know, so that it tells nothing of the body.
 *
 * @returns `undefined` for what is long, or is nothing that JSON holds
 */
export function digestOf(body: unknown, key: string): string | undefined {
  const text = textOf(body);
  if (text === undefined || text.length > LONGEST) return undefined;
  return createHmac("sha256", key).update(text).digest("hex").slice(0, 32);
}

/** Received bytes are what was sent as JSON, and bytes that are JSON are received as a value. */
function textOf(body: unknown): string | undefined {
  if (body instanceof Uint8Array) {
    const text = Buffer.from(body).toString("utf8");
    try {
      return JSON.stringify(JSON.parse(text));
    } catch {
      return text;
    }
  }
  try {
    return JSON.stringify(body);
  } catch {
    return undefined;
  }
}
