import { createHash } from "node:crypto";
import path from "node:path";
import type { Host } from "../host.ts";
import { findProjectRoot } from "./findRoot.ts";
import { createDiskHost } from "./hostFromDisk.ts";
import { buildImportGraph } from "./importGraph.ts";
import { listSourceFiles } from "./listFiles.ts";
import { isNamedByNoManifest } from "./namedByManifests.ts";
import { createResolver } from "./resolveModule.ts";
import { createTextScanner, type MarkerTable } from "./scanTexts.ts";
import { sdkMarkers } from "./sdkMarkers.ts";

/**
 * A short hash of every text that can change what the rules say about the project of `dir`: the files that name an
 * SDK, those that import them, all that these import, `function.json` files and the configuration that leads
 * from one file to another. It counts contents, not times, and is the same in every checkout of the same texts.
 *
 * Needed only with `eslint --cache`, which looks at the linted file alone: put it into
 * `settings["cosmos-session"].fingerprint`.
 *
 * @param dir A folder of the project, for instance that of the ESLint configuration.
 * @throws {Error} When `dir` is no folder that can be read.
 */
export function fingerprint(
  dir: string,
  host: Host = createDiskHost(),
  markers: MarkerTable = sdkMarkers,
): string {
  const folder = host.path.resolve(dir);
  if (host.list(folder).length === 0) {
    throw new Error(
      `Cannot take a fingerprint of "${dir}": no such folder, or it is empty. Pass the folder of your ESLint configuration, for instance import.meta.dirname.`,
    );
  }
  const root = findProjectRoot(host, host.path.join(folder, "package.json"));
  const listing = listSourceFiles(host, root);
  const { sources, functionJsons } = listing;
  const scanner = createTextScanner(host, markers);
  const seeds = scanner.filesWith(sources, Object.keys(markers));
  const relevant = new Set(functionJsons);
  if (seeds.size > 0) {
    const resolver = createResolver(host, root);
    const graph = buildImportGraph(host, sources, scanner, resolver);
    for (const file of graph.reachable(graph.dependents(seeds)))
      relevant.add(file);
    for (const file of resolver.dependsOn()) relevant.add(file);
  }
  const named = [...relevant]
    .map((file) => ({
      name: host.path.relative(root, file).split(path.win32.sep).join("/"),
      file,
    }))
    .filter(({ name }) => !name.split("/").includes("node_modules"))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash("sha256");
  for (const { name, file } of named) {
    const text = host.readText(file) ?? "";
    // Lengths keep two files apart from one that holds both.
    hash.update(`${name}\0${String(text.length)}\0`).update(text);
  }
  // Nothing is said of such a project (`EngineOptions.trustsManifests`) before a manifest names what its sources name.
  if (named.length > 0 && isNamedByNoManifest(host, root, listing))
    hash.update("named by no manifest");
  return hash.digest("base64url").slice(0, 22);
}
