/**
 * `npm run bench` names all benches of this repository, `npm run bench -- --only NAME` runs one. The cases of linting
 * (`npm run bench -- DIR`) are measured here; README.md says how to read them.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, platform, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { ESLint } from "eslint";
import { cases, type Case } from "./cases.ts";
import { takePlugin } from "./pluginBundle.ts";
import { placeAt } from "./prepare.ts";
import { programs, runProgram } from "./programs.ts";
import { findCheckout } from "./repositories.ts";
import { runRounds } from "./runRounds.ts";
import { showCase } from "./showCase.ts";

const USAGE = `npm run bench -- --only NAME[,NAME]    other parts:
${programs.map(({ name, question }) => `  ${name.padEnd(14)} ${question}`).join("\n")}

npm run bench -- [--pairs N] [--only NAME[,NAME]] [--plugin DIST] [--oxc] [--json FILE] DIR    what linting costs:
  DIR            holds the checkouts, one folder "owner__name" each
  --pairs N      pairs of each case (default 9; fewer are for a first look only)
  --only NAME    these cases only: ${cases.map(({ name }) => name).join(", ")}
  --plugin DIST  measure this folder of built bundles instead of our own
  --oxc          give the plugin oxc-parser; without, it has Babel's parser, as on most machines
  --json FILE    write every single run`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pairs: { type: "string", default: "9" },
      only: { type: "string" },
      plugin: { type: "string" },
      oxc: { type: "boolean", default: false },
      json: { type: "string" },
    },
  });
  if (process.argv.length === 2) {
    console.log(USAGE);
    return 0;
  }
  const names = values.only?.split(",");
  const others = programs.filter(({ name }) => names?.includes(name));
  for (const other of others) {
    const code = runProgram(other);
    if (code !== 0) return code;
  }
  const left = names?.filter((name) =>
    others.every((one) => one.name !== name),
  );
  if (left?.length === 0) return 0;
  const [dir] = positionals;
  const pairs = Number(values.pairs);
  if (
    dir === undefined ||
    positionals.length > 1 ||
    !(Number.isInteger(pairs) && pairs > 0)
  ) {
    console.error(`Usage: ${USAGE}`);
    return 2;
  }
  const chosen = chooseCases(left);
  const checkouts = new Map(
    chosen.map((one) => [one, findCheckout(dir, one.repository)]),
  );
  const scratch = mkdtempSync(path.join(tmpdir(), "cosmos-session-bench-"));
  removeWhenEnded(scratch);
  try {
    const plugin = takePlugin(
      path.join(scratch, "plugin"),
      values.plugin,
      values.oxc,
    );
    console.log(
      `Plugin: ${plugin.version}, parser ${plugin.parser}. ESLint ${ESLint.version}, Node ${process.version}, ${platform()}, ${cpus().length} cores. ${pairs} pairs${pairs < 9 ? " (fewer than 9: a first look, nothing to publish)" : ""}.\n`,
    );
    const runs: Record<string, unknown> = {};
    for (const [one, checkout] of checkouts) {
      const place = placeAt(checkout, plugin, scratch);
      const rounds = await runRounds(
        one.subjects(place),
        Math.max(1, Math.round(pairs * (one.roundsPerPair ?? 1))),
        path.join(scratch, "sample.ndjson"),
        showProgress(one.name),
      );
      console.log(showCase(one, rounds));
      runs[one.name] = {
        ...rounds,
        samples: Object.fromEntries(rounds.samples),
      };
      if (values.json)
        writeFileSync(values.json, JSON.stringify({ plugin, runs }, null, 1));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return 0;
}

/** Copies of repositories are too large to be left behind when somebody loses patience. */
function removeWhenEnded(folder: string): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(2);
    });
  }
}

function chooseCases(only: readonly string[] | undefined): readonly Case[] {
  if (only === undefined) return cases;
  return only.map((name) => {
    const found = cases.find((one) => one.name === name);
    if (found) return found;
    throw new Error(
      `There is no case "${name}". Known: ${[...programs, ...cases].map((one) => one.name).join(", ")}.`,
    );
  });
}

/** On the error stream: the figures can be sent to a file. */
function showProgress(name: string): (text: string) => void {
  return (text) => {
    const isLasting = text.endsWith("\n");
    if (process.stderr.isTTY)
      process.stderr.write(`\r\u001B[K${name}: ${text}`);
    else if (isLasting) process.stderr.write(`${name}: ${text}`);
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
