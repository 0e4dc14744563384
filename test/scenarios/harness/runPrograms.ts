import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startLab, type Lab, type LogEntry } from "../../../lab/src/index.ts";
import type { Scenario } from "./Scenario.ts";

const tsx = import.meta.resolve("tsx");
/** Tells the lab the line of the program that is behind a request. */
const preload = fileURLToPath(
  new URL("../../../lab/dist/preload.cjs", import.meta.url),
);
const timeLimitMs = 90_000;

/** No replica but the primary ever has what is written from now on, and the last one answers. */
const adversarialLag = {
  container: "*",
  lsn: 1_000_000_000,
  answer: "stalest",
} as const;

/** A handler that receives and deletes goes on after its message is gone. */
async function quiet(lab: Lab): Promise<void> {
  for (let last = -1; last !== lab.log().at(-1)?.n;) {
    last = lab.log().at(-1)?.n ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
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
): Promise<readonly LogEntry[]> {
  const lab = await startLab({
    config: scenario.config,
    seed: 1,
    waitBudgetMs: 50,
  });
  const programs: Program[] = [];
  const start = (name: string): Program => {
    const program = startProgram(folder, name, lab);
    programs.push(program);
    return program;
  };
  try {
    await scenario.seed?.(lab);
    lab.control.lag(adversarialLag);
    await scenario.prepare?.(lab);
    const since = lab.log().at(-1)?.n ?? 0;
    const consumer = start("consumer");
    const play = scenario.play ?? plainly;
    await play({
      lab,
      async produce(name = "producer") {
        const producer = start(name);
        const [code] = (await once(producer.process, "exit")) as [number];
        if (code !== 0) throw producer.failure(`ended with exit code ${code}`);
      },
      drained: () =>
        waitUntil("all messages are settled", consumer, () => isDrained(lab)),
    });
    await waitUntil("all messages are settled", consumer, () => isDrained(lab));
    await quiet(lab);
    return lab.log(since);
  } finally {
    for (const { process } of programs) process.kill("SIGKILL");
    await lab.stop();
  }
}

const plainly: NonNullable<Scenario["play"]> = async ({ produce }) => produce();

interface Program {
  readonly process: ChildProcess;
  failure(what: string): Error;
}

function startProgram(folder: string, name: string, lab: Lab): Program {
  const file = ["ts", "mts", "js", "mjs", "cjs"]
    .map((ending) => path.join(folder, `${name}.${ending}`))
    .find((candidate) => fs.existsSync(candidate));
  if (file === undefined)
    throw new Error(`There is no ${name}.ts in ${folder}.`);
  const child = spawn(process.execPath, ["--import", tsx, file], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
      COSMOS_ENDPOINT: lab.cosmos.endpoint,
      COSMOS_KEY: lab.cosmos.key,
      SERVICE_BUS_CONNECTION: lab.serviceBus.connectionString,
    },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
  }
  return {
    process: child,
    failure: (what) =>
      new Error(`${path.basename(file)} ${what}. It printed:\n${printed}`),
  };
}

function isDrained(lab: Lab): boolean {
  const { queues, topics } = lab.control.state().serviceBus;
  return [
    ...queues,
    ...topics.flatMap(({ subscriptions }) => subscriptions),
  ].every(({ active, locked, scheduled }) => active + locked + scheduled === 0);
}

async function waitUntil(
  what: string,
  consumer: Program,
  holds: () => boolean,
): Promise<void> {
  const end = Date.now() + timeLimitMs;
  while (!holds()) {
    if (consumer.process.exitCode !== null) {
      throw consumer.failure(`ended before ${what}`);
    }
    if (Date.now() > end) {
      throw consumer.failure(`took too long: it was waited until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
