// The engine alone on a project, without ESLint: `node analyseProject.mjs FOLDER`.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { cpuMsSince, insideTimes } from "./insideTimes.mjs";

const [folder = "."] = process.argv.slice(2);
const { createDiskHost, createEngine, parseSettings } = await import(
  pathToFileURL(process.env["BENCH_ANALYSIS"] ?? "").href
);
const { settings } = parseSettings(
  JSON.parse(process.env["BENCH_SETTINGS"] ?? "{}"),
);

const cpu = process.cpuUsage();
const begin = performance.now();
const engine = createEngine(createDiskHost());
const file = path.resolve(folder, "any.ts");
const handlers = engine.handlersOf(file, settings);
insideTimes.rulesMs = performance.now() - begin;
insideTimes.cpuMs = cpuMsSince(cpu);

const { sourceFiles, parsedFiles, steps, overBudget } = engine.stats(file);
console.log(
  JSON.stringify({
    sourceFiles,
    parsedFiles,
    handlers: handlers.length,
    steps,
    overBudget: overBudget.length,
  }),
);
