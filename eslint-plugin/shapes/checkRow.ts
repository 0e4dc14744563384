/** What the engine says of a row, beside what the row's marks expect. Both as lines of text, to be compared. */
import { createEngine } from "../src/analysis/engine.ts";
import type { Finding, Frame } from "../src/analysis/finding.ts";
import { createMemoryHost } from "../src/analysis/project/memoryHost.ts";
import { parseSettings } from "../src/analysis/settings.ts";
import type { Mark, Row } from "./readRows.ts";

const ROOT = "/project";
const SOURCE = /\.[cm]?[jt]sx?$/;

export interface Outcome {
  readonly expected: readonly string[];
  readonly actual: readonly string[];
}

export function checkRow(row: Row): Outcome {
  const files: Record<string, string> = { "package-lock.json": "{}" };
  Object.assign(files, row.files);
  const host = createMemoryHost(
    Object.fromEntries(
      Object.entries(files).map(([file, text]) => [`${ROOT}/${file}`, text]),
    ),
  );
  const { settings, problems } = parseSettings(row.settings);
  if (problems.length > 0)
    throw new Error(`${row.page}:${row.line}: ${problems.join(" ")}`);
  const engine = createEngine(host);
  const findings = Object.keys(row.files)
    .filter((file) => SOURCE.test(file))
    .flatMap((file) => {
      const found = engine.findingsIn(`${ROOT}/${file}`, undefined, settings);
      for (const finding of found)
        if (finding.place.file !== `${ROOT}/${file}`)
          throw new Error(`A finding of ${file} stands in another file.`);
      return found;
    });
  checkInvariants(findings);
  const verdicts = engine
    .handlersOf(`${ROOT}/package-lock.json`, settings)
    .flatMap(({ reads }) => reads)
    .map(({ path, verdict }) => ({ verdict, at: placeOfRead(path) }));

  const expected: string[] = [];
  checkNames(row);
  const actual = findings.map(showFinding);
  for (const mark of row.marks) {
    const at = `${mark.file}:${mark.line}`;
    const verdict = /^(protected|unprotected|unknown)\b/.exec(mark.words)?.[1];
    if (mark.words.startsWith("report")) expected.push(readReport(mark, row));
    if (verdict === undefined) continue;
    const seen = new Set(
      verdicts.filter((one) => one.at === at).map((one) => one.verdict),
    );
    expected.push(`the read at ${at} is ${verdict}`);
    actual.push(
      `the read at ${at} is ${seen.size === 0 ? "reached from no handler" : [...seen].sort().join(" and ")}`,
    );
  }
  return { expected: expected.sort(), actual: actual.sort() };
}

/** A name that no path uses is a slip of whoever wrote the row. */
function checkNames({ marks, page, name: row }: Row): void {
  for (const { words } of marks) {
    const name = /^at (.*)$/.exec(words)?.[1];
    if (name === undefined) continue;
    const isUsed = marks.some(
      (mark) =>
        mark.words.startsWith("report") &&
        mark.words.split(/ -> |: | of /).some((part) => part.startsWith(name)),
    );
    if (!isUsed)
      throw new Error(`${page} (${row}): no path uses "at ${name}".`);
  }
}

/** `report RULE/ID: a -> here -> b (+1 handler) of FILE:LINE`, all but `report` may be left out. */
const REPORT =
  /^report(?: ([\w/-]+))?(?:: ([\w ]+(?: -> [\w ]+)*?))?(?: of (\S+))?(?: \(\+(\d+) handlers?\))?$/;

function readReport(mark: Mark, row: Row): string {
  const match = REPORT.exec(mark.words);
  if (match === null)
    throw new Error(
      `${row.page} (${row.name}): "${mark.words}" is no mark; README.md lists them.`,
    );
  const [, rule = "require-session-token", path = "here", of, handlers] = match;
  const here = `${mark.file}:${mark.line}`;
  const lineOf = (name: string) => {
    if (name === "here" || name.includes(":"))
      return name === "here" ? here : name;
    const found = row.marks.filter(({ words }) => words === `at ${name}`);
    if (found.length !== 1)
      throw new Error(
        `${row.page} (${row.name}): "at ${name}" is marked ${found.length} times, expected once.`,
      );
    return `${found[0]!.file}:${found[0]!.line}`;
  };
  const way = hasNoPath(rule)
    ? ""
    : path.split(" -> ").map(lineOf).join(" -> ");
  return show(rule, here, way, of && lineOf(of), Number(handlers ?? 0));
}

function showFinding(finding: Finding): string {
  const rule = namesMessage(finding)
    ? `${finding.rule}/${finding.messageId}`
    : finding.rule;
  const { place, path, read } = finding;
  const frame = path.find(
    ({ call }) =>
      call.file === place.file &&
      call.span.start === place.span.start &&
      call.span.end === place.span.end,
  );
  const way = hasNoPath(rule) ? "" : path.map(lineOfFrame).join(" -> ");
  const binding =
    read?.binding && `${relative(read.binding.file)}:${read.binding.line}`;
  const line = frame?.callee.line ?? place.start.line;
  return show(
    rule,
    `${relative(place.file)}:${line}`,
    way,
    binding,
    finding.otherHandlers,
  );
}

function show(
  rule: string,
  at: string,
  path: string,
  binding: string | undefined,
  handlers: number,
): string {
  return [
    `${rule} at ${at}`,
    path && `by ${path}`,
    binding && `of ${binding}`,
    handlers > 0 && `and ${handlers} other handlers`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** A lost token stands on an expression, an input binding on a function. */
function hasNoPath(rule: string): boolean {
  return rule.includes("/");
}

function namesMessage({ rule, messageId }: Finding): boolean {
  return rule === "no-lost-session-token" || messageId === "inputBinding";
}

function placeOfRead(path: readonly Frame[]): string {
  const last = path.at(-1);
  return last === undefined ? "" : lineOfFrame(last);
}

function lineOfFrame({ file, callee }: Frame): string {
  return `${relative(file)}:${callee.line}`;
}

function relative(file: string): string {
  return file.slice(ROOT.length + 1);
}

/** What holds of every finding, whatever the row. */
function checkInvariants(findings: readonly Finding[]): void {
  const identities = new Set<string>();
  for (const { identity, path, dependsOn, place } of findings) {
    const key = `${place.file} ${identity}`;
    if (identities.has(key))
      throw new Error(
        `Two findings of a file have the identity "${identity}".`,
      );
    identities.add(key);
    for (const file of [place.file, ...path.map((frame) => frame.file)])
      if (!dependsOn.includes(file))
        throw new Error(`"${identity}" does not depend on ${file}.`);
  }
}
