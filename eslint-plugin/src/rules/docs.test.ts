/** The rule pages are true: their header is the rule's, their examples are linted. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import type { RuleName } from "../analysis/finding.ts";
import { rules } from "./index.ts";
import { writeProject } from "../../test-support/writeProject.ts";
import { lintInProject } from "./testProject.ts";

const docs = path.join(import.meta.dirname, "../../docs/rules");
const END_OF_HEADER = "<!-- end auto-generated rule header -->";

interface Example {
  readonly section: string;
  readonly code: string;
  /** Line of the block in the page. */
  readonly line: number;
}

function readPage(rule: string): string {
  return fs.readFileSync(path.join(docs, `${rule}.md`), "utf8");
}

/** Blocks of TypeScript or JavaScript with the heading above them. */
function examplesIn(page: string): Example[] {
  const examples: Example[] = [];
  let section = "";
  let start: number | undefined;
  const lines = page.split("\n");
  lines.forEach((line, index) => {
    if (start === undefined) {
      if (line.startsWith("## ")) section = line.slice(3);
      if (/^```(ts|js)$/.test(line)) start = index + 1;
    } else if (line === "```") {
      examples.push({
        section,
        code: lines.slice(start, index).join("\n"),
        line: start,
      });
      start = undefined;
    }
  });
  return examples;
}

/** `// src/a.ts` alone on a line begins a file of that name. */
function filesOf(code: string): Map<string, string> {
  const parts = code.split(/^\/\/ (src\/\S+)$/m);
  if (parts.length === 1) return new Map([["src/example.ts", code]]);
  const files = new Map<string, string>();
  for (let index = 1; index < parts.length; index += 2)
    files.set(parts[index]!, parts[index + 1]!.trimStart());
  return files;
}

function headerOf(rule: RuleName): string {
  const { meta } = rules[rule];
  const description = meta?.docs?.description ?? "";
  return [
    `# cosmos-session/${rule}`,
    `📝 ${description.charAt(0).toUpperCase()}${description.slice(1)}.`,
    "💼 This rule is enabled in the configs `recommended` and `strict`.",
    ...(meta?.hasSuggestions === true
      ? [
          "💡 Some reports of this rule offer suggestions, which an editor can apply.",
        ]
      : []),
    END_OF_HEADER,
  ].join("\n\n");
}

describe("rule pages", () => {
  /** Ids of the rules that report, over all files of an example. */
  function lint(code: string): string[] {
    const files = filesOf(code);
    const folder = writeProject(Object.fromEntries(files));
    return [...files.keys()].flatMap((file) =>
      lintInProject(folder, file).map(({ fatal, message, ruleId }) => {
        assert.ok(!fatal, message);
        return ruleId ?? "";
      }),
    );
  }

  for (const rule of Object.keys(rules) as RuleName[]) {
    describe(rule, () => {
      it("begins with the header that the rule's meta gives", () => {
        const page = readPage(rule);
        const header = page.slice(
          0,
          page.indexOf(END_OF_HEADER) + END_OF_HEADER.length,
        );
        assert.equal(header, headerOf(rule), "Copy the expected header.");
      });

      it("has all parts that a reader looks for", () => {
        const headings = [...readPage(rule).matchAll(/^## (.+)$/gm)].map(
          ([, heading]) => heading,
        );
        for (const part of [
          "The problem",
          "Incorrect",
          "Correct",
          "Options",
          "When not to use it",
          "Limits",
          "Further reading",
        ])
          assert.ok(headings.includes(part), `no heading "## ${part}"`);
        assert.equal(
          headings.includes("What the suggestion inserts"),
          rules[rule].meta?.hasSuggestions === true,
        );
      });

      const examples = examplesIn(readPage(rule));
      for (const { section, code, line } of examples) {
        const isReported = section === "Incorrect";
        it(`the example in line ${line} (${section}) is ${isReported ? "reported" : "not reported"}`, () => {
          const reports = lint(code);
          assert.deepEqual(
            reports,
            isReported ? [`cosmos-session/${rule}`] : [],
          );
        });
      }

      it("shows what is reported, what is not, and what is missed", () => {
        const sections = new Set(examples.map(({ section }) => section));
        for (const section of ["Incorrect", "Correct", "Limits"])
          assert.ok(sections.has(section), `no example under "${section}"`);
      });
    });
  }
});
