// `npm run scenarios -- [--resume] [NAME ...]`: what the rules say of real programs, held against what
// the lab sees. Without names it is all of them, and FIGURES.md is written. With `--resume`, scenarios
// that agreed in an earlier run are not run again unless something they are made of has changed.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { createWorkshop } from "./harness/copyPrograms.ts";
import { createKeptOutcomes, fingerprint } from "./harness/keptOutcomes.ts";
import { head, showOutcomes } from "./harness/showOutcomes.ts";
import { readScenario, tryScenario } from "./harness/tryScenario.ts";

const programs = path.join(import.meta.dirname, "programs");
const root = path.join(import.meta.dirname, "../..");
const {
  values: { resume },
  positionals: wanted,
} = parseArgs({
  options: { resume: { type: "boolean", default: false } },
  allowPositionals: true,
});
const names = readdirSync(programs)
  .filter((name) => existsSync(path.join(programs, name, "scenario.ts")))
  .filter(
    (name) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  )
  .sort();

/** What all scenarios are run and judged with. */
const tools = fingerprint(
  [
    "eslint-plugin/src",
    "lab/src",
    "lab/buildPreload.mjs",
    "session-token/src",
    "session-token/dist",
    "test/scenarios/harness",
    "test/scenarios/programs/common",
    "package-lock.json",
  ].map((place) => path.join(root, place)),
);
const kept = createKeptOutcomes(path.join(root, ".cache/scenarios"));
let takenUp = 0;
let disagreements = 0;
let exempt = 0;
const counts = { unprotected: 0, protected: 0, unknown: 0, unseen: 0 };
const edits = { made: 0, refused: 0 };
const lines: string[] = [];
const say = (text: string): void => {
  lines.push(text);
  console.log(text);
};
const workshop = createWorkshop();
try {
  say(head);
  for (const name of names) {
    const folder = path.join(programs, name);
    const scenario = await readScenario(folder);
    const madeOf = `${tools} ${fingerprint([folder])}`;
    const earlier = resume ? kept.find(name, madeOf) : undefined;
    if (earlier !== undefined) takenUp += 1;
    const outcomes = earlier ?? (await tryScenario(folder, scenario, workshop));
    say(showOutcomes(name, outcomes));
    for (const { says } of outcomes[0]?.reads ?? []) counts[says] += 1;
    for (const { refused } of outcomes.slice(1)) {
      edits[refused === undefined ? "made" : "refused"] += 1;
    }
    const found = outcomes.flatMap((outcome) => outcome.disagreements).length;
    if (found === 0 || scenario.exempt !== undefined) {
      kept.keep(name, madeOf, outcomes);
    }
    if (scenario.exempt === undefined) {
      disagreements += found;
    } else if (found > 0) {
      exempt += 1;
      say(`   exempt: ${scenario.exempt}`);
    }
  }
} finally {
  workshop.remove();
}
const asBefore =
  takenUp > 0
    ? ` ${takenUp} taken up from an earlier run of the same code.`
    : "";
const summary = `${names.length} scenarios, ${disagreements} disagreements, ${exempt} scenarios exempt.${asBefore}
Reads as written: ${counts.unprotected} unprotected, ${counts.protected} protected, ${counts.unknown} unknown, ${counts.unseen} that the rules do not see.
Edit sets run: ${edits.made}; styles refused with a reason: ${edits.refused}.`;
console.log(`\n${summary}`);
if (wanted.length === 0) writeFigures();
process.exitCode =
  disagreements > 0 || exempt > 3 || names.length === 0 ? 1 : 0;

function writeFigures(): void {
  const page = `# What rules and lab said

Made by \`npm run scenarios\`. [README.md](README.md) says how to read the table. A line with \`!!\` is a disagreement.

${summary.replaceAll("\n", "\n\n")}

\`\`\`text
${lines.join("\n")}
\`\`\`
`;
  writeFileSync(path.join(import.meta.dirname, "FIGURES.md"), page);
}
