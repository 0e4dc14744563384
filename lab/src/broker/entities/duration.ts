const pattern =
  /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** The longest that the service knows, for "never": .NET's TimeSpan.MaxValue. */
const foreverMs = 922_337_203_685_477;

/**
 * @param text ISO 8601, in days and shorter: `PT1M30S`.
 * @returns Milliseconds, `Infinity` for what the service takes as never; `undefined` for other text.
 */
export function parseDuration(text: string): number | undefined {
  const found = pattern.exec(text);
  if (found === null || text.endsWith("P") || text.endsWith("T"))
    return undefined;
  const [days, hours, minutes, seconds] = found
    .slice(1)
    .map((part) => Number(part || 0));
  const ms = (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000;
  const all = ms + Math.round((seconds ?? 0) * 1000);
  return all >= foreverMs ? Infinity : all;
}
