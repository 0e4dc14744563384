/** For tests: the cases of a page in `cases/`; its README.md says how they are written. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Sample } from "./testFindings.ts";
import type { ContainerOfRead } from "./propertyName.ts";
import type { ProposeOptions } from "./proposeEdits.ts";

export interface EditCase {
  /** The sentence that names it. */
  readonly name: string;
  readonly sample: Sample;
  readonly options: Partial<Omit<ProposeOptions, "host">>;
  /** The title of the edit, or why there is none. */
  readonly answer: { readonly offers: string } | { readonly refuses: string };
  /** All files, after the edit. */
  readonly after: Readonly<Record<string, string>>;
}

export interface EditPage {
  readonly title: string;
  readonly cases: readonly EditCase[];
}

interface Block {
  readonly language: string;
  readonly file: string;
  readonly lines: readonly string[];
}

const BLOCK = /^```(\w+)(?: (\S+))?\n(.*?)^```$/gms;
/** Where the files of a case lie. */
const FOLDER = "/p/";

/** What the lines of a case may be; README.md says what each means. */
const keys = new Set([
  "alsoReads",
  "alsoSearches",
  "call",
  "carried",
  "ends",
  "handler",
  "message",
  "offers",
  "otherPath",
  "read",
  "refuses",
  "rule",
  "style",
]);

const folder = path.join(import.meta.dirname, "cases");

export const editPages: readonly EditPage[] = readdirSync(folder)
  .filter((file) => file !== "README.md")
  .map((file) => readCases(readFileSync(path.join(folder, file), "utf8")));

/** @param text A page: `# title`, what holds for all cases, then cases that begin with `## sentence`. */
function readCases(text: string): EditPage {
  const [head = "", ...cases] = text.split(/^## /m);
  const title = head.slice(2, head.indexOf("\n")).trim();
  const forAll = blocksOf(head);
  return { title, cases: cases.map((one) => readCase(title, forAll, one)) };
}

function blocksOf(text: string): Block[] {
  return [...text.matchAll(BLOCK)].map(
    ([, language = "", file = "", body = ""]): Block => ({
      language,
      file,
      lines: body.split("\n").slice(0, -1),
    }),
  );
}

function readCase(
  page: string,
  forAll: readonly Block[],
  text: string,
): EditCase {
  const name = text.slice(0, text.indexOf("\n")).trim();
  const blocks = [...forAll, ...blocksOf(text)];
  const values = new Map<string, string[]>();
  for (const line of linesOf(blocks)) {
    const [, key, value] = /^(\w+): (.+)$/s.exec(line) ?? [];
    if (key === undefined || value === undefined || !keys.has(key))
      throw new Error(
        `${page} (${name}): "${line}" is no line of a case; README.md lists them.`,
      );
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  const one = (key: string): string | undefined => values.get(key)?.[0];
  const json = (key: string): object | undefined => {
    const value = one(key);
    return value === undefined ? undefined : (JSON.parse(value) as object);
  };
  const end = one("ends") === "CRLF" ? "\r\n" : "\n";
  const [offers, refuses] = [one("offers"), one("refuses")];
  if ((offers === undefined) === (refuses === undefined))
    throw new Error(`${page} (${name}): give "offers" or "refuses".`);
  const sample = {
    files: filesOf(blocks, "+", end),
    path: values.get("call") ?? [],
    handler: one("handler"),
    rule: one("rule"),
    otherPaths: values
      .get("otherPath")
      ?.map((calls) => JSON.parse(calls) as string[]),
    message: json("message"),
    read: json("read"),
  };
  return {
    name,
    sample: withoutUndefined(sample) as unknown as Sample,
    options: withoutUndefined({
      style: one("style"),
      carried: values.get("carried"),
      files: values.get("alsoSearches")?.map((file) => FOLDER + file),
      handlerReads: values.get("alsoReads")?.map(readOf),
    }),
    answer: offers === undefined ? { refuses: refuses! } : { offers },
    after: filesOf(blocks, "-", end),
  };
}

/** The lines of all blocks "case"; an indented line goes on with the one above it. */
function linesOf(blocks: readonly Block[]): string[] {
  return blocks
    .filter(({ language }) => language === "case")
    .flatMap(({ lines }) => lines.join("\n").split(/\n(?=\S)/));
}

/** A read elsewhere in the handler. */
function readOf(container: string): ContainerOfRead {
  const start = { line: 1, column: 1 };
  const place = { file: FOLDER, span: { start: 0, end: 0 }, start, end: start };
  return { container, containerKey: container, place };
}

/** The files of the diffs, without the lines of one side. */
function filesOf(
  blocks: readonly Block[],
  without: "+" | "-",
  end: string,
): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { language, file, lines } of blocks) {
    if (language !== "diff") continue;
    const side = lines.filter((line) => !line.startsWith(without));
    if (side.length > 0)
      files[FOLDER + file] = side.map((line) => line.slice(1) + end).join("");
  }
  return files;
}

function withoutUndefined(object: object): object {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  );
}
