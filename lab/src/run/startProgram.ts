import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * Runs a program in our terminal until it ends.
 *
 * @returns its exit code; 128 and the signal's number where one ended it, as in a shell
 */
export async function startProgram(
  command: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const [file, ...args] = command;
  const child = spawn(file!, args, {
    env: { ...env },
    stdio: "inherit",
    // npm and others are scripts there, which only a shell starts.
    shell: process.platform === "win32",
  });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  // Ctrl+C reaches the whole group by itself; who ends only us means the program, too.
  const wait = (): void => undefined;
  process.on("SIGINT", wait);
  process.on("SIGTERM", forward);
  process.on("SIGHUP", forward);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) =>
        resolve(code ?? 128 + constants.signals[signal!]),
      );
    });
  } finally {
    process.off("SIGINT", wait);
    process.off("SIGTERM", forward);
    process.off("SIGHUP", forward);
  }
}
