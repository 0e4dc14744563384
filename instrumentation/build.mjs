// Builds dist/: `npm run build -w instrumentation`. preload.cjs is one file with all it needs in it,
// because Node loads it into programs that have nothing of ours installed.
import path from "node:path";
import { bundleAtOnce } from "../scripts/build/atOnce.mjs";

const here = import.meta.dirname;

/** @returns {Promise<string>} path of the preload */
export async function buildPreload() {
  await bundle("index.ts", "index.js", "esm");
  return bundle("preload.ts", "preload.cjs", "cjs");
}

/**
 * @param {string} entry
 * @param {string} name
 * @param {"esm" | "cjs"} format
 */
function bundle(entry, name, format) {
  return bundleAtOnce(
    path.join(here, "src", entry),
    path.join(here, "dist", name),
    { format, target: "node20" },
  );
}

if (process.argv[1] === import.meta.filename) await buildPreload();
