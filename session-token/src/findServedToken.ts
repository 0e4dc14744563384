import { tokenOf } from "./tokenOf.ts";

/** `tokenOf` for where an answer without a token is nothing to complain about. */
export function findServedToken(answer: unknown): string | undefined {
  try {
    return tokenOf(answer);
  } catch {
    return undefined;
  }
}
