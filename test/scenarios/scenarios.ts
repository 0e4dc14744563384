// `npm run scenarios [NAME ...]`: what the rules say of real programs, held against what the lab sees.
// Without names it is all of them, and FIGURES.md is written.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createWorkshop } from "./harness/copyPrograms.ts";
import { head, showOutcomes } from "./harness/showOutcomes.ts";
import { readScenario, tryScenario } from "./harness/tryScenario.ts";

const programs = path.join(import.meta.dirname, "programs");
const wanted = process.argv.slice(2);
const names = readdirSync(programs)
  .filter((name) => existsSync(path.join(programs, name, "scenario.ts")))
  .filter(
    (name) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  )
  .sort();

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
    const outcomes = await tryScenario(folder, scenario, workshop);
    say(showOutcomes(name, outcomes));
    for (const { says } of outcomes[0]?.reads ?? []) counts[says] += 1;
    for (const { refused } of outcomes.slice(1)) {
      edits[refused === undefined ? "made" : "refused"] += 1;
    }
    const found = outcomes.flatMap((outcome) => outcome.disagreements).length;
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
const summary = `${names.length} scenarios, ${disagreements} disagreements, ${exempt} scenarios exempt.
Reads as written: ${counts.unprotected} unprotected, ${counts.protected} protected, ${counts.unknown} unknown, ${counts.unseen} that the rules do not see.
Edit sets run: ${edits.made}; styles refused with a reason: ${edits.refused}.`;
console.log(`\n${summary}`);
if (wanted.length === 0) writeFigures();
process.exitCode =
  disagreements > 0 || exempt > 3 || names.length === 0 ? 1 : 0;

function writeFigures(): void {
  const page = `# What rules and lab said

Made by \`npm run scenarios\`, all of them in one run. [README.md](README.md) says how to read the table. A line with \`!!\` is a disagreement.

${summary.replaceAll("\n", "\n\n")}

\`\`\`text
${lines.join("\n")}
\`\`\`
`;
  writeFileSync(path.join(import.meta.dirname, "FIGURES.md"), page);
}
