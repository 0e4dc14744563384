/** The bench's own arithmetic: what many runs say together. */

/** The values' middle and how far they lie apart. */
export interface Spread {
  readonly min: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly max: number;
}

/** Where a measured ratio lies to its limit. */
export type Verdict = "within" | "over" | "in the noise";

/** Quartiles are linear between the neighbours. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError("There is no run to sum up.");
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? 0;
    const above = sorted[Math.ceil(place)] ?? 0;
    return below + (above - below) * (place - Math.floor(place));
  };
  return {
    min: at(0),
    lower: at(0.25),
    median: at(0.5),
    upper: at(0.75),
    max: at(1),
  };
}

/**
 * One ratio for each pair of runs that stood side by side, so that what else the machine did weighs on both.
 *
 * @throws {RangeError} When the lists are of different length, or a divisor is not above zero.
 */
export function ratiosOfPairs(
  of: readonly number[],
  to: readonly number[],
): number[] {
  return pairs(of, to).map(([a, b]) => {
    if (!(b > 0)) throw new RangeError(`Cannot compare with a run of ${b}.`);
    return a / b;
  });
}

/** What each run cost more than the one beside it. */
export function differencesOfPairs(
  of: readonly number[],
  minus: readonly number[],
): number[] {
  return pairs(of, minus).map(([a, b]) => a - b);
}

/**
 * The middle half of the pairs decides, where it lies on one side of the limit. Where it lies around the limit, the
 * noise is larger than what is asked, and the figure from within has to answer.
 */
export function judge(ratio: Spread, limit: number): Verdict {
  if (ratio.upper <= limit) return "within";
  return ratio.lower > limit ? "over" : "in the noise";
}

/**
 * The ratio that a share from within amounts to: a run that spends `share` of itself in our code would else have
 * cost `1 - share`.
 *
 * @param share 0 to 1, without 1
 */
export function ratioOfShare(share: number): number {
  if (!(share >= 0 && share < 1))
    throw new RangeError(`A share lies between 0 and 1: ${share}.`);
  return 1 / (1 - share);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function pairs(
  a: readonly number[],
  b: readonly number[],
): (readonly [number, number])[] {
  if (a.length !== b.length)
    throw new RangeError(
      `Pairs need as many runs of one as of the other: ${a.length} and ${b.length}.`,
    );
  return a.map((value, index) => [value, b[index] ?? 0] as const);
}
