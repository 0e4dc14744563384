/** What has to hold of the runs of a case, and what they say to it. */
import type { Sample } from "./runOnce.ts";
import type { Rounds } from "./runRounds.ts";
import {
  differencesOfPairs,
  judge,
  ratioOfShare,
  ratiosOfPairs,
  spreadOf,
  sum,
  type Spread,
  type Verdict,
} from "./statistics.ts";

export interface Figure {
  readonly what: string;
  /** Over the pairs. */
  readonly spread: Spread;
  readonly unit: "times" | "ms";
  /** `undefined`: no limit, shown beside one. */
  readonly limit: number | undefined;
  readonly verdict: Verdict | undefined;
  /** What the share inside our code amounts to, where it can be told: decides in the noise. */
  readonly fromWithin?: number;
}

export type Limit = (rounds: Rounds) => readonly Figure[];

/** CPU time of whole runs. */
export function cpuRatio(of: string, to: string, limit: number): Limit {
  return (rounds) => {
    const ratios = ratiosOfPairs(
      all(rounds, of, "cpuMs"),
      all(rounds, to, "cpuMs"),
    );
    const figure = judged(`CPU, ${of} / ${to}`, ratios, limit);
    if (to !== "none") return [figure];
    return [
      {
        ...figure,
        fromWithin: ratioOfShare(
          spreadOf(samplesOf(rounds, of).map(shareInside)).median,
        ),
      },
    ];
  };
}

/** CPU time of whole runs, to explain another figure. */
export function cpuRatioBeside(of: string, to: string): Limit {
  return beside("CPU", "cpuMs", of, to);
}

/** Peak memory of whole processes, to explain another figure. */
export function memoryRatioBeside(of: string, to: string): Limit {
  return beside("peak memory", "peakMb", of, to);
}

/** Peak memory of whole processes. */
export function memoryRatio(of: string, to: string, limit: number): Limit {
  return (rounds) => [
    judged(
      `peak memory, ${of} / ${to}`,
      ratiosOfPairs(all(rounds, of, "peakMb"), all(rounds, to, "peakMb")),
      limit,
    ),
  ];
}

/** CPU time that `of` adds to "none", as a part of what `to` adds. */
export function addedShare(of: string, to: string, limit: number): Limit {
  return (rounds) => {
    const none = all(rounds, "none", "cpuMs");
    const added = (name: string): number[] =>
      differencesOfPairs(all(rounds, name, "cpuMs"), none);
    const whole = spreadOf(added(to)).median;
    const inside = spreadOf(all(rounds, of, "insideCpuMs")).median;
    return [
      {
        ...judged(
          `CPU, what ${of} adds / what ${to} adds`,
          added(of).map((ms) => ms / whole),
          limit,
        ),
        fromWithin: inside / whole,
      },
    ];
  };
}

/** CPU time in milliseconds that `of` takes more. */
export function cpuSurplus(of: string, minus: string, limitMs: number): Limit {
  return (rounds) => [
    {
      ...judged(
        `CPU, ${of} - ${minus}`,
        differencesOfPairs(
          all(rounds, of, "cpuMs"),
          all(rounds, minus, "cpuMs"),
        ),
        limitMs,
      ),
      unit: "ms",
    },
  ];
}

/** CPU time inside our code. */
export function insideRatio(of: string, to: string, limit: number): Limit {
  return (rounds) => [
    judged(
      `CPU inside our code, ${of} / ${to}`,
      ratiosOfPairs(
        all(rounds, of, "insideCpuMs"),
        all(rounds, to, "insideCpuMs"),
      ),
      limit,
    ),
  ];
}

interface Relint {
  readonly insideMs: number;
  readonly parseMs: number;
  readonly tsParseMs: number;
}

/** What the warm process of child/relint.mjs printed, file by file. */
export function relintRatios(limit: number): Limit {
  return (rounds) => {
    const figures = new Map<string, Relint[]>();
    for (const { printed } of samplesOf(rounds, "warm process")) {
      const files = JSON.parse(printed) as Record<string, Relint[]>;
      for (const [file, runs] of Object.entries(files))
        figures.set(file, [...(figures.get(file) ?? []), ...runs]);
    }
    return [...figures].flatMap(([file, runs]) => {
      const inside = runs.map(({ insideMs }) => insideMs);
      const parse = runs.map(({ parseMs }) => parseMs);
      return [
        judged(
          `${file}: inside / our own parse`,
          ratiosOfPairs(inside, parse),
          limit,
        ),
        // A new look at the whole project falls due now and then. The median never sees it, a user does.
        judged(
          `${file}: the same, all edits together`,
          [sum(inside) / sum(parse)],
          limit,
        ),
        shown(
          `${file}: inside / typescript-eslint's parse`,
          ratiosOfPairs(
            inside,
            runs.map(({ tsParseMs }) => tsParseMs),
          ),
          "times",
        ),
        shown(`${file}: CPU inside`, inside, "ms"),
        shown(`${file}: CPU of our own parse`, parse, "ms"),
      ];
    });
  };
}

/** 0 to 1: which part of a run's CPU time passed inside our code. */
export function shareInside({ insideCpuMs, cpuMs }: Sample): number {
  return insideCpuMs / cpuMs;
}

function samplesOf(rounds: Rounds, name: string): readonly Sample[] {
  const samples = rounds.samples.get(name);
  if (!samples) throw new Error(`No run of this case is named "${name}".`);
  return samples;
}

function all(
  rounds: Rounds,
  name: string,
  field: "cpuMs" | "peakMb" | "insideCpuMs",
): number[] {
  return samplesOf(rounds, name).map((sample) => sample[field]);
}

function beside(
  what: string,
  field: "cpuMs" | "peakMb",
  of: string,
  to: string,
): Limit {
  return (rounds) => [
    shown(
      `${what}, ${of} / ${to}`,
      ratiosOfPairs(all(rounds, of, field), all(rounds, to, field)),
      "times",
    ),
  ];
}

function judged(what: string, values: number[], limit: number): Figure {
  const spread = spreadOf(values);
  return {
    what,
    spread,
    unit: "times",
    limit,
    verdict: judge(spread, limit),
  };
}

function shown(what: string, values: number[], unit: "times" | "ms"): Figure {
  return {
    what,
    spread: spreadOf(values),
    unit,
    limit: undefined,
    verdict: undefined,
  };
}
