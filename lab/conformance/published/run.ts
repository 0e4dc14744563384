// Runs a published suite against the lab and writes its table:
//
//   node --import tsx lab/conformance/published/run.ts cosmos FOLDER [FILE...]
//   node --import tsx lab/conformance/published/run.ts servicebus FOLDER [FILE...]
//
// README.md says how FOLDER is made. With files, nothing is written but what failed.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildPreload } from "../../buildPreload.mjs";
import { startLab } from "../../src/startLab.ts";
import type { Report } from "./judge.ts";
import { placesOf, suiteOf } from "./suites.ts";
import { summarize, writeTable } from "./writeTable.ts";

const [name, folder, ...files] = process.argv.slice(2);
const suite = suiteOf(name);
if (folder === undefined) {
  throw new Error("Name the folder in which the suites are; see README.md.");
}
const root = path.resolve(folder);
const scratch = mkdtempSync(path.join(tmpdir(), "published-"));
const reportFile = path.join(scratch, "report.json");
const vitest = [
  placesOf(suite, root).vitest,
  "run",
  "--config",
  path.join(import.meta.dirname, "vitest.config.ts"),
  "--reporter=dot",
  "--reporter=json",
  `--outputFile.json=${reportFile}`,
  ...files,
];
const environment = {
  ...process.env,
  PUBLISHED_SUITE: suite.name,
  PUBLISHED_FOLDER: root,
};

/** Without lag: the suites ask what is answered, not which replica answers. */
async function runCosmos(): Promise<void> {
  await using lab = await startLab({ lag: 0 });
  const { endpoint, key } = lab.cosmos;
  await run(vitest, { ACCOUNT_HOST: endpoint, ACCOUNT_KEY: key });
}

/** The suite speaks to a namespace of the cloud; `run` leads it here. */
async function runServiceBus(): Promise<void> {
  await buildPreload();
  const cli = path.join(import.meta.dirname, "../../src/cli/main.ts");
  const command = ["--import", "tsx", cli, "run", "--", process.execPath];
  await run([...command, ...vitest], {});
}

function run(
  args: readonly string[],
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const child = spawn(process.execPath, args, {
    stdio: "inherit",
    env: { ...environment, ...more },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    // Failed cases end it with 1; the report says which.
    child.on("exit", () => resolve());
  });
}

await (suite.name === "cosmos" ? runCosmos() : runServiceBus());
const report = JSON.parse(readFileSync(reportFile, "utf8")) as Report;
rmSync(scratch, { recursive: true });
const summary = summarize(suite, report);
for (const { file, title, why } of summary.failures) {
  console.log(`${file}: ${title}\n    ${why}`);
}
console.log(summary.total);
if (files.length === 0) await writeTable(suite, summary);
