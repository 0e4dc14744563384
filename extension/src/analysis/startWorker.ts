import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Thread } from "./analysisClient.ts";

/** A workspace that needs more than this is too large for a thread inside of an editor. */
const maxOldGenerationSizeMb = 2048;

/** @param dist Folder of the built extension. */
export function startWorker(dist: string): Thread {
  return new Worker(path.join(dist, "worker.cjs"), {
    name: "cosmos-session-analysis",
    resourceLimits: { maxOldGenerationSizeMb },
    // What stands in the environment is nothing that an analysis should see.
    env: {},
  });
}
