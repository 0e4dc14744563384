import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { startLab, type Lab, type LogEntry } from "../../../lab/src/index.ts";
import { buildPreload } from "../../../lab/buildPreload.mjs";
import { compilePrograms, programFile } from "./compilePrograms.ts";
import type { Scenario } from "./Scenario.ts";

/** Tells the lab the line of the program that is behind a request. */
let preload: Promise<string> | undefined;

const timeLimitMs = 120_000;

/** No replica but the primary ever has what is written from now on, and the last one answers. */
const adversarialLag = {
  container: "*",
  lsn: 1_000_000_000,
  answer: "stalest",
} as const;

/** What programs are started with beside what every run has, and who watches them. */
export interface Watched {
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Before the programs are ended: waits for what they still have to tell. */
  readonly finish: (log: readonly LogEntry[]) => Promise<void>;
}

/**
 * Runs producer and consumer of a folder against a lab, as two processes.
 *
 * @returns the lab's lines from the start of the programs on
 * @throws {Error} when a program fails or does not come to an end; with what it printed
 */
export async function runPrograms(
  folder: string,
  scenario: Scenario,
  watched?: Watched,
): Promise<readonly LogEntry[]> {
  preload ??= buildPreload();
  const runner = {
    outdir: await compilePrograms(folder, scenario.host),
    preload: await preload,
    watched,
  };
  const lab = await startLab({
    config: scenario.config,
    seed: 1,
    waitBudgetMs: 50,
  });
  const programs: Program[] = [];
  const start = (...names: readonly string[]): Program => {
    const program = startProgram(runner, names, lab);
    programs.push(program);
    return program;
  };
  try {
    await scenario.seed?.(lab);
    lab.control.lag(adversarialLag);
    const since = lab.log().at(-1)?.n ?? 0;
    const until = (what: string, holds: () => boolean): Promise<void> =>
      waitUntil(what, programs, holds);
    const play = scenario.play ?? plainly;
    await play({
      lab,
      consume: () =>
        scenario.host === "functions"
          ? start("functionsHost", "consumer")
          : start("consumer"),
      async produce() {
        const { process, failure } = start("producer");
        const [code] = (await once(process, "exit")) as [number];
        if (code !== 0) throw failure(`ended with exit code ${code}`);
      },
      until: (what, holds) => until(what, () => holds(lab.log(since))),
    });
    await until("all messages are settled", () => isDrained(lab));
    await quiet(lab);
    await watched?.finish(lab.log(since));
    return lab.log(since);
  } finally {
    for (const { process } of programs) process.kill("SIGKILL");
    await lab.stop();
  }
}

const plainly: NonNullable<Scenario["play"]> = async ({ consume, produce }) => {
  consume();
  await produce();
};

interface Program {
  readonly process: ChildProcess;
  readonly failure: (what: string) => Error;
}

interface Runner {
  readonly outdir: string;
  readonly preload: string;
  readonly watched: Watched | undefined;
}

function startProgram(
  { outdir, preload, watched }: Runner,
  [name = "", ...programs]: readonly string[],
  lab: Lab,
): Program {
  const child = spawn(
    process.execPath,
    [
      "--require",
      preload,
      ...(watched?.flags ?? []),
      programFile(outdir, name),
      ...programs.map((program) => path.join(outdir, program)),
    ],
    {
      cwd: outdir,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NODE_OPTIONS: "",
        COSMOS_ENDPOINT: lab.cosmos.endpoint,
        COSMOS_KEY: lab.cosmos.key,
        SERVICE_BUS_CONNECTION: lab.serviceBus.connectionString,
        ...watched?.environment,
      },
    },
  );
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
  }
  return {
    process: child,
    failure: (what) =>
      new Error(`The ${name} ${what}. It printed:\n${printed}`),
  };
}

function isDrained(lab: Lab): boolean {
  const { queues, topics } = lab.control.state().serviceBus;
  return [
    ...queues,
    ...topics.flatMap(({ subscriptions }) => subscriptions),
  ].every(({ active, locked, scheduled }) => active + locked + scheduled === 0);
}

/** A handler that receives and deletes goes on after its message is gone. */
async function quiet(lab: Lab): Promise<void> {
  for (let last = -1; last !== lab.log().at(-1)?.n;) {
    last = lab.log().at(-1)?.n ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function waitUntil(
  what: string,
  programs: readonly Program[],
  holds: () => boolean,
): Promise<void> {
  const end = Date.now() + timeLimitMs;
  while (!holds()) {
    for (const { process, failure } of programs) {
      if (process.exitCode !== null && process.exitCode !== 0) {
        throw failure(`failed before ${what}`);
      }
    }
    if (Date.now() > end) {
      throw programs[0]!.failure(`took too long: it was waited until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
