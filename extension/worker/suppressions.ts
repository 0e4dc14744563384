/**
 * ESLint's comments that switch a rule off, so that a line that was silenced for ESLint is silent in the editor, too.
 * Read from the text, without a parser: a comment inside of a string silences, as nobody writes one there.
 */
const comment =
  /\/\/[^\S\n]*(eslint-disable(?:-next-line|-line))(?![\w-])([^\n]*)|\/\*\s*(eslint-(?:disable(?:-next-line|-line)?|enable))(?![\w-])([\s\S]*?)\*\//g;

export interface Suppressions {
  /** @param line From 0. */
  isSilent(rule: string, line: number): boolean;
}

interface Directive {
  readonly kind: string;
  /** `undefined`: every rule. */
  readonly rules: readonly string[] | undefined;
  readonly line: number;
  readonly endLine: number;
}

export function readSuppressions(text: string): Suppressions {
  if (!text.includes("eslint-disable")) return { isSilent: () => false };
  const directives = [...text.matchAll(comment)].map((match): Directive => {
    const line = lineAt(text, match.index);
    return {
      kind: match[1] ?? match[3] ?? "",
      rules: rulesIn(match[2] ?? match[4] ?? ""),
      line,
      endLine: line + match[0].split("\n").length - 1,
    };
  });
  return {
    isSilent(rule, line) {
      let isOff = false;
      for (const { kind, rules, line: at, endLine } of directives) {
        if (rules !== undefined && !rules.includes(`cosmos-session/${rule}`))
          continue;
        if (kind === "eslint-disable-line" && at === line) return true;
        if (kind === "eslint-disable-next-line" && endLine + 1 === line)
          return true;
        if (at > line) continue;
        if (kind === "eslint-disable") isOff = true;
        else if (kind === "eslint-enable") isOff = false;
      }
      return isOff;
    },
  };
}

/** ` a, b -- reason` -> `["a", "b"]`. */
function rulesIn(rest: string): string[] | undefined {
  const names = rest
    .split(/\s--+\s/)[0]!
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return names.length === 0 ? undefined : names;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}
