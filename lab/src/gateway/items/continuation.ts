import { ServiceError } from "../ServiceError.ts";

/** Where the next page of a query begins. */
export interface Position {
  readonly range: string;
  /** Items up to this ordinal were seen. */
  readonly behind: number;
  /** Results of the next item that were given already, or of the whole query where it has no order of items. */
  readonly skip: number;
}

/** Text that no SDK takes for one of its own, which are JSON. */
export function formatContinuation({ range, behind, skip }: Position): string {
  return `-LAB:${range}#BEHIND:${behind}#SKIP:${skip}`;
}

/** @throws {ServiceError} 400 */
export function parseContinuation(text: string): Position {
  const found = /^-LAB:(\d+)#BEHIND:(-?\d+)#SKIP:(\d+)$/.exec(text);
  if (found === null) {
    throw new ServiceError(
      400,
      `Invalid Continuation Token "${text.slice(0, 100)}". Pass it exactly as an answer of the lab bore it.`,
    );
  }
  const [, range, behind, skip] = found;
  return { range: range!, behind: Number(behind), skip: Number(skip) };
}
