import type { BuiltIn } from "../compile/context.ts";

/** How many compiled patterns are kept: a pattern is nearly always the same for all items. */
const keptPatterns = 100;

const known = new Map<string, RegExp | undefined>();

/**
 * @param modifiers Of i (ignore case), m (lines), s (the point takes line ends), x (ignore blanks).
 * @returns Undefined when it is no pattern.
 */
function toPattern(source: string, modifiers: string): RegExp | undefined {
  const key = `${modifiers}/${source}`;
  if (known.has(key)) return known.get(key);
  if (known.size >= keptPatterns) known.clear();
  const pattern = compile(source, modifiers);
  known.set(key, pattern);
  return pattern;
}

function compile(source: string, modifiers: string): RegExp | undefined {
  if (!/^[imsx]*$/.test(modifiers)) return undefined;
  const flags = [...new Set(modifiers)].filter((flag) => flag !== "x");
  const text = modifiers.includes("x") ? source.replaceAll(/\s+/g, "") : source;
  try {
    return new RegExp(text, flags.join(""));
  } catch {
    return undefined;
  }
}

function search(
  find: (text: string, pattern: RegExp, group: number) => unknown,
  most: number,
): BuiltIn {
  return {
    least: 2,
    most,
    apply: (
      text: unknown,
      source: unknown,
      ...[modifiers = "", group = 0]: unknown[]
    ) => {
      if (typeof text !== "string" || typeof source !== "string") {
        return undefined;
      }
      if (typeof modifiers !== "string" || typeof group !== "number") {
        return undefined;
      }
      const pattern = toPattern(source, modifiers);
      return pattern === undefined ? undefined : find(text, pattern, group);
    },
  };
}

export const regexFunctions: Readonly<Record<string, BuiltIn>> = {
  REGEXMATCH: search((text, pattern) => pattern.test(text), 3),
  REGEXEXTRACT: search(
    (text, pattern, group) => pattern.exec(text)?.[group],
    4,
  ),
  REGEXEXTRACTALL: search((text, pattern, group) => {
    const global = new RegExp(pattern.source, `${pattern.flags}g`);
    return [...text.matchAll(global)].map((match) => match[group]);
  }, 4),
};
