/** `oxc-parser`: native and several times faster for a few files. Used where the user has installed it. */
import { createRequire } from "node:module";
import type { Node } from "./lower/index.ts";
import { isShallow } from "./parse-depth.ts";

interface Program extends Node {
  readonly body: readonly unknown[];
}

/** What we use of the package. */
interface Oxc {
  parseSync(
    path: string,
    text: string,
    options: {
      readonly lang: "ts" | "tsx" | "dts" | "jsx";
      readonly sourceType: "module";
      readonly preserveParens: false;
    },
  ): { readonly program: Program; readonly errors: readonly unknown[] };
}

let oxc: Oxc | false | undefined;

/**
 * The `Program` node, or `undefined` where Babel has to be asked: the package is missing or of a version that
 * answers otherwise than we know, the text has an error (whose place Babel tells), or it may nest too deeply.
 */
export function parseWithOxc(path: string, text: string): Node | undefined {
  oxc ??= load() ?? false;
  if (oxc === false || !isShallow(text)) return undefined;
  const { program, errors } = oxc.parseSync(path, text, {
    lang: languageOf(path),
    sourceType: "module",
    preserveParens: false,
  });
  // An error in the meaning only (a name declared twice) leaves the tree whole.
  return errors.length > 0 && program.body.length === 0 ? undefined : program;
}

function load(): Oxc | undefined {
  try {
    const loaded = createRequire(import.meta.url)("oxc-parser") as Oxc;
    return answersAsExpected(loaded) ? loaded : undefined;
  } catch {
    // Not installed, or without the native file for this system.
    return undefined;
  }
}

/** Offsets in UTF-16, no node for parentheses, `?.` in a `ChainExpression`: older versions differ. */
function answersAsExpected(candidate: Oxc): boolean {
  const { program } = candidate.parseSync("probe.ts", '"\u{1F600}é"; (a)?.b', {
    lang: "ts",
    sourceType: "module",
    preserveParens: false,
  });
  const [, statement] = program.body as readonly ProbeStatement[];
  const chain = statement?.expression;
  const object = chain?.expression?.object;
  return (
    chain?.type === "ChainExpression" &&
    chain.start === 7 &&
    object?.type === "Identifier" &&
    object.start === 8
  );
}

/** The second statement of the probe, so far as a version has it. */
interface ProbeStatement {
  readonly expression?: ProbeNode & {
    readonly expression?: ProbeNode & { readonly object?: ProbeNode };
  };
}

interface ProbeNode {
  readonly type: string;
  readonly start: number;
}

function languageOf(path: string): "ts" | "tsx" | "dts" | "jsx" {
  if (/\.d\.[cm]?ts$/i.test(path)) return "dts";
  if (/\.[cm]?ts$/i.test(path)) return "ts";
  return /\.tsx$/i.test(path) ? "tsx" : "jsx";
}
