import type { BuiltIn } from "../compile/context.ts";
import {
  addTo,
  difference,
  findPart,
  floorDivide,
  formatDateTime,
  fromParts,
  parseDateTime,
  partOf,
  ticksOf,
  ticksPerMs,
  type Part,
} from "./dateTime.ts";

/**
 * What time it is, by names of functions.
 *
 * @param now Milliseconds since 1970.
 * @param started When the query began to run: what the `Static` functions go by.
 */
export function currentDateFunctions(
  now: () => number,
  started: () => number,
): Readonly<Record<string, BuiltIn>> {
  return {
    GETCURRENTDATETIME: ofClock(now, formatDateTime),
    GETCURRENTDATETIMESTATIC: ofClock(started, formatDateTime),
    GETCURRENTTICKS: ofClock(now, Number),
    GETCURRENTTICKSSTATIC: ofClock(started, Number),
    GETCURRENTTIMESTAMP: ofClock(now, toTimestamp),
    GETCURRENTTIMESTAMPSTATIC: ofClock(started, toTimestamp),
  };
}

function ofClock(
  clock: () => number,
  convert: (ticks: bigint) => unknown,
): BuiltIn {
  const apply = (): unknown =>
    convert(BigInt(Math.floor(clock())) * ticksPerMs);
  return { least: 0, most: 0, apply };
}

function toTimestamp(ticks: bigint): number {
  return Number(floorDivide(ticks, ticksPerMs));
}

function ofDateTime(compute: (ticks: bigint) => unknown): BuiltIn {
  return {
    least: 1,
    most: 1,
    apply: (text: unknown) => {
      const ticks = parseDateTime(text);
      return ticks === undefined ? undefined : compute(ticks);
    },
  };
}

function ofWholeNumber(compute: (value: bigint) => unknown): BuiltIn {
  return {
    least: 1,
    most: 1,
    apply: (value: unknown) =>
      Number.isInteger(value) ? compute(BigInt(value as number)) : undefined,
  };
}

/** What needs no clock. */
export const pureDateFunctions: Readonly<Record<string, BuiltIn>> = {
  DATETIMEADD: {
    least: 3,
    most: 3,
    apply: (name: unknown, count: unknown, text: unknown) => {
      const part = findPart(name);
      const ticks = parseDateTime(text);
      return part !== undefined && ticks !== undefined && isCount(count)
        ? formatDateTime(addTo(ticks, part, count))
        : undefined;
    },
  },
  DATETIMEBIN: {
    least: 2,
    most: 4,
    apply: (
      text: unknown,
      name: unknown,
      ...[size = 1, origin = "1970-01-01T00:00:00.0000000Z"]: unknown[]
    ) => {
      const part = findPart(name);
      const ticks = parseDateTime(text);
      const start = parseDateTime(origin);
      if (part === undefined || ticks === undefined || start === undefined) {
        return undefined;
      }
      return isCount(size) && size > 0
        ? bin(ticks, part, size, start)
        : undefined;
    },
  },
  DATETIMEDIFF: {
    least: 3,
    most: 3,
    apply: (name: unknown, from: unknown, to: unknown) => {
      const part = findPart(name);
      const start = parseDateTime(from);
      const end = parseDateTime(to);
      return part !== undefined && start !== undefined && end !== undefined
        ? difference(part, start, end)
        : undefined;
    },
  },
  DATETIMEFROMPARTS: {
    least: 3,
    most: 7,
    apply: (...parts: unknown[]) => {
      if (!parts.every(isCount)) return undefined;
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts;
      const [second = 0, fraction = 0] = parts.slice(5);
      const whole = [year, month, day, hour, minute, second] as const;
      const ticks = fromParts(whole, fraction);
      return ticks === undefined ? undefined : formatDateTime(ticks);
    },
  },
  DATETIMEPART: {
    least: 2,
    most: 2,
    apply: (name: unknown, text: unknown) => {
      const part = findPart(name);
      const ticks = parseDateTime(text);
      return part !== undefined && ticks !== undefined
        ? partOf(ticks, part)
        : undefined;
    },
  },
  DATETIMETOTICKS: ofDateTime(Number),
  DATETIMETOTIMESTAMP: ofDateTime(toTimestamp),
  DAY: ofDateTime((ticks) => partOf(ticks, "day")),
  MONTH: ofDateTime((ticks) => partOf(ticks, "month")),
  YEAR: ofDateTime((ticks) => partOf(ticks, "year")),
  TICKSTODATETIME: ofWholeNumber(formatDateTime),
  TIMESTAMPTODATETIME: ofWholeNumber((ms) => formatDateTime(ms * ticksPerMs)),
};

/** Whole numbers that are exact. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** The start of the bin, counted from `origin`, in which a time lies. */
function bin(
  ticks: bigint,
  part: Part,
  size: number,
  origin: bigint,
): string | undefined {
  if (part === "year" || part === "month") {
    let count = Math.floor(difference(part, origin, ticks) / size) * size;
    if (addTo(origin, part, count) > ticks) count -= size;
    return formatDateTime(addTo(origin, part, count));
  }
  const length =
    part === "nanosecond"
      ? BigInt(Math.max(1, Math.floor(size / 100)))
      : ticksOf[part] * BigInt(size);
  return formatDateTime(origin + floorDivide(ticks - origin, length) * length);
}
