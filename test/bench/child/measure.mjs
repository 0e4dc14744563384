// Loaded before the measured program (`node --import`). When its process ends, what the operating system and the
// timer inside know of it is written to the file that BENCH_SAMPLE names.
import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { insideTimes } from "./insideTimes.mjs";

const target = process.env["BENCH_SAMPLE"];

// Handlers of "exit" run in the order they were added, so this one hears of nothing later. What it misses is the
// few milliseconds in which Node gives back its memory.
if (target !== undefined) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const line = isMainThread
      ? {
          kind: "process",
          userMs: userCPUTime / 1000,
          systemMs: systemCPUTime / 1000,
          // libuv gives kilobytes on every system.
          peakMb: maxRSS / 1024,
          inside: insideTimes,
        }
      : { kind: "worker", inside: insideTimes };
    appendFileSync(target, `${JSON.stringify(line)}\n`);
  });
}
