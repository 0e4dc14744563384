/**
 * Refusals that the design asks for: no edit could be right there. All others are ours to bring down.
 *
 * - An input binding is read by the Functions host, which takes no token.
 * - `inline` can name no container that is no constant, and merges nothing.
 */
const demanded: readonly RegExp[] = [
  /^The Functions host itself reads this input binding/,
  /^This handler reads several containers, and the name of this read's container is no constant, so the name of its token is not known here\. Use the style `helper`/,
  /^The same flow wrote or read this container before, and the message's token alone would replace a newer one/,
];

export function isDemanded(reason: string): boolean {
  return demanded.some((start) => start.test(reason));
}

/** The same reason for another file and line. */
export function kindOfRefusal(reason: string): string {
  return reason
    .replace(/`[^`]*`/g, "`…`")
    .replace(/\blines? \d+/g, "line …")
    .replace(/\([^)]*function\.json[^)]*\)/g, "(…)");
}
