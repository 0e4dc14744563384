import { joinParts } from "./format.ts";
import { isSessionToken } from "./isSessionToken.ts";
import { covers } from "./covers.ts";
import { merge, mergeParts } from "./merge.ts";
import { parse } from "./parse.ts";
import type { TokenPart } from "./SessionToken.ts";

/**
 * What one client has seen of each container, like the SDK's own store, but not emptied by
 * 404/1002. Kept in parts, so that an answer of one range costs the same however many ranges the
 * container has.
 */
export class OwnTokens {
  private readonly seen = new Map<string, Map<string, TokenPart>>();
  /** Containers whose tokens the SDK has dropped from its own store. */
  private readonly dropped = new Set<string>();

  learn(container: string, token: unknown): void {
    if (!isSessionToken(token)) return;
    const ranges = this.seen.get(container) ?? new Map<string, TokenPart>();
    this.seen.set(container, ranges);
    for (const part of parse(token).parts) {
      const old = ranges.get(part.rangeId);
      ranges.set(
        part.rangeId,
        old === undefined ? part : mergeParts(part.rangeId, [old, part]),
      );
    }
  }

  markDropped(container: string): void {
    if (this.seen.has(container)) this.dropped.add(container);
  }

  forget(container: string): void {
    this.seen.delete(container);
    this.dropped.delete(container);
  }

  /** Everything seen of the container, one part for each range. */
  all(container: string): string | undefined {
    const ranges = this.seen.get(container);
    return ranges === undefined ? undefined : joinParts([...ranges.values()]);
  }

  /** The token to send where the SDK would send `own`. */
  complete(container: string, own: unknown): unknown {
    if (!this.dropped.has(container)) return own;
    const kept = this.all(container);
    if (!isSessionToken(own) || kept === undefined) return kept;
    // The SDK's store has caught up by itself.
    if (covers(own, kept)) this.dropped.delete(container);
    return merge(own, kept);
  }
}
