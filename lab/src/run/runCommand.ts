import { closeSync, openSync, writeSync } from "node:fs";
import { labOptionsOf } from "../cli/labOptions.ts";
import { runRows } from "../cli/options.ts";
import { parseOptions, UsageError } from "../cli/parseOptions.ts";
import { summary } from "../cli/summary.ts";
import type { Output } from "../cli/Terminal.ts";
import { readConfigFile } from "../readConfig.ts";
import { startLabWith, type LabOptions } from "../startLab.ts";
import { withContainers } from "./containerFlag.ts";
import { preloadFile } from "./preloadFile.ts";
import { programEnvironment } from "./programEnvironment.ts";
import { startProgram } from "./startProgram.ts";
import { WrongReads } from "./WrongReads.ts";

/**
 * `cosmos-session-lab run [options] -- COMMAND`: a lab for as long as the command runs.
 *
 * Writes to standard error only, so that the program keeps its own output.
 *
 * @returns the exit code of the command
 */
export async function runCommand(
  args: readonly string[],
  err: Output,
): Promise<number> {
  const { options, rest, command = [] } = parseOptions(runRows, args);
  if (rest.length > 0 || command.length === 0) {
    throw new UsageError(
      "The command stands behind --. Example: cosmos-session-lab run --container shop/orders:/customerId -- npm start",
    );
  }
  const { container = [], allow = [], log, ...flags } = options;
  const preload = preloadFile();
  const to = log === undefined ? undefined : openLog(log);
  const lab = await startLabWith(withFlags(labOptionsOf(flags), container), {
    anyAccount: true,
  });
  try {
    if (to !== undefined) {
      lab.onLog((entry) => void writeSync(to, `${JSON.stringify(entry)}\n`));
    }
    const reads = new WrongReads(process.cwd());
    lab.onLog((entry) => reads.add(entry));
    err.write(
      `[cosmos-session-lab] A lab stands in for *.documents.azure.com and *.servicebus.windows.net. Control API: ${lab.control.url}\n`,
    );
    const code = await startProgram(
      command,
      programEnvironment(lab, allow, preload),
    );
    const counts = lab.control.state().verdicts;
    const unknown = lab.unknownOperations();
    err.write(
      `\n[cosmos-session-lab] The program ended with exit code ${code}.\n`,
    );
    err.write(`${reads.render(err)}${summary(counts, unknown, err)}`);
    return code;
  } catch (error) {
    throw asUsageError(error, command[0]!);
  } finally {
    await lab.stop();
    if (to !== undefined) closeSync(to);
  }
}

function withFlags(
  options: LabOptions,
  containers: readonly string[],
): LabOptions {
  const { config = {} } = options;
  const read = typeof config === "string" ? readConfigFile(config) : config;
  const databases = withContainers(read.cosmos?.databases ?? [], containers);
  return {
    ...options,
    config: { ...read, cosmos: { ...read.cosmos, databases } },
  };
}

/**
 * Opened before anything is started: a file that cannot be written is told at once.
 *
 * @throws {UsageError}
 */
function openLog(file: string): number {
  try {
    return openSync(file, "w");
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `The log "${file}" cannot be written (${code}). Does its folder exist?`,
    );
  }
}

function asUsageError(error: unknown, file: string): unknown {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return code === "ENOENT" || code === "EACCES"
    ? new UsageError(
        `Cannot start "${file}" (${code}). Check its name and path.`,
      )
    : error;
}
