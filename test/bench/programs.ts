// The benches of the other parts. They are programs of their own; here is how each is started.
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

interface Program {
  readonly name: string;
  readonly question: string;
  /** Arguments of npm, one call after the other. */
  readonly steps: readonly (readonly string[])[];
}

const ofLab = (file: string): readonly string[] => [
  "exec",
  "-w",
  "lab",
  "--",
  "node",
  "--import",
  "tsx",
  `bench/${file}.ts`,
];

const build = (part: string): readonly string[] => ["run", "build", "-w", part];

const start = [build("session-token"), build("lab"), ofLab("start")];

export const programs: readonly Program[] = [
  {
    name: "lab",
    question: "the three of the lab below, one after the other",
    steps: [...start, ofLab("servicebus"), ofLab("cosmos")],
  },
  {
    name: "lab-start",
    question: "how long until startLab() is ready; at most 300 ms",
    steps: start,
  },
  {
    name: "lab-servicebus",
    question: "the broker against a bare rhea server; at least 0.6 of it",
    steps: [ofLab("servicebus")],
  },
  {
    name: "lab-cosmos",
    question:
      "the gateway against a bare node:http server, at least 0.6 of it; a query over 100,000 items",
    steps: [ofLab("cosmos")],
  },
  {
    name: "instrumentation",
    question: "what the preload adds to a point read",
    steps: [["run", "bench", "-w", "instrumentation"]],
  },
  {
    name: "editor",
    question: "activation, typing and frames in a real VS Code",
    steps: [["run", "bench:editor"]],
  },
  {
    name: "session-token",
    question: "parse, merge and compare a second, and how they grow",
    steps: [["run", "bench", "-w", "session-token"]],
  },
];

/** @returns Exit code of the first step that fails, or 0. */
export function runProgram({ name, steps }: Program): number {
  for (const step of steps) {
    console.error(`${name}: npm ${step.join(" ")}`);
    const { status } = spawnSync("npm", step, {
      cwd: root,
      stdio: "inherit",
      // npm is a script there.
      shell: process.platform === "win32",
    });
    if (status !== 0) return status ?? 1;
  }
  return 0;
}
