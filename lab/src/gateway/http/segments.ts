import { ServiceError } from "../ServiceError.ts";

/** The path of an item. The SDK leaves a question mark in an id as it is (@azure/cosmos 4.7.0). */
const ITEM_PATH = /^\/dbs\/[^/?]+\/colls\/[^/?]+\/docs\/[^/]+$/;

/** The decoded parts of a path: `/dbs/d/colls/a%20b` is `dbs`, `d`, `colls`, `a b`. */
export function segmentsOf(path: string): readonly string[] {
  const end = path.indexOf("?");
  const whole = end === -1 || ITEM_PATH.test(path) ? path : path.slice(0, end);
  const segments: string[] = [];
  for (const part of whole.split("/")) {
    if (part !== "") segments.push(decoded(part, whole));
  }
  return segments;
}

function decoded(part: string, path: string): string {
  if (!part.includes("%")) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ServiceError(
      400,
      `The path "${path}" holds a % that begins no encoded character.`,
    );
  }
}
