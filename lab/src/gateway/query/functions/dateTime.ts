// Dates and times of the service: text `2026-01-31T23:59:59.1234567Z`, always UTC, and ticks of 100
// nanoseconds since 1970.

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?Z?)?$/;

export const ticksPerMs = 10_000n;
const ticksPerDay = 86_400_000n * ticksPerMs;

/** @returns Ticks, or undefined when it is no date and time in that form. */
export function parseDateTime(value: unknown): bigint | undefined {
  const match = typeof value === "string" ? pattern.exec(value) : null;
  if (match === null) return undefined;
  const [year, month, day, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number((digits as string | undefined) ?? 0));
  const fraction = Number((match[7] ?? "").padEnd(7, "0"));
  return fromParts(
    [year ?? 0, month ?? 0, day ?? 0, hour, minute, second],
    fraction,
  );
}

/**
 * @param parts Year, month from 1, day from 1, hour, minute, second.
 * @param fraction Ticks of the second.
 * @returns Undefined when there is no such day or time.
 */
export function fromParts(
  parts: readonly [number, number, number, number, number, number],
  fraction: number,
): bigint | undefined {
  const [year, month, day, hour, minute, second] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDay =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    year >= 1 &&
    year <= 9999;
  const isTime =
    isIn(hour, 24) &&
    isIn(minute, 60) &&
    isIn(second, 60) &&
    isIn(fraction, 1e7);
  if (!isDay || !isTime) return undefined;
  date.setUTCHours(hour, minute, second);
  return BigInt(date.getTime()) * ticksPerMs + BigInt(fraction);
}

function isIn(value: number, end: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < end;
}

const earliest = BigInt(Date.parse("0001-01-01T00:00:00Z")) * ticksPerMs;
const latest = BigInt(Date.UTC(10_000, 0, 1)) * ticksPerMs;

export function formatDateTime(ticks: bigint): string | undefined {
  if (ticks < earliest || ticks >= latest) return undefined;
  const { date, fraction } = split(ticks);
  return `${date.toISOString().slice(0, 19)}.${String(fraction).padStart(7, "0")}Z`;
}

/** The whole second, and the ticks behind it. */
function split(ticks: bigint): { date: Date; fraction: number } {
  const perSecond = 1000n * ticksPerMs;
  const seconds = floorDivide(ticks, perSecond);
  return {
    date: new Date(Number(seconds) * 1000),
    fraction: Number(ticks - seconds * perSecond),
  };
}

export function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

export type Part =
  | "year"
  | "month"
  | "day"
  | "hour"
  | "minute"
  | "second"
  | "millisecond"
  | "microsecond"
  | "nanosecond";

const partNames: Readonly<Record<Part, readonly string[]>> = {
  year: ["year", "yyyy", "yy"],
  month: ["month", "mm", "m"],
  day: ["day", "dd", "d"],
  hour: ["hour", "hh"],
  minute: ["minute", "mi", "n"],
  second: ["second", "ss", "s"],
  millisecond: ["millisecond", "ms"],
  microsecond: ["microsecond", "mcs"],
  nanosecond: ["nanosecond", "ns"],
};

const partsByName: ReadonlyMap<string, Part> = new Map(
  Object.entries(partNames).flatMap(([part, names]) =>
    names.map((name) => [name, part as Part]),
  ),
);

/** `"month"` of `"month"`, `"mm"` or `"m"`, in any case. */
export function findPart(name: unknown): Part | undefined {
  return typeof name === "string"
    ? partsByName.get(name.toLowerCase())
    : undefined;
}

export function partOf(ticks: bigint, part: Part): number {
  const { date, fraction } = split(ticks);
  switch (part) {
    case "year":
      return date.getUTCFullYear();
    case "month":
      return date.getUTCMonth() + 1;
    case "day":
      return date.getUTCDate();
    case "hour":
      return date.getUTCHours();
    case "minute":
      return date.getUTCMinutes();
    case "second":
      return date.getUTCSeconds();
    case "millisecond":
      return Math.floor(fraction / 10_000);
    case "microsecond":
      return Math.floor(fraction / 10);
    case "nanosecond":
      return fraction * 100;
  }
}

/** How many ticks a part lasts; years, months and nanoseconds have no whole number of them. */
export const ticksOf: Readonly<
  Record<Exclude<Part, "year" | "month" | "nanosecond">, bigint>
> = {
  day: ticksPerDay,
  hour: 3_600_000n * ticksPerMs,
  minute: 60_000n * ticksPerMs,
  second: 1000n * ticksPerMs,
  millisecond: ticksPerMs,
  microsecond: 10n,
};

/** @param count A whole number of parts. */
export function addTo(ticks: bigint, part: Part, count: number): bigint {
  if (part === "nanosecond") return ticks + BigInt(Math.trunc(count / 100));
  if (part !== "year" && part !== "month") {
    return ticks + BigInt(count) * ticksOf[part];
  }
  const { date, fraction } = split(ticks);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count * (part === "year" ? 12 : 1));
  const month = new Date(date);
  month.setUTCMonth(month.getUTCMonth() + 1, 0);
  date.setUTCDate(Math.min(day, month.getUTCDate()));
  return Number.isNaN(date.getTime())
    ? latest
    : BigInt(date.getTime()) * ticksPerMs + BigInt(fraction);
}

/** How many borders of the part lie between two times; negative when `end` is earlier. */
export function difference(part: Part, start: bigint, end: bigint): number {
  const years = partOf(end, "year") - partOf(start, "year");
  switch (part) {
    case "year":
      return years;
    case "month":
      return years * 12 + partOf(end, "month") - partOf(start, "month");
    case "nanosecond":
      return Number((end - start) * 100n);
    default: {
      const ticks = ticksOf[part];
      return Number(floorDivide(end, ticks) - floorDivide(start, ticks));
    }
  }
}
