// Builds dist/: `npm run build -w instrumentation`. preload.cjs is one file with all it needs in it,
// because Node loads it into programs that have nothing of ours installed. It appears at once or not
// at all, because several tests may build it at the same time.
import { rename } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

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
async function bundle(entry, name, format) {
  const outfile = path.join(here, "dist", name);
  const unfinished = `${outfile}.${process.pid}`;
  await build({
    entryPoints: [path.join(here, "src", entry)],
    outfile: unfinished,
    bundle: true,
    platform: "node",
    format,
    target: "node20",
    logLevel: "warning",
  });
  await rename(unfinished, outfile);
  return outfile;
}

if (process.argv[1] === import.meta.filename) await buildPreload();
