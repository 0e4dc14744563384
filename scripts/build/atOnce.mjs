import { renameSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

/**
 * Where a part builds its dist/, and what puts that in the place of the last one when it is whole: a build that
 * fails leaves the last one as it was.
 *
 * @param {string} part
 */
export function newDist(part) {
  const target = path.join(part, "dist");
  const dist = path.join(part, ".cache", `build-${process.pid}`);
  return {
    dist,
    /** @param {() => Promise<void>} work */
    fill: async (work) => {
      try {
        await work();
        rmSync(target, { recursive: true, force: true });
        renameSync(dist, target);
      } finally {
        rmSync(dist, { recursive: true, force: true });
      }
    },
  };
}

/**
 * Bundles one file for Node. It appears at once or not at all, because several tests may build it at the same time.
 *
 * @param {string} source
 * @param {string} outfile
 * @param {{ format: "esm" | "cjs", target: string }} options
 * @returns {Promise<string>} `outfile`
 */
export async function bundleAtOnce(source, outfile, { format, target }) {
  const unfinished = `${outfile}.${process.pid}`;
  await build({
    entryPoints: [source],
    outfile: unfinished,
    bundle: true,
    platform: "node",
    format,
    target,
    logLevel: "warning",
  });
  renameSync(unfinished, outfile);
  return outfile;
}
