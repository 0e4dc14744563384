/** A file's text to its intermediate form. Nothing is loaded before the first call. */
import type { FileIr } from "./ir.ts";
import { keepTree } from "./keptTree.ts";
import { lowerFile, type Node } from "./lower/index.ts";
import { parseWithBabel, treeFromBabel } from "./parse-babel.ts";
import { ParseError, type ParseProblem } from "./parse-error.ts";
import { parseWithOxc } from "./parse-oxc.ts";

export type { ParseProblem } from "./parse-error.ts";

export type ParseResult =
  { readonly ir: FileIr } | { readonly error: ParseProblem };

/**
 * Longest text that is parsed, in UTF-16 units. Nobody writes such a file by hand; a bundle or generated client
 * of this size would take a second and tens of megabytes, and its calls are nobody's to mend.
 */
const longestText = 3 * 1024 * 1024;

/**
 * `path` decides the language (`.ts`, `.tsx`, `.js`, `.d.ts`, …). `oxc-parser` is taken where it is installed and
 * `parser` does not say otherwise; the result is the same. Never throws.
 *
 * @param keepsTree Edits will be made from the tree (`keptTree`), if it is Babel's.
 */
export function parseFile(
  path: string,
  text: string,
  parser: "installed" | "babel" = "installed",
  keepsTree = false,
): ParseResult {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (bare.length > longestText) {
    return problem(
      `The file is too large to analyse: ${bare.length} characters, the limit is ${longestText}`,
    );
  }
  try {
    const fast = parser === "babel" ? undefined : lowerWithOxc(path, bare);
    return { ir: fast ?? lowerWithBabel(path, bare, keepsTree) };
  } catch (error) {
    if (error instanceof ParseError) return { error: error.problem };
    if (error instanceof RangeError) {
      return problem("The code is nested too deeply to analyse");
    }
    const reason = error instanceof Error ? error.message : String(error);
    return problem(`The file could not be analysed: ${reason}`);
  }
}

/** `undefined` where Babel has to be asked: it knows the fault in a text over which this parser stumbles. */
function lowerWithOxc(path: string, text: string): FileIr | undefined {
  try {
    const program = parseWithOxc(path, text);
    return program && lowerFile(path, program, text);
  } catch (error) {
    // Case: <\u{2F804}></\u{2F804}>, whose tree is no JSON (0.154)
    if (error instanceof RangeError) throw error;
    return undefined;
  }
}

function lowerWithBabel(
  path: string,
  text: string,
  keepsTree: boolean,
): FileIr {
  try {
    const tree = treeFromBabel(path, text, { tokens: keepsTree });
    const ir = lowerFile(path, tree.program as unknown as Node, text);
    if (keepsTree) keepTree(path, text, tree);
    return ir;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Case: interface { stock } from "…", a half-typed import. The fault is its message, not the hole it left.
    return lowerFile(path, parseWithBabel(path, text, { goesOn: false }), text);
  }
}

function problem(message: string): ParseResult {
  return { error: { message, line: 1, column: 0 } };
}
