/** A process that does jobs one after another, so that a hang or an exhausted memory ends it and not the whole run. */
import type { Job } from "./jobs.ts";
import { runJob } from "./runJob.ts";

process.on("message", (job: Job) => {
  process.send?.(runJob(job));
});
