import { rename } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

/**
 * Builds lab/dist/preload.cjs, the file that `cosmos-session-lab run` has Node load into programs.
 * It appears at once or not at all, because several tests may build it at the same time.
 *
 * @returns {Promise<string>} its path
 */
export async function buildPreload() {
  const outfile = path.join(import.meta.dirname, "dist", "preload.cjs");
  const unfinished = `${outfile}.${process.pid}`;
  await build({
    entryPoints: [path.join(import.meta.dirname, "src/run/preload/preload.ts")],
    outfile: unfinished,
    bundle: true,
    platform: "node",
    format: "cjs",
    // Programs may run on a Node older than the lab's.
    target: "node18",
    logLevel: "warning",
  });
  await rename(unfinished, outfile);
  return outfile;
}

if (process.argv[1] === import.meta.filename) await buildPreload();
