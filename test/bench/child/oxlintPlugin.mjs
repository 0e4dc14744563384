// The plugin with clocks around its rules, as a JS plugin of Oxlint.
import { pathToFileURL } from "node:url";
import { cpuMsSince, insideTimes } from "./insideTimes.mjs";
import { timeRules } from "./timeRules.mjs";

const cpu = process.cpuUsage();
const begin = performance.now();
const { default: plugin } = await import(
  pathToFileURL(process.env["BENCH_PLUGIN"] ?? "").href
);
insideTimes.loadMs += performance.now() - begin;
insideTimes.cpuMs += cpuMsSince(cpu);

export default timeRules(plugin);
