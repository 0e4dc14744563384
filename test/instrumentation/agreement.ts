// `npm run preload-agreement [-- NAME ...]`: the preload's verdict of every read in the scenarios,
// held against the lab's, and what the lab saw with the preload against what it saw without.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { buildPreload } from "../../instrumentation/build.mjs";
import { createWorkshop } from "../scenarios/harness/copyPrograms.ts";
import { tryAgreement } from "./support/tryAgreement.ts";

const programs = path.join(import.meta.dirname, "../scenarios/programs");
const wanted = process.argv.slice(2);
const names = readdirSync(programs)
  .filter((name) => existsSync(path.join(programs, name, "scenario.ts")))
  .filter(
    (name) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
const counts = {
  reads: 0,
  agree: 0,
  byJoin: 0,
  unknown: 0,
  inHandlers: 0,
  wrong: 0,
};
let changed = 0;

const preload = await buildPreload();
const workshop = createWorkshop();
try {
  for (const name of names) {
    const agreement = await tryAgreement(name, preload, workshop);
    const verdicts = agreement.reads.map(({ lab }) => lab);
    console.log(`${name}: ${verdicts.join(" ")}`);
    for (const read of agreement.reads) {
      counts.reads += 1;
      if (read.lab === read.preload) {
        counts.agree += 1;
        continue;
      }
      console.log(
        `   ${read.read}\n   the lab says ${read.lab}, the preload ${read.preload}, all processes together ${read.joined}: ${read.reason}`,
      );
      if (read.joined === read.lab) counts.byJoin += 1;
      else if (read.joined !== "unknown") counts.wrong += 1;
      else if (read.isInSubscribeHandler) counts.inHandlers += 1;
      else counts.unknown += 1;
    }
    for (const line of agreement.changed) console.log(`!! ${line}`);
    if (agreement.changed.length > 0) changed += 1;
  }
} finally {
  workshop.remove();
}
console.log(
  `
${names.length} scenarios, ${counts.reads} reads: ${counts.agree} verdicts as the lab's, ${counts.byJoin} more with the spans of all processes, ${counts.unknown} unknown outside of subscribe handlers, ${counts.inHandlers} unknown in them, ${counts.wrong} others.
${changed} scenarios in which the lab saw something else than without the preload.`,
);
process.exitCode =
  counts.wrong + counts.inHandlers + changed > 0 || names.length === 0 ? 1 : 0;
