/** Orders partition key range ids by number, whatever their length: `"2"` before `"10"`. */
export function compareRangeIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
