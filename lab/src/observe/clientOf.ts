import type { CosmosAttempt } from "./observation.ts";

/**
 * Whose operation it is: the client's `userAgentSuffix`, which the SDK appends to `user-agent`
 * (measured with @azure/cosmos 3.17.3 and 4.9.3), else its connection. A connection belongs to one
 * client; a client may have several.
 */
export function clientOf(
  attempt: Pick<CosmosAttempt, "userAgent" | "connection">,
): string {
  const [, suffix] =
    /azure-cosmos-js\/\S+ (?:F[0-9A-F]+ )?(.*\S)/.exec(
      attempt.userAgent ?? "",
    ) ?? [];
  return suffix ?? `#${attempt.connection}`;
}
