// npm run foreign -- DIR ...   What becomes of code that is not ours: see README.md.
import { parseArgs } from "node:util";
import path from "node:path";
import { createEngine } from "../../eslint-plugin/src/analysis/engine.ts";
import { createDiskHost } from "../../eslint-plugin/src/analysis/project/hostFromDisk.ts";
import { copyPackages } from "./copyPackages.ts";
import { findBody, type Body } from "./findBodies.ts";
import { formatFigures, type Figures } from "./formatFigures.ts";
import type { Job } from "./jobs.ts";
import { startWorker, type Asker } from "./startWorker.ts";
import { sumOutcomes } from "./sumOutcomes.ts";

const PASSES = ["project", "alone", "lint"] as const;
type Pass = (typeof PASSES)[number];

const USAGE =
  "npm run foreign -- DIR ... [--pass project|alone|lint] [--json], or npm run foreign -- --copy-packages NODE_MODULES TARGET";
const ALONE_BATCH = 50;
const LINT_BATCH = 100;

/** A project may be large; a batch is small. */
const LIMIT_MS = { project: 600_000, alone: 60_000, lint: 300_000 };

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pass: { type: "string" },
      json: { type: "boolean", default: false },
      "copy-packages": { type: "boolean", default: false },
    },
  });
  if (values["copy-packages"]) {
    const [from, to] = positionals;
    if (!from || !to || positionals.length > 2) {
      console.error(`Usage: ${USAGE}`);
      return 2;
    }
    console.log(`${copyPackages(from, to)} packages copied to ${to}.`);
    return 0;
  }
  const passes = PASSES.filter(
    (pass) => values.pass === undefined || pass === values.pass,
  );
  if (positionals.length === 0 || passes.length === 0) {
    console.error(`Usage: ${USAGE}`);
    return 2;
  }
  const worker = startWorker();
  const all: Figures[] = [];
  try {
    for (const dir of positionals) {
      const body = findBody(path.resolve(dir), createEngine(createDiskHost()));
      for (const pass of passes) {
        const figures = await run(body, pass, worker);
        all.push(figures);
        if (!values.json) console.log(formatFigures([figures]));
      }
    }
  } finally {
    worker.stop();
  }
  console.log(
    values.json ? JSON.stringify(all, null, 2) : formatFigures(all, "all"),
  );
  return all.some(({ outcome, lost }) =>
    [outcome.crashes, outcome.reports, lost].some((list) => list.length > 0),
  )
    ? 1
    : 0;
}

async function run(body: Body, pass: Pass, worker: Asker): Promise<Figures> {
  const outcomes = [];
  const lost: string[] = [];
  for (const job of jobsOf(body, pass)) {
    const answer = await worker.ask(job, LIMIT_MS[pass]);
    if (typeof answer !== "string") {
      outcomes.push(answer);
      continue;
    }
    const about = job.kind === "project" ? job.root : job.files.join(" ");
    // One file at a time tells which one it was.
    if (job.kind === "project" || job.files.length === 1)
      lost.push(`${about}: ${answer}`);
    else
      for (const file of job.files) {
        const single = await worker.ask({ ...job, files: [file] }, 20_000);
        if (typeof single === "string") lost.push(`${file}: ${single}`);
        else outcomes.push(single);
      }
  }
  return {
    body: body.dir,
    pass,
    bytes: body.bytes,
    outcome: sumOutcomes(outcomes),
    lost,
  };
}

function jobsOf(body: Body, pass: Pass): Job[] {
  if (pass === "project")
    return body.roots.map((root) => ({ kind: "project", root }));
  if (pass === "alone")
    return batches(body.files, ALONE_BATCH).map((files) => ({
      kind: "alone",
      files,
    }));
  return batches(body.files, LINT_BATCH).map((files) => ({
    kind: "lint",
    dir: body.dir,
    files,
  }));
}

function batches<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
