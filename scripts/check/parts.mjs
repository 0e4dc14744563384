import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";

/**
 * @typedef {object} Part
 * @property {string} folder relative to the workspace, `session-token`
 * @property {string} packageName `cosmos-session-token`
 * @property {boolean} isPublished
 */

/** @returns {Part[]} the npm workspaces, in the order of package.json */
export function listParts() {
  /** @type {string[]} */
  const folders = readPackage(".").workspaces;
  return folders.map((folder) => {
    const { name, private: isPrivate = false } = readPackage(folder);
    return { folder, packageName: name, isPublished: !isPrivate };
  });
}

/** Everything with tests or types of its own: the parts, what crosses them, and the scripts. */
export function listFolders() {
  const folders = [
    ...listParts().map((part) => part.folder),
    "test",
    "docs",
    "scripts",
  ];
  return folders.filter((folder) => existsSync(path.join(root, folder)));
}

const notOurs = new Set(["node_modules", "dist", "fixtures", "samples"]);

/**
 * Mocha's files in a folder. Fixtures and samples are programs to look at, not tests to run.
 *
 * @param {string} folder relative to the workspace
 * @returns {string[]} relative to the workspace, `/` on every system, sorted
 */
export function findTestFiles(folder) {
  /** @type {string[]} */
  const found = [];
  for (const entry of readdirSync(path.join(root, folder), {
    withFileTypes: true,
  })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !notOurs.has(entry.name)) {
      found.push(...findTestFiles(file));
    } else if (entry.isFile() && /\.test\.(ts|mjs|cjs)$/.test(entry.name)) {
      found.push(file);
    }
  }
  return found.sort();
}

/** @param {string} folder */
function readPackage(folder) {
  return JSON.parse(
    readFileSync(path.join(root, folder, "package.json"), "utf8"),
  );
}
