import path from "node:path";
import { bundleAtOnce } from "../scripts/build/atOnce.mjs";

/**
 * Builds lab/dist/preload.cjs, the file that `cosmos-session-lab run` has Node load into programs.
 *
 * @returns {Promise<string>} its path
 */
export function buildPreload() {
  return bundleAtOnce(
    path.join(import.meta.dirname, "src/run/preload/preload.ts"),
    path.join(import.meta.dirname, "dist/preload.cjs"),
    // Programs may run on a Node older than the lab's.
    { format: "cjs", target: "node18" },
  );
}

if (process.argv[1] === import.meta.filename) await buildPreload();
