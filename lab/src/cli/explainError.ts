import { LabRequestError } from "../config.ts";
import { UsageError } from "./parseOptions.ts";

/** What went wrong, for the person at the terminal, and the exit code. */
export function explainError(error: unknown): {
  readonly text: string;
  readonly code: 1 | 2;
} {
  if (error instanceof UsageError) {
    return {
      text: `${error.message}\nSee cosmos-session-lab --help.`,
      code: 2,
    };
  }
  if (!(error instanceof Error)) return { text: String(error), code: 1 };
  if (error instanceof LabRequestError) return { text: error.message, code: 1 };
  const system = error as NodeJS.ErrnoException & {
    readonly address?: string;
    readonly port?: number;
  };
  return {
    text: adviceFor(system) ?? (system.code ? error.message : textOf(error)),
    code: 1,
  };
}

/** For what the options can cause: an address that cannot be listened on, a folder that cannot be made. */
function adviceFor({
  code,
  syscall,
  address,
  port,
  path,
}: NodeJS.ErrnoException & {
  readonly address?: string;
  readonly port?: number;
}): string | undefined {
  if (syscall === "listen" && code === "EADDRINUSE") {
    return `Port ${port} of ${address} is taken by another program, perhaps by another lab. End that one, or give another port; without --servicebus-port, --cosmos-port and --control-port free ones are taken.`;
  }
  if (syscall === "listen" && code === "EACCES") {
    return `Port ${port} of ${address} is not for every user. Give one above 1023, or none for a free one.`;
  }
  if (syscall === "listen" && code === "EADDRNOTAVAIL") {
    return `${address} is no address of this machine. Leave --host out for 127.0.0.1, or give 0.0.0.0 for all addresses.`;
  }
  if (syscall === "getaddrinfo") {
    return `The name that --host gives is not known (${code}). Give an address of this machine, or 0.0.0.0 for all.`;
  }
  if (syscall === "mkdir") {
    return `The folder "${path}" of --data cannot be made (${code}). Give a folder that is there, or that may be made.`;
  }
  return undefined;
}

function textOf(error: Error): string {
  return error.stack ?? error.message;
}
