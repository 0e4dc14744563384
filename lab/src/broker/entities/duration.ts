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

/** @returns ISO 8601 as the service writes it: `PT1M30S`. */
export function formatDuration(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  const hours = Math.floor(ms / 3_600_000) % 24;
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = (ms % 60_000) / 1000;
  const time = `${part(hours, "H")}${part(minutes, "M")}${part(seconds, "S")}`;
  const text = `P${part(days, "D")}${time === "" ? "" : `T${time}`}`;
  return text === "P" ? "PT0S" : text;
}

const part = (count: number, unit: string): string =>
  count === 0 ? "" : `${count}${unit}`;
