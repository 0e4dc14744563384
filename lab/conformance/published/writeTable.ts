import { writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import { judge, type Report } from "./judge.ts";
import { known } from "./known.ts";
import type { Suite } from "./suites.ts";

interface Counts {
  passed: number;
  notInLab: number;
  elsewhere: number;
  failed: number;
  skipped: number;
}

interface FileRow extends Counts {
  readonly file: string;
  readonly reasons: Map<string, number>;
}

export interface Summary {
  readonly rows: readonly FileRow[];
  readonly failures: readonly {
    readonly file: string;
    readonly title: string;
    readonly why: string;
  }[];
  readonly total: string;
}

export function summarize(suite: Suite, report: Report): Summary {
  const failures: Summary["failures"][number][] = [];
  const rows = report.testResults.map((result): FileRow => {
    const file = result.name.slice(result.name.indexOf("/test/") + 6);
    const row = { file, reasons: new Map<string, number>(), ...noCounts() };
    for (const each of result.assertionResults) {
      const verdict = judge(suite.name, file, each, known);
      row[verdict.kind]++;
      if (!("why" in verdict)) continue;
      if (verdict.kind === "failed") {
        failures.push({ file, title: each.fullName, why: verdict.why });
      } else {
        row.reasons.set(verdict.why, (row.reasons.get(verdict.why) ?? 0) + 1);
      }
    }
    if (result.assertionResults.length === 0) {
      failures.push({ file, title: "(whole file)", why: result.message ?? "" });
    }
    return row;
  });
  rows.sort((a, b) => (a.file < b.file ? -1 : 1));
  const all = rows.reduce((sum, row) => {
    for (const kind of kinds) sum[kind] += row[kind];
    return sum;
  }, noCounts());
  const run = all.passed + all.notInLab + all.elsewhere + all.failed;
  return {
    rows,
    failures,
    total: `${all.passed} of ${run} cases pass, ${all.notInLab} ask for what the lab has not, ${all.elsewhere} for something else than a service, ${all.failed} fail; the suite itself skips ${all.skipped}.`,
  };
}

const kinds = ["passed", "notInLab", "elsewhere", "failed", "skipped"] as const;

function noCounts(): Counts {
  return { passed: 0, notInLab: 0, elsewhere: 0, failed: 0, skipped: 0 };
}

export async function writeTable(
  suite: Suite,
  summary: Summary,
): Promise<void> {
  const lines = [
    `# The published tests of ${suite.packageName} against the lab`,
    "",
    `Made by \`node --import tsx lab/conformance/published/run.ts ${suite.name} FOLDER\`; [README.md](README.md) says how.`,
    "",
    summary.total,
    "",
    "| file | passed | not in the lab | asks elsewhere | fails | skipped by the suite | what is asked for |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...summary.rows.map((row) => {
      const cells = kinds.map((kind) => row[kind] || "");
      const reasons = [...row.reasons].map(
        ([why, count]) => `${escaped(why)} (${count})`,
      );
      return `| ${row.file} | ${cells.join(" | ")} | ${reasons.join("; ")} |`;
    }),
    "",
    ...(summary.failures.length === 0 ? [] : ["## Fails", ""]),
    ...summary.failures.map(
      ({ file, title, why }) => `- ${file}: ${escaped(title)}. ${escaped(why)}`,
    ),
  ];
  const text = await format(`${lines.join("\n")}\n`, { parser: "markdown" });
  writeFileSync(path.join(import.meta.dirname, `${suite.name}.md`), text);
}

/** As plain text in a cell, whatever is in it. */
function escaped(text: string): string {
  return text.replaceAll(/[|<>*_`[\]]/g, String.raw`\$&`).slice(0, 200);
}
