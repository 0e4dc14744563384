import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { InsideTimes } from "./child/insideTimes.mjs";
import { sum } from "./statistics.ts";

/** A program to measure, started with this Node and `child/measure.mjs` in front. */
export interface Subject {
  /** Its column in the tables: `no rules`, `ours`. */
  readonly name: string;
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** One run of a subject. */
export interface Sample {
  readonly wallMs: number;
  /** User and system time of all threads, from the operating system. */
  readonly cpuMs: number;
  /** Largest resident set of the process, all its threads together. */
  readonly peakMb: number;
  /** Wall time inside our code: loading it, and in its rules. */
  readonly insideMs: number;
  /** CPU time of the process meanwhile. */
  readonly insideCpuMs: number;
  /** The last line that the program printed. */
  readonly printed: string;
}

/** A run that takes longer hangs. */
const LIMIT_MS = 15 * 60_000;
const measure = path.join(import.meta.dirname, "child/measure.mjs");

interface ProcessLine {
  readonly kind: "process" | "worker";
  readonly userMs: number;
  readonly systemMs: number;
  readonly peakMb: number;
  readonly inside: InsideTimes;
}

/**
 * @param sampleFile Written by the child and removed again.
 * @throws {Error} When the program cannot be started, crashes or ends without its figures.
 */
export async function runOnce(
  { name, cwd, args, env }: Subject,
  sampleFile: string,
): Promise<Sample> {
  rmSync(sampleFile, { force: true });
  const begin = performance.now();
  const child = spawn(
    process.execPath,
    [`--import=${pathToFileURL(measure).href}`, ...args],
    {
      cwd,
      env: { ...process.env, ...env, BENCH_SAMPLE: sampleFile },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LIMIT_MS,
    },
  );
  const end = (): boolean => child.kill();
  process.once("exit", end);
  let out = "";
  let error = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (error += chunk.toString()));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const wallMs = performance.now() - begin;
  process.off("exit", end);
  // 1: the linter found something.
  if (exitCode !== 0 && exitCode !== 1) {
    throw new Error(
      `The run "${name}" in ${cwd} ended with ${exitCode ?? "a signal"}:\n${error || out}`,
    );
  }
  const lines = readFileSync(sampleFile, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as ProcessLine);
  rmSync(sampleFile, { force: true });
  const whole = lines.find(({ kind }) => kind === "process");
  if (!whole) throw new Error(`The run "${name}" left no figures.`);
  const over = (pick: (inside: InsideTimes) => number): number =>
    sum(lines.map(({ inside }) => pick(inside)));
  return {
    wallMs,
    cpuMs: whole.userMs + whole.systemMs,
    peakMb: whole.peakMb,
    insideMs: over(({ loadMs, rulesMs }) => loadMs + rulesMs),
    insideCpuMs: over(({ cpuMs }) => cpuMs),
    printed: out.trim().split("\n").at(-1) ?? "",
  };
}
