import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Folder of this package: two folders up from this source, one up from the bundle. */
function findFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (
    !existsSync(path.join(folder, "package.json")) &&
    folder !== path.dirname(folder)
  )
    folder = path.dirname(folder);
  return folder;
}

const folder = findFolder();

/** ESLint's cache is keyed by name and version of a plugin: a release is linted anew. */
export const ownPackage = JSON.parse(
  readFileSync(path.join(folder, "package.json"), "utf8"),
) as { readonly name: string; readonly version: string };

/** The rule's page, as it is installed: it fits the installed version, and opens without a network. */
export function docsUrl(rule: string): string {
  return pathToFileURL(path.join(folder, "docs", "rules", `${rule}.md`)).href;
}
