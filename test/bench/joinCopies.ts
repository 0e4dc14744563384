import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What would make each copy a project of its own. */
const PROJECT_MARKS = new Set([
  ".git",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "bun.lock",
  "bun.lockb",
  "lerna.json",
  "nx.json",
  "rush.json",
  "turbo.json",
]);

/**
 * One project that holds a repository so many times, each in a folder of its own.
 *
 * @param into A folder that does not exist yet.
 */
export function joinCopies(
  checkout: string,
  copies: number,
  into: string,
): void {
  mkdirSync(path.join(into, ".git"), { recursive: true });
  for (let copy = 1; copy <= copies; copy += 1) {
    const folder = path.join(into, `copy-${copy}`);
    cpSync(checkout, folder, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) =>
        !PROJECT_MARKS.has(path.basename(source)) &&
        path.basename(source) !== "node_modules",
    });
    const manifest = path.join(folder, "package.json");
    const fields = JSON.parse(readFileSync(manifest, "utf8")) as object;
    writeFileSync(
      manifest,
      JSON.stringify({ ...fields, workspaces: undefined }, null, 2),
    );
  }
}
