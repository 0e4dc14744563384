import { spawn } from "node:child_process";

export interface Bounded {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly limitMs: number;
}

/**
 * Runs a command, and ends it with all that it has started when its time is up.
 *
 * @throws {Error} with the end of what it printed
 */
export async function runBounded(
  file: string,
  args: readonly string[],
  { cwd, env, limitMs }: Bounded,
): Promise<void> {
  const child = spawn(file, args, {
    cwd,
    env: env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, which can be ended as a whole.
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-2000);
    });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    endGroup(child.pid);
  }, limitMs);
  try {
    await new Promise<void>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        if (code === 0) resolve();
        else
          reject(
            new Error(
              `"${file} ${args.join(" ")}" ended with ${isLate ? `its time of ${limitMs / 1000} s` : String(code ?? signal)}.\n${output}`,
            ),
          );
      });
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Ends a process that was started with `detached`, and all of its children. */
export function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
