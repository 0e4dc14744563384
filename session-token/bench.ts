// `npm run bench -w session-token`: throughput of parse, merge and compare, and whether it is linear
// in the number of partition key ranges.
import { compare } from "./src/compare.ts";
import { merge } from "./src/merge.ts";
import { parse } from "./src/parse.ts";

const ROUNDS = 15;
const MIN_ROUND_MS = 15;
const PARTS = [1, 10, 100, 1000] as const;

/** A token as a multi-region account gives it; about 35 characters for each range. */
function tokenOfParts(parts: number, lsn: number): string {
  return Array.from(
    { length: parts },
    (_, i) => `${i}:2#${lsn + i}#1=${lsn - i + 5000}#7=${lsn}`,
  ).join(",");
}

const operations: Readonly<Record<string, (a: string, b: string) => unknown>> =
  {
    parse: (a) => parse(a),
    merge: (a, b) => merge(a, b),
    compare: (a, b) => compare(a, b),
  };

/** Microseconds of one call: calls are repeated until a round is long enough for the clock. */
function timeRound(call: () => unknown, calls: number): number {
  const started = performance.now();
  for (let i = 0; i < calls; i++) kept = call();
  return ((performance.now() - started) * 1000) / calls;
}

/** The last result; written so that no call can be left out as useless. */
let kept: unknown;

function callsForOneRound(call: () => unknown): number {
  let calls = 1;
  while ((timeRound(call, calls) * calls) / 1000 < MIN_ROUND_MS) calls *= 2;
  return calls;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

console.log(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}. Method: ${ROUNDS} rounds of at least ${MIN_ROUND_MS} ms,\n` +
    "the sizes interleaved in each round; median of the time of one call, with the smallest and\n" +
    "largest round. Tokens have two regions in each range.\n",
);

for (const [name, operation] of Object.entries(operations)) {
  const series = PARTS.map((parts) => {
    const a = tokenOfParts(parts, 123_456);
    const b = tokenOfParts(parts, 123_460);
    const call = (): unknown => operation(a, b);
    return {
      parts,
      call,
      calls: callsForOneRound(call),
      times: [] as number[],
    };
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const { call, calls, times } of series) {
      times.push(timeRound(call, calls));
    }
  }
  console.log(name);
  for (const { parts, times } of series) {
    const micros = median(times);
    const spread = `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)}`;
    console.log(
      `  ${String(parts).padStart(5)} ranges  ${micros.toFixed(2).padStart(9)} µs (${spread})` +
        `  ${((micros * 1000) / parts).toFixed(0).padStart(5)} ns a range  ${Math.round(1e6 / micros).toLocaleString("en")} calls/s`,
    );
  }
  const [, ten, , thousand] = series.map(({ times }) => median(times));
  console.log(
    `  100 times the ranges cost ${((thousand ?? NaN) / (ten ?? NaN)).toFixed(0)} times as much (10 to 1000)\n`,
  );
}
if (kept === undefined) throw new Error("Nothing was measured.");
