/** Why a text is no program. */
export interface ParseProblem {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** 0-based, UTF-16. */
  readonly column: number;
}

export class ParseError extends Error {
  readonly problem: ParseProblem;

  constructor(problem: ParseProblem) {
    super(problem.message);
    this.name = "ParseError";
    this.problem = problem;
  }
}
