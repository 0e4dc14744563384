import { spawn } from "node:child_process";
import path from "node:path";
import type { Lab } from "../../../lab/src/index.ts";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const fixtures = path.join(import.meta.dirname, "../fixtures");

/**
 * Runs a program of `fixtures/` to its end.
 *
 * @param environment beside the lab's addresses
 */
export async function runProgram(
  lab: Lab,
  file: string,
  environment: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [...flags, path.resolve(fixtures, file)],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NODE_OPTIONS: "",
        COSMOS_ENDPOINT: lab.cosmos.endpoint,
        COSMOS_KEY: lab.cosmos.key,
        SERVICE_BUS_CONNECTION: lab.serviceBus.connectionString,
        ...environment,
      },
    },
  );
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  return { code, stdout, stderr };
}
