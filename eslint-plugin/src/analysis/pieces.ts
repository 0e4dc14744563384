/**
 * Work on one file in pieces, each a query of its own: between two of them it can end without leaving anything half
 * done. A file gets steps by its size, so that a large one is not silent where a small one speaks.
 */
import type { Evaluator } from "./evaluate/evaluator.ts";
import type { FileIr } from "./ir.ts";

/** What ordinary code takes, its functions looked at once. */
export const STEPS_A_LINE = 15;
/** So many lines are paid for by what every file gets. */
const PAID_LINES = 3000;

export class Pieces {
  readonly #evaluator: Evaluator;
  readonly #piece: number;
  readonly #end: number;
  /** Steps did not suffice for all of it. */
  isCut = false;

  /**
   * @param steps For a file of any size; a single piece never gets more.
   * @param stepsALine For what a large file has more.
   */
  constructor(
    evaluator: Evaluator,
    file: FileIr,
    steps: number,
    stepsALine = 0,
  ) {
    const more = stepsALine * Math.max(0, linesOf(file) - PAID_LINES);
    evaluator.steps.allow(more);
    this.#evaluator = evaluator;
    this.#piece = steps;
    this.#end = evaluator.steps.taken + steps + more;
  }

  /** @returns `false` when the file has had its steps. */
  run(part: () => void): boolean {
    const left = this.#end - this.#evaluator.steps.taken;
    const steps = Math.min(left, this.#piece);
    if (left <= 0 || !this.#evaluator.steps.within(steps, () => (part(), true)))
      this.isCut = true;
    return left > 0;
  }
}

export function isLarge(file: FileIr): boolean {
  return linesOf(file) > PAID_LINES;
}

function linesOf(file: FileIr): number {
  return file.lineStarts.length;
}
