import { stdout } from "node:process";
import { styleText, stripVTControlCharacters } from "node:util";

/** Colours where somebody looks: a terminal that has them, and no NO_COLOR in the environment. */
export const hasColour =
  !process.env["NO_COLOR"] &&
  (Boolean(process.env["FORCE_COLOR"]) || (stdout.isTTY && stdout.hasColors()));

const width = Math.min(stdout.columns || 88, 100);

/**
 * @param {"bold" | "dim" | "red" | "green" | "cyan"} style
 * @param {string} text
 */
export function paint(style, text) {
  return hasColour ? styleText(style, text, { validateStream: false }) : text;
}

/**
 * A paragraph for the reader, broken at words.
 *
 * @param {string} text
 */
export function say(text) {
  for (const line of wrap(text, width)) console.log(line);
  console.log();
}

/** @param {string} text */
export function title(text) {
  console.log(paint("bold", text));
  console.log();
}

/**
 * What goes on, in one line that the next call overwrites. Nothing where nobody looks.
 *
 * @param {string} text empty: the line goes away
 */
export function showProgress(text) {
  if (!stdout.isTTY) return;
  stdout.write(`\r\u001b[2K${text === "" ? "" : `  ${text}`}`);
}

/** @param {string} text as one would type it */
export function showCommand(text) {
  console.log(`  ${paint("cyan", `$ ${text}`)}`);
}

/** @param {string[]} lines set apart from the text, as they are */
export function showLines(lines) {
  for (const line of lines) console.log(`    ${line}`);
  console.log();
}

/**
 * What a command printed, indented. A line that is too long goes on below its own beginning; those of a
 * diff stay whole.
 *
 * @param {string} text
 * @param {boolean} isDiff
 */
export function showOutput(text, isDiff) {
  const lines = text.split(/\r?\n/);
  const isBlank = (/** @type {string} */ line) => length(line.trim()) === 0;
  while (isBlank(lines.at(0) ?? "-")) lines.shift();
  while (isBlank(lines.at(-1) ?? "-")) lines.pop();
  for (const line of lines) {
    const shown = isDiff
      ? [paintChange(line)]
      : wrap(line, width - 4, `${/^ */.exec(line)?.[0] ?? ""}      `);
    for (const part of shown) console.log(`    ${part}`.trimEnd());
  }
  console.log();
}

/** @param {string} line of a diff */
function paintChange(line) {
  if (line.startsWith("+")) return paint("green", line);
  if (line.startsWith("-")) return paint("red", line);
  return line.startsWith("@@") ? paint("dim", line) : line;
}

/**
 * @param {string} text one line, perhaps with colours
 * @param {number} columns
 * @param {string} [hanging] before every line but the first
 */
export function wrap(text, columns, hanging = "") {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  // Spaces stay with the word behind them, so that a table or a diff that fits is left as it is.
  for (const word of text.match(/\s*\S+/g) ?? []) {
    if (line !== "" && length(line) + length(word) > columns) {
      lines.push(line);
      line = hanging + word.trimStart();
    } else {
      line += word;
    }
  }
  return [...lines, line];
}

/** @param {string} text */
function length(text) {
  return stripVTControlCharacters(text).length;
}
