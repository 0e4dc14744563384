/**
 * About where a long queue ends, by few looks: numbers grow by one with each message, and a peek
 * says whether anything is at or behind a number. Steps double until nothing is, then are halved.
 *
 * @param last a number at which there is a message
 * @param exactness how far from the end the answer may be
 * @param firstFrom the number of the first message at or behind the one that is asked for
 * @returns a number that is not before the last message, as long as no new ones come
 */
export async function findEnd(
  last: bigint,
  exactness: bigint,
  firstFrom: (number: bigint) => Promise<bigint | undefined>,
): Promise<bigint> {
  let there = last;
  let step = exactness;
  let end: bigint | undefined;
  while (end === undefined || end - there > exactness) {
    const ask: bigint =
      end === undefined ? there + step : there + (end - there) / 2n;
    const found = await firstFrom(ask);
    if (found === undefined) end = ask;
    else there = found;
    step *= 2n;
  }
  return end;
}
