import type { HandlerReport, ReadReport } from "../analysis/engine.types.ts";
import { showFile, showPath, showPlace } from "../messages/index.ts";
import type { Explanation } from "./explain.ts";
import { paint, type Colour, type Terminal } from "./terminal.ts";

type Verdict = ReadReport["verdict"];

const colours: Record<Verdict, Colour> = {
  protected: "green",
  unprotected: "red",
  unknown: "yellow",
};

export function explainAsText(
  explanations: readonly Explanation[],
  withStats: boolean,
  terminal: Terminal,
): string {
  const lines: string[] = [];
  for (const { handlers } of explanations)
    for (const report of handlers)
      lines.push(...handlerLines(report, terminal), "");
  lines.push(...summaryLines(explanations));
  if (withStats)
    for (const explanation of explanations)
      lines.push("", ...statsLines(explanation, terminal));
  return `${lines.join("\n")}\n`;
}

function handlerLines(
  { handler, reads, sends }: HandlerReport,
  terminal: Terminal,
): string[] {
  const { entity, name, shape } = handler;
  const names = [
    entity === undefined ? "" : ` of "${entity}"`,
    name === "" || name === entity ? "" : `, ${name}`,
  ];
  const lines = [
    paint(
      terminal,
      "bold",
      `${showPlace(handler.file, handler.start.line, terminal)}  ${shape}${names.join("")}`,
    ),
  ];
  for (const { read, path, verdict, because } of reads) {
    const binding =
      read.binding === undefined
        ? ""
        : ` (${showPlace(read.binding.file, read.binding.line, terminal)})`;
    lines.push(
      `  ${paint(terminal, colours[verdict], verdict.padEnd(11))}  ${read.call === "input-binding" ? `input binding ${read.text}${binding}` : read.text}`,
      `               ${showPath(path, terminal)}`,
      `               because ${because}`,
    );
  }
  for (const { call, entity: to, path } of sends)
    lines.push(
      `  sends        ${call}${to === undefined ? "" : ` to "${to}"`}`,
      `               ${showPath(path, terminal)}`,
    );
  if (reads.length === 0 && sends.length === 0)
    lines.push("  reads nothing from Cosmos DB and sends nothing on");
  return lines;
}

function summaryLines(explanations: readonly Explanation[]): string[] {
  const handlers = explanations.flatMap((explanation) => explanation.handlers);
  if (handlers.length === 0) {
    return [
      "No message handler found here.",
      "Known without settings are Service Bus handlers of @azure/service-bus and @azure/functions. For other queues and for HTTP",
      'see "presets" and "handlers" in the settings of eslint-plugin-cosmos-session; --stats tells what was looked at.',
    ];
  }
  const count = (verdict: Verdict): number =>
    handlers
      .flatMap(({ reads }) => reads)
      .filter((read) => read.verdict === verdict).length;
  const unprotected = count("unprotected");
  const lines = [
    `${plural(handlers.length, "handler")}; reads: ${unprotected} unprotected, ${count("protected")} protected, ${count("unknown")} unknown.`,
  ];
  if (unprotected > 0)
    lines.push(
      "An unprotected read may answer with older data than the sender of the message wrote.",
      "Next: npx cosmos-session fix --dry-run",
    );
  return lines;
}

function statsLines(
  { root, stats, hasPlugAndPlay }: Explanation,
  terminal: Terminal,
): string[] {
  const { scan, parse, analyse } = stats.milliseconds;
  const lines = [
    paint(terminal, "bold", `Project ${root}`),
    `  ${plural(stats.sourceFiles, "source file")}, ${stats.parsedFiles} parsed; ${plural(stats.handlers, "handler")}; ${plural(stats.steps, "step")}`,
    `  scan ${Math.round(scan)} ms, parse ${Math.round(parse)} ms, analysis ${Math.round(analyse)} ms`,
  ];
  if (hasPlugAndPlay)
    lines.push(
      "  Yarn Plug'n'Play: only the project's own files are followed, packages in archives are not.",
    );
  for (const { file, line, message } of stats.unparsedFiles)
    lines.push(
      `  does not parse: ${showPlace(file, line, terminal)} ${message}`,
    );
  for (const { file, message } of stats.problems)
    lines.push(`  not understood: ${showFile(file, terminal)} ${message}`);
  for (const one of stats.overBudget)
    lines.push(
      `  given up, nothing is said of it: ${one} (it needs more steps than the analysis takes)`,
    );
  return lines;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
