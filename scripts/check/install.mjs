import { readFileSync } from "node:fs";
import path from "node:path";
import { npm, runOrThrow } from "./command.mjs";
import { root } from "./paths.mjs";

/**
 * Runs `npm ci` when node_modules is missing or is not what package-lock.json asks for.
 *
 * @returns {import("./runStep.mjs").StepResult | undefined} a failed step when npm fails
 */
export function installWhatIsMissing() {
  const reason = findReasonToInstall(
    readJson(path.join(root, "package-lock.json")) ?? { packages: {} },
    readJson(path.join(root, "node_modules/.package-lock.json")),
  );
  if (reason === undefined) return undefined;
  console.log(`Installing with "npm ci", because ${reason}.`);
  const start = performance.now();
  try {
    runOrThrow(npm("ci", "--no-audit", "--no-fund"));
    return undefined;
  } catch (error) {
    return {
      name: "install (npm ci)",
      repair: `${error instanceof Error ? error.message : String(error)} Where npm says that the lock file is not in sync, run "npm install" and commit package-lock.json.`,
      counts: { passed: 0, failed: 1, skipped: 0 },
      failures: [],
      durationMs: performance.now() - start,
    };
  }
}

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean, optionalDependencies?: Record<string, string> }> }} Lock */

/**
 * Compares contents and not times: `git checkout` gives every file a new time, and npm writes the
 * two files in no fixed order.
 *
 * @param {Lock} wanted package-lock.json
 * @param {Lock | undefined} installed node_modules/.package-lock.json, npm's own list of what is there
 * @returns {string | undefined} the end of a sentence that starts with "because"
 */
export function findReasonToInstall(wanted, installed) {
  if (installed === undefined) return "node_modules is missing";
  for (const [folder, entry] of Object.entries(wanted.packages)) {
    if (!folder.includes("node_modules/")) continue;
    const there = installed.packages[folder];
    // Packages for other systems, and peers nobody asked for, are in the lock file but not installed.
    if (there === undefined && (entry.optional || entry.devOptional)) continue;
    if (there === undefined) return `${folder} is missing`;
    if (there.version !== entry.version) {
      return `${folder} is ${there.version} and package-lock.json asks for ${entry.version}`;
    }
  }
  return undefined;
}

/**
 * Optional dependencies that a lock file leaves out. npm does so without a word when the registry
 * does not have them at the time, and from then on `npm ci` fails for everybody.
 *
 * @param {Lock} lock
 * @returns {string[]}
 */
export function findLeftOut(lock) {
  const folders = Object.keys(lock.packages);
  const names = new Set(
    folders.map((folder) => folder.replace(/^.*node_modules\//, "")),
  );
  return Object.values(lock.packages)
    .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    .filter((name) => !names.has(name));
}

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
