/** Reads the rows out of a page; README.md says how a page is written. */
import {
  dimensionNames,
  familyOf,
  type DimensionName,
  type Tuple,
} from "./dimensions.ts";

export interface Row {
  /** The sentence that names it. */
  readonly name: string;
  readonly page: string;
  readonly line: number;
  readonly tuples: readonly Tuple[];
  /** Path in the project -> text without its marks. */
  readonly files: Readonly<Record<string, string>>;
  readonly settings: unknown;
  readonly marks: readonly Mark[];
  /** There are words between heading and code, or at the top of the page. */
  readonly hasReason: boolean;
}

/** A comment of ours. It speaks of its own line or, alone on a line, of the next line of code. */
export interface Mark {
  readonly file: string;
  readonly line: number;
  /** `report …`, `protected`, `unknown`, or `at NAME`. */
  readonly words: string;
}

const MARK = /\/\/ ((?:report|protected|unknown|at)\b.*)$/;

/** @param text A page: `# title`, then rows that begin with `## sentence`. */
export function readRows(page: string, text: string): Row[] {
  const lines = text.split("\n");
  const starts = lines.flatMap((line, index) =>
    line.startsWith("## ") ? [index] : [],
  );
  // What a page says before its first row holds for all of them.
  const hasReason = lines.slice(1, starts[0]).some((line) => line !== "");
  return starts.map((start, index) =>
    readRow(page, lines.slice(start, starts[index + 1]), start + 1, hasReason),
  );
}

function readRow(
  page: string,
  lines: readonly string[],
  line: number,
  pageHasReason: boolean,
): Row {
  const name = (lines[0] ?? "").slice(3).trim();
  const where = `${page}:${line} (${name})`;
  const files: Record<string, string> = {};
  const marks: Mark[] = [];
  const tuples: Tuple[] = [];
  let settings: unknown = {};
  let hasReason = pageHasReason;
  for (let at = 1; at < lines.length; at++) {
    const text = lines[at] ?? "";
    if (text.startsWith("> ")) tuples.push(readTuple(text.slice(2), where));
    else if (text.startsWith("```")) {
      const end = lines.findIndex((other, i) => i > at && other === "```");
      if (end === -1) throw new Error(`${where}: a code block has no end.`);
      const [, title] = text.split(" ");
      if (title === undefined)
        throw new Error(
          `${where}: a code block names no file: expected "\`\`\`ts src/orders.ts".`,
        );
      const body = lines.slice(at + 1, end);
      if (title === "settings") settings = JSON.parse(body.join("\n"));
      else if (title in files) throw new Error(`${where}: ${title} twice.`);
      else files[title] = takeMarks(title, body, marks);
      at = end;
    } else if (text.trim() !== "") hasReason = true;
  }
  if (Object.keys(files).length === 0)
    throw new Error(`${where}: there is no code.`);
  return { name, page, line, tuples, files, settings, marks, hasReason };
}

function takeMarks(
  file: string,
  body: readonly string[],
  marks: Mark[],
): string {
  const isAlone = (line: string) =>
    MARK.test(line) && line.trimStart().startsWith("//");
  return body
    .map((text, index) => {
      const match = MARK.exec(text);
      if (match === null) return text;
      let target = index;
      while (isAlone(body[target] ?? "")) target++;
      marks.push({ file, line: target + 1, words: match[1]!.trim() });
      return text.slice(0, match.index).trimEnd();
    })
    .join("\n");
}

function readTuple(text: string, where: string): Tuple {
  const values = text.split(" / ").map((value) => value.trim());
  if (values.length !== dimensionNames.length)
    throw new Error(
      `${where}: "${text}" has ${values.length} parts, expected ${dimensionNames.join(" / ")}.`,
    );
  const entries = dimensionNames.map((name, index) => {
    const value = values[index] ?? "";
    if (familyOf(name, value) === undefined)
      throw new Error(
        `${where}: "${value}" is no value of "${name}"; dimensions.ts lists them.`,
      );
    return [name, value] as const;
  });
  return Object.fromEntries(entries) as Record<DimensionName, string>;
}
