import { parse } from "./parse.ts";

/** True for a text that `parse` reads. Never throws, whatever the value is. */
export function isSessionToken(value: unknown): value is string {
  if (typeof value !== "string") return false;
  try {
    parse(value);
    return true;
  } catch {
    return false;
  }
}
