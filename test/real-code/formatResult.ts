import type { RepositoryResult, Result } from "./scoreAll.ts";
import { addTally, emptyTally, type Tally } from "./scoreEntry.ts";

/** The score as text: a table, the tiers, then every miss and every false report. */
export function formatResult({ repositories, absent }: Result): string {
  const tiers = [...new Set(repositories.map(({ tier }) => tier))];
  const lines = [
    row("repository", "reads", "false", "sends", "false", "files", "ms"),
    ...repositories.map(({ dir, score, files, lintMs }) =>
      row(
        dir,
        ratio(score.reads),
        score.reads.wrong,
        score.sends ? ratio(score.sends) : "-",
        score.sends?.wrong ?? "-",
        files,
        lintMs,
      ),
    ),
    "",
    ...tiers.flatMap((tier) =>
      formatTier(
        tier,
        repositories.filter((one) => one.tier === tier),
      ),
    ),
  ];
  for (const one of repositories) lines.push(...formatDetails(one));
  for (const entry of absent) lines.push("", `no checkout: ${entry}`);
  return lines.join("\n");
}

function formatTier(tier: string, parts: RepositoryResult[]): string[] {
  const sum = (tallies: (Tally | null)[]): Tally => {
    const total = emptyTally();
    for (const tally of tallies) if (tally) addTally(total, tally);
    return total;
  };
  const lines = [
    `${tier}: reads ${percentages(sum(parts.map(({ score }) => score.reads)))}`,
    `${tier}: sends ${percentages(sum(parts.map(({ score }) => score.sends)))}`,
  ];
  for (const kind of ["input-binding", "wrapper-dynamic"] as const) {
    const tally = sum(parts.map(({ score }) => score.apart[kind]));
    if (tally.expected > 0)
      lines.push(`${tier}: apart, ${kind}: found ${ratio(tally)}`);
  }
  return lines;
}

function formatDetails(one: RepositoryResult): string[] {
  const { misses, falseReports, unclear, unlabelled } = one.score;
  const lines = [
    ...one.badLabels.map((text) => `  bad label   ${text}`),
    ...misses.map(
      ({ id, what, path, difficulty }) =>
        `  miss        ${id} ${what} (${difficulty}): ${path}`,
    ),
    ...falseReports.map(
      ({ report, label }) =>
        `  false       ${report.file}:${report.line} ${report.rule}: ${report.message}` +
        (label ? ` [labelled silent, ${label}]` : ""),
    ),
    ...unclear.map(
      ({ file, line, rule }) => `  unclear     ${file}:${line} ${rule}`,
    ),
    ...unlabelled.map(
      ({ file, line, rule, message }) =>
        `  unlabelled  ${file}:${line} ${rule}: ${message}`,
    ),
    ...one.failures.map((text) => `  not linted  ${text}`),
  ];
  return lines.length > 0 ? ["", one.dir, ...lines] : [];
}

function percentages(tally: Tally): string {
  const { found, expected, right, wrong } = tally;
  return `recall ${percent(found, expected)} (${found} of ${expected}), precision ${percent(right, right + wrong)} (${right} right, ${wrong} false)`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "none" : `${((100 * part) / whole).toFixed(1)} %`;
}

function ratio({ found, expected }: Tally): string {
  return `${found}/${expected}`;
}

function row(name: string, ...cells: (string | number)[]): string {
  return (
    name.padEnd(50) + cells.map((cell) => String(cell).padStart(8)).join("")
  );
}
