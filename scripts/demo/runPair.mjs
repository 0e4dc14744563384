import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { tool } from "../check/command.mjs";
import { root } from "../check/paths.mjs";
import { UnexpectedEnd } from "./run.mjs";
import { showProgress } from "./words.mjs";

/** @typedef {import("../../lab/src/index.ts").LogEntry} LogEntry */

/**
 * @typedef {object} Seen what the lab saw of the consumer's reads
 * @property {number} reads
 * @property {number} stale
 * @property {number} givenUp messages that failed so often that they went to the dead-letter queue
 * @property {LogEntry | undefined} example a stale read
 */

const timeLimitMs = 90_000;

/** What the two programs need to be there. */
const config = {
  cosmos: {
    databases: [
      {
        id: "shop",
        containers: [{ id: "orders", partitionKey: "/customerId" }],
      },
    ],
  },
  serviceBus: { Namespaces: [{ Queues: [{ Name: "orders" }] }] },
};

/**
 * Compiles producer and consumer, starts a lab and both programs on it, and waits until every message
 * is dealt with.
 *
 * @param {string} folder the copy
 * @param {number} orders how many the producer places
 * @returns {Promise<Seen>}
 */
export async function runPair(folder, orders) {
  /** @type {typeof import("../../lab/src/index.ts")} */
  const { startLab } = await import(
    pathToFileURL(path.join(root, "lab/dist/index.js")).href
  );
  // Counted in writes, not in time, so that the story is the same on a slow machine.
  const lab = await startLab({ config, lag: { lsn: orders } });
  /** @type {import("node:child_process").ChildProcess[]} */
  const programs = [];
  const env = {
    ...process.env,
    COSMOS_ENDPOINT: lab.cosmos.endpoint,
    COSMOS_KEY: lab.cosmos.key,
    SERVICEBUS_CONNECTION_STRING: lab.serviceBus.connectionString,
  };
  const start = (/** @type {string[]} */ args) => {
    const program = spawn(process.execPath, args, { cwd: folder, env });
    programs.push(program);
    program.stdout.resume();
    program.stderr.resume();
    return program;
  };
  try {
    await endsWell(start(tool("typescript", "tsc").args), "tsc");
    const consumer = start(["dist/consumer/main.js"]);
    await endsWell(
      start(["dist/producer/main.js", String(orders)]),
      "The producer",
    );
    const left = () => {
      const [queue] = lab.control.state().serviceBus.queues;
      return queue === undefined ? orders : queue.active + queue.locked;
    };
    for (const end = Date.now() + timeLimitMs; left() > 0;) {
      showProgress(`${orders - left()} of ${orders} messages`);
      if (consumer.exitCode !== null || Date.now() > end) {
        throw new UnexpectedEnd(
          `The consumer has left ${left()} of ${orders} messages alone.`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    showProgress("");
    return judge(lab.log(), lab.control.state().serviceBus.queues[0]);
  } finally {
    for (const program of programs) program.kill();
    await lab.stop();
    // ESLint would lint it.
    rmSync(path.join(folder, "dist"), { recursive: true, force: true });
  }
}

/**
 * @param {readonly LogEntry[]} log
 * @param {{ readonly deadLetter: number } | undefined} queue
 * @returns {Seen}
 */
function judge(log, queue) {
  const repeated = new Set(log.map(({ retryOf }) => retryOf));
  const reads = log.filter(
    ({ n, kind }) => kind === "read" && !repeated.has(n),
  );
  const stale = reads.filter(({ verdict }) => verdict === "stale");
  return {
    reads: reads.length,
    stale: stale.length,
    givenUp: queue?.deadLetter ?? 0,
    example: stale.find(({ operation }) => operation === "item.read"),
  };
}

/**
 * @param {import("node:child_process").ChildProcess} program
 * @param {string} name
 */
async function endsWell(program, name) {
  const [code] = await once(program, "exit");
  if (code !== 0) {
    throw new UnexpectedEnd(`${name} ended with exit code ${code}.`);
  }
}
