/**
 * Whether the manifests of a project name an SDK at all. Of the many projects that have nothing to do with any, they
 * tell so without a look into thousands of sources.
 */
import type { Host } from "../host.ts";
import type { SourceListing } from "./listFiles.ts";
import { sdkMarkers } from "./sdkMarkers.ts";

const packages: readonly string[] = Object.values(sdkMarkers).flat();

/** Those that are text, and name every package that is installed. */
const lockFiles = [
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
];
/** Where one of these stands, packages may come from elsewhere. */
const otherManifests = ["bun.lockb", "deno.json", "deno.jsonc", "deno.lock"];

/**
 * `true` only where the folder is the whole repository with its lock file, and no manifest in it names an SDK or leads
 * out of it: then no source of it can load one. A package that was installed without a manifest is found, too.
 */
export function isNamedByNoManifest(
  host: Host,
  root: string,
  listing: SourceListing,
): boolean {
  if (listing.isTruncated || listing.functionJsons.length > 0) return false;
  const { path } = host;
  const names = new Set(host.list(root).map(({ name }) => name));
  const locks = lockFiles.filter((name) => names.has(name));
  if (
    !names.has(".git") ||
    locks.length === 0 ||
    otherManifests.some((name) => names.has(name))
  )
    return false;
  const isInstalled = listing.manifests.some((file) =>
    packages.some((name) =>
      host.exists(path.join(path.dirname(file), "node_modules", name)),
    ),
  );
  if (isInstalled) return false;
  const manifests = [
    ...locks.map((name) => path.join(root, name)),
    ...listing.manifests,
  ];
  return manifests.every((file) => {
    const text = host.readBytes?.(file) ?? host.readText(file);
    return (
      text !== undefined &&
      !packages.some((name) => text.includes(name)) &&
      !/"(?:file|link|portal):/.test(text)
    );
  });
}
