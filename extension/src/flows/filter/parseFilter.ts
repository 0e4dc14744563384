import { fields } from "./fields.ts";

export interface FilterTerm {
  /** A name of `fields`; none for text that may stand anywhere. */
  readonly field: string | undefined;
  /** One of them has to match. */
  readonly values: readonly string[];
  readonly isNegated: boolean;
}

export interface ParsedFilter {
  readonly terms: readonly FilterTerm[];
  /** What a person should know of what was typed; the rest counts all the same. */
  readonly problem: string | undefined;
}

/**
 * One line: `verdict:stale,downgraded container:orders -message:A-10* "some text"`. All terms have
 * to match; commas join alternatives; `-` turns a term round; quotes keep spaces, colons and commas.
 */
export function parseFilter(line: string): ParsedFilter {
  const terms: FilterTerm[] = [];
  let problem: string | undefined;
  for (const word of wordsIn(line)) {
    const isNegated = word.text.startsWith("-") && word.text.length > 1;
    const text = isNegated ? word.text.slice(1) : word.text;
    const colon = word.isQuoted ? -1 : text.indexOf(":");
    const name = text.slice(0, Math.max(0, colon)).toLowerCase();
    if (colon > 0 && Object.hasOwn(fields, name)) {
      const values = valuesIn(text.slice(colon + 1));
      if (values.length > 0) terms.push({ field: name, values, isNegated });
      const { choices } = fields[name]!;
      const wrong = values.find(
        (value) =>
          choices?.includes(value.toLowerCase()) === false &&
          !value.includes("*"),
      );
      if (wrong !== undefined && choices !== undefined) {
        problem ??= `There is no ${name} "${wrong}". There are: ${choices.join(", ")}.`;
      }
      continue;
    }
    if (colon > 0 && /^[a-z]+$/.test(name)) {
      problem ??= `"${name}:" is looked for as text. Fields are: ${Object.keys(fields).join(", ")}.`;
    }
    terms.push({ field: undefined, values: [unquoted(text)], isNegated });
  }
  return { terms, problem };
}

interface Word {
  readonly text: string;
  /** It begins with a quote, so it is text whatever is in it. */
  readonly isQuoted: boolean;
}

/** A quote that does not end goes to the end of the line. */
function wordsIn(line: string): Word[] {
  return [...line.matchAll(/(?:"[^"]*"?|[^\s"])+/g)].map(([text]) => ({
    text,
    isQuoted: /^-?"/.test(text),
  }));
}

function valuesIn(text: string): string[] {
  return [...text.matchAll(/(?:"[^"]*"?|[^,"])+/g)]
    .map(([value]) => unquoted(value))
    .filter((value) => value !== "");
}

function unquoted(text: string): string {
  return text.replaceAll('"', "");
}
