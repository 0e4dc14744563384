/** The worker from the other side: ask, wait so long, start a new one when it is gone. */
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Job, Outcome } from "./jobs.ts";

const MAX_HEAP_MB = 4096;

export interface Asker {
  /** The outcome, or in words what became of the worker. */
  ask(job: Job, limitMs: number): Promise<Outcome | string>;
  stop(): void;
}

export function startWorker(): Asker {
  let child: ChildProcess | undefined;
  let output = "";

  function start(): ChildProcess {
    output = "";
    const started = fork(fileURLToPath(new URL("worker.ts", import.meta.url)), {
      execArgv: ["--import=tsx", `--max-old-space-size=${MAX_HEAP_MB}`],
      env: { ...process.env, COSMOS_SESSION_DEBUG: "1" },
      silent: true,
    });
    started.stderr?.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-2000);
    });
    started.stdout?.resume();
    return started;
  }

  return {
    ask(job, limitMs) {
      const worker = (child ??= start());
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          done(`no answer after ${limitMs / 1000} s`);
          worker.kill("SIGKILL");
          child = undefined;
        }, limitMs);
        const onMessage = (outcome: Outcome): void => done(outcome);
        const onExit = (code: number | null, signal: string | null): void => {
          child = undefined;
          done(`the process ended with ${signal ?? String(code)}\n${output}`);
        };
        const done = (answer: Outcome | string): void => {
          clearTimeout(timer);
          worker.off("message", onMessage);
          worker.off("exit", onExit);
          resolve(answer);
        };
        worker.on("message", onMessage);
        worker.on("exit", onExit);
        worker.send(job);
      });
    },
    stop: () => child?.kill(),
  };
}
