import { createHash } from "node:crypto";
import type { Host } from "../host.ts";

/**
 * A key for the texts of these files: equal keys mean equal texts and an equal list. Reads no text, only stamps
 * (about 3 ms for 1,500 files); a file that changed within the last moment makes every key a new one until it has
 * settled (see `createDiskHost`).
 */
export function stateKeyOf(host: Host, files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(`${file}\0${host.stamp(file) ?? ""}\n`);
  }
  return hash.digest("base64url").slice(0, 22);
}
