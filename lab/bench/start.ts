// How long the lab takes to start, as users start it: the built package, a new process each time, the
// SDKs loaded before. The limit is 300 ms from `startLab()` to ready.
//
//   npm run build -w session-token && npm run build -w lab
//   node --import tsx lab/bench/start.ts [--runs 11]
import { fork } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "11" } },
});

interface Times {
  readonly ready: number;
  readonly message: number;
  readonly read: number;
}

const runs: Times[] = [];
// The first run fills the caches of the operating system.
for (let run = 0; run <= Number(values.runs); run++) {
  const child = fork(new URL("./start/once.ts", import.meta.url), {
    execArgv: ["--import", "tsx"],
  });
  const [times] = (await once(child, "message")) as [Times];
  await once(child, "exit");
  if (run > 0) runs.push(times);
}

console.log("milliseconds          median   quartiles");
show("startLab() to ready", (times) => times.ready);
show("then the first message", (times) => times.message);
show("then the first read", (times) => times.read);

function show(what: string, pick: (times: Times) => number): void {
  const sorted = runs.map(pick).sort((one, other) => one - other);
  const at = (share: number): string =>
    sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(0);
  console.log(
    `${what.padEnd(22)} ${at(0.5).padStart(5)}   ${at(0.25)} to ${at(0.75)}`,
  );
}
