import type { Host } from "../host.ts";
import { parseJson } from "./json.ts";

const rootMarkers: ReadonlySet<string> = new Set([
  "pnpm-workspace.yaml",
  "nx.json",
  "lerna.json",
  "rush.json",
  "turbo.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "bun.lockb",
  "deno.lock",
  ".git",
]);

/**
 * The folder of the project to which a file belongs: the nearest ancestor with a workspace definition, a lock
 * file or `.git`; where there is none, the nearest one with a `package.json`, else the file's own folder.
 * Reads the disk at each call; the caller keeps the answer as long as one run or one state of an editor lasts.
 */
export function findProjectRoot(host: Host, file: string): string {
  const start = host.path.dirname(file);
  let nearestPackage: string | undefined;
  for (let folder = start; ;) {
    for (const { name } of host.list(folder)) {
      if (rootMarkers.has(name)) return folder;
      if (name === "package.json") {
        if (hasWorkspaces(host, host.path.join(folder, name))) return folder;
        nearestPackage ??= folder;
      }
    }
    const parent = host.path.dirname(folder);
    if (parent === folder) return nearestPackage ?? start;
    folder = parent;
  }
}

function hasWorkspaces(host: Host, file: string): boolean {
  const text = host.readText(file);
  if (!text?.includes('"workspaces"')) return false;
  const { value } = parseJson(text);
  return typeof value === "object" && value !== null && "workspaces" in value;
}
