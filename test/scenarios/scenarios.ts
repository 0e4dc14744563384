// `npm run scenarios [NAME ...]`: what the rules say of real programs, held against what the lab sees.
import { readdirSync } from "node:fs";
import path from "node:path";
import { head, showOutcomes } from "./harness/showOutcomes.ts";
import { readScenario, tryScenario } from "./harness/tryScenario.ts";

const programs = path.join(import.meta.dirname, "programs");
const wanted = process.argv.slice(2);
const names = readdirSync(programs)
  .filter(
    (name) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  )
  .sort();

let disagreements = 0;
let exempt = 0;
const counts = { unprotected: 0, protected: 0, unknown: 0, unseen: 0 };
console.log(head);
for (const name of names) {
  const folder = path.join(programs, name);
  const scenario = await readScenario(folder);
  const outcomes = await tryScenario(folder, scenario);
  console.log(showOutcomes(name, outcomes));
  for (const { says } of outcomes[0]?.reads ?? []) counts[says] += 1;
  const found = outcomes.flatMap((outcome) => outcome.disagreements).length;
  if (scenario.exempt === undefined) {
    disagreements += found;
  } else if (found > 0) {
    exempt += 1;
    console.log(`   exempt: ${scenario.exempt}`);
  }
}
console.log(
  `\n${names.length} scenarios. Reads as written: ${counts.unprotected} unprotected, ${counts.protected} protected, ${counts.unknown} unknown, ${counts.unseen} that the rules do not see. ${disagreements} disagreements, ${exempt} scenarios exempt.`,
);
process.exitCode =
  disagreements > 0 || exempt > 3 || names.length === 0 ? 1 : 0;
