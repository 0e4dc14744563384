import type { CosmosAttempt } from "./observation.ts";

/** Programs have a few clients; more than this are not remembered. */
const KEPT = 1000;
const suffixes = new Map<string, string | undefined>();

/**
 * Whose operation it is: the client's `userAgentSuffix`, which the SDK appends to `user-agent`
 * (measured with @azure/cosmos 3.17.3 and 4.9.3), else its connection. A connection belongs to one
 * client; a client may have several.
 */
export function clientOf(
  attempt: Pick<CosmosAttempt, "userAgent" | "connection">,
): string {
  return suffixOf(attempt.userAgent ?? "") ?? `#${attempt.connection}`;
}

function suffixOf(userAgent: string): string | undefined {
  if (suffixes.has(userAgent)) return suffixes.get(userAgent);
  const [, suffix] =
    /azure-cosmos-js\/\S+ (?:F[0-9A-F]+ )?(.*\S)/.exec(userAgent) ?? [];
  if (suffixes.size >= KEPT) suffixes.clear();
  suffixes.set(userAgent, suffix);
  return suffix;
}
