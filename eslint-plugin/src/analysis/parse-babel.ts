/** `@babel/parser`: runs everywhere, as it is plain JavaScript. */
import { createRequire } from "node:module";
import type { ParserOptions } from "@babel/parser";
import type * as t from "@babel/types";
import type { Node } from "./lower/index.ts";
import { ParseError } from "./parse-error.ts";

type Babel = typeof import("@babel/parser");
type Plugin = NonNullable<ParserOptions["plugins"]>[number];

let babel: Babel | undefined;

/** The `Program` node; otherwise as `treeFromBabel`. */
export function parseWithBabel(
  path: string,
  text: string,
  options?: BabelOptions,
): Node {
  return treeFromBabel(path, text, options).program as unknown as Node;
}

interface BabelOptions {
  /**
   * Behind a fault that does not keep Babel from going on. The tree may then have holes, over which Babel itself
   * stumbles at times: `async (,) => {}` (7.29).
   */
  readonly goesOn?: boolean;
  /** With the tokens of the text, which an edit needs. */
  readonly tokens?: boolean;
}

/** The whole tree. Throws a `ParseError`, or a `RangeError` for code that is nested too deeply. */
export function treeFromBabel(
  path: string,
  text: string,
  { goesOn = true, tokens = false }: BabelOptions = {},
): t.File {
  babel ??= createRequire(import.meta.url)("@babel/parser") as Babel;
  let furthest: SyntaxFault | undefined;
  for (const options of attemptsFor(path, text)) {
    try {
      return babel.parse(text, { ...options, errorRecovery: goesOn, tokens });
    } catch (error) {
      if (!isSyntaxFault(error)) throw error;
      // Of several readings of one text, the one that came furthest is the one that was meant.
      if (!furthest || error.loc.index > furthest.loc.index) furthest = error;
    }
  }
  throw furthest ? new ParseError(problemOf(furthest)) : new Error("no parse");
}

/** What Babel throws. */
interface SyntaxFault extends Error {
  readonly loc: { line: number; column: number; index: number };
}

function isSyntaxFault(error: unknown): error is SyntaxFault {
  return error instanceof SyntaxError && "loc" in error;
}

function problemOf(fault: SyntaxFault) {
  // Babel ends its messages with the place: "Unexpected token (1:4)".
  const message = fault.message.replace(/ \(\d+:\d+\)$/, "");
  return { message, line: fault.loc.line, column: fault.loc.column };
}

/** The readings of a text, the likeliest first. Nearly every file needs one. */
function* attemptsFor(path: string, text: string): Generator<ParserOptions> {
  const first = languagesFor(path);
  for (const language of first) {
    yield optionsFor(language, "decorators-legacy", "module");
  }
  const [language = []] = first;
  // The standard's decorators allow what the older ones do not, and the other way round.
  if (text.includes("@")) yield optionsFor(language, "decorators", "module");
  // `with`, `await` as a name, HTML comments
  yield optionsFor(language, "decorators-legacy", "script");
}

function languagesFor(path: string): readonly Plugin[][] {
  const extension = /\.[^./\\]*$/.exec(path)?.[0].toLowerCase() ?? "";
  switch (extension) {
    case ".ts":
    case ".mts":
    case ".cts":
      return [[["typescript", { dts: /\.d\.[cm]?ts$/i.test(path) }]]];
    case ".tsx":
      return [["typescript", "jsx"]];
    default:
      // In JavaScript, `a < b > (c)` compares; only what does not parse so may be TypeScript.
      return [["jsx"], ["typescript", "jsx"]];
  }
}

function optionsFor(
  language: readonly Plugin[],
  decorators: "decorators-legacy" | "decorators",
  sourceType: "module" | "script",
): ParserOptions {
  return {
    sourceType,
    plugins: [
      ...language,
      decorators,
      "decoratorAutoAccessors",
      "explicitResourceManagement",
      "importAttributes",
    ],
    attachComment: false,
    allowImportExportEverywhere: true,
    allowReturnOutsideFunction: true,
    // In a script, `await` may be a name.
    allowAwaitOutsideFunction: sourceType === "module",
    allowNewTargetOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
  };
}
