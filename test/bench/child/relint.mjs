// What an editor does at each keystroke and each save: one process lints one changed file again and again.
// `node --import=tsx relint.mjs FILE...` in the root of a copy that may be written to. Prints one JSON line.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { parseFile } from "../../../eslint-plugin/src/analysis/parse.ts";
import { cpuMsSince, insideTimes } from "./insideTimes.mjs";

/** Its declared type leaves out the options. */
const parser =
  /** @type {{ parseForESLint: (text: string, options: object) => unknown }} */ (
    /** @type {unknown} */ (tseslint.parser)
  );

const WARM_UP = 6;
const edits = Number(process.env["BENCH_EDITS"] ?? "15");
/** Longer than the engine trusts its last look at the whole project: the next lint pays for a new one. */
const PAUSE_MS = 1_000;

const eslint = new ESLint({
  overrideConfigFile: path.join(import.meta.dirname, "lintConfig.mjs"),
  allowInlineConfig: false,
});

/** @type {Record<string, object[]>} */
const figures = {};
for (const file of process.argv.slice(2)) {
  const full = path.resolve(file);
  const original = readFileSync(full, "utf8");
  for (const isSaved of [false, true]) {
    /** @type {object[]} */
    const runs = [];
    for (let edit = 0; edit < WARM_UP + edits; edit += 1) {
      const text = change(original, `${isSaved}${edit}`);
      if (isSaved) writeFileSync(full, text);
      await sleep(edit < WARM_UP ? 50 : PAUSE_MS);
      const run = await lint(full, text);
      if (edit >= WARM_UP) runs.push(run);
    }
    writeFileSync(full, original);
    figures[`${file}, ${isSaved ? "saved" : "typed"}`] = runs;
  }
}
console.log(JSON.stringify(figures));

/**
 * A statement at the end and a line above everything: each place in the file moves, and its content is new.
 *
 * @param {string} text
 * @param {string} nonce
 */
function change(text, nonce) {
  return `// edit ${nonce}\n${text}\nconsole.log("edit ${nonce}");\n`;
}

/**
 * CPU times in milliseconds.
 *
 * @param {string} file
 * @param {string} text
 */
async function lint(file, text) {
  insideTimes.cpuMs = 0;
  const [result] = await eslint.lintText(text, { filePath: file });
  return {
    insideMs: insideTimes.cpuMs,
    parseMs: cpuOf(() => parseFile(file, text, "babel")),
    tsParseMs: cpuOf(() =>
      parser.parseForESLint(text, {
        filePath: file,
        range: true,
        loc: true,
        tokens: true,
        comment: true,
      }),
    ),
    reports: result?.messages.length,
  };
}

/** @param {() => unknown} work */
function cpuOf(work) {
  const cpu = process.cpuUsage();
  work();
  return cpuMsSince(cpu);
}
