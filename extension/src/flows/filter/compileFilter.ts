import type { Flow } from "../Flow.ts";
import { fields, type TextTest } from "./fields.ts";
import { parseFilter, type FilterTerm } from "./parseFilter.ts";
import { patternOf } from "./pattern.ts";

export interface Filter {
  readonly line: string;
  readonly problem: string | undefined;
  /** True for one that every flow passes. */
  readonly isEmpty: boolean;
  readonly matches: (flow: Flow) => boolean;
}

/** @param line as `parseFilter` takes it */
export function compileFilter(line: string): Filter {
  const { terms, problem } = parseFilter(line);
  const tests = terms.map(testOf);
  return {
    line,
    problem,
    isEmpty: tests.length === 0,
    matches: (flow) => {
      for (const test of tests) if (!test(flow)) return false;
      return true;
    },
  };
}

function testOf(term: FilterTerm): (flow: Flow) => boolean {
  const test = positive(term);
  return term.isNegated ? (flow) => !test(flow) : test;
}

function positive({ field, values }: FilterTerm): (flow: Flow) => boolean {
  if (field === undefined) {
    const patterns = values.map((value) => patternOf(value, "anywhere"));
    return ({ text }) => patterns.some((pattern) => pattern(text));
  }
  const patterns = values.map((value) => patternOf(value, "whole"));
  const { some, hasFewValues = false, isInText = false } = fields[field]!;
  const matches = (text: string): boolean => {
    const lower = text.toLowerCase();
    return patterns.some((pattern) => pattern(lower));
  };
  const test = hasFewValues ? remembered(matches) : matches;
  const isMatch: TextTest = (text) => text !== undefined && test(text);
  // Most flows end here, at a tenth of the cost.
  const pieces = isInText
    ? values.map((value) => patternOf(longestPiece(value), "anywhere"))
    : [];
  return (flow) => {
    if (isInText && !pieces.some((piece) => piece(flow.text))) return false;
    return some(flow, isMatch);
  };
}

const MOST_REMEMBERED = 1000;

function remembered(
  test: (text: string) => boolean,
): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    let answer = answers.get(text);
    if (answer === undefined) {
      answer = test(text);
      if (answers.size < MOST_REMEMBERED) answers.set(text, answer);
    }
    return answer;
  };
}

/** Without what JSON writes in another way, or a person between the parts of a key. */
function longestPiece(value: string): string {
  return value
    .split(/[*/"\\]/)
    .reduce((longest, piece) =>
      piece.length > longest.length ? piece : longest,
    );
}
