import { LabRequestError } from "../config.ts";
import { parseOptions, UsageError } from "../cli/parseOptions.ts";
import { checkRows } from "../cli/options.ts";
import type { Output } from "../cli/Terminal.ts";
import { HistoryCheck, type CheckResult } from "./checkHistory.ts";
import { describeViolation } from "./describeViolation.ts";
import { guarantees } from "./Operation.ts";
import { readOperations } from "./readOperations.ts";

/** `cosmos-session-lab check LOG`: 0 when all guarantees hold, 1 when one is broken. */
export async function checkCommand(
  args: readonly string[],
  out: Output,
): Promise<number> {
  const { options, rest } = parseOptions(checkRows, args);
  const [file] = rest;
  if (file === undefined || rest.length > 1) {
    throw new UsageError("check takes one file: cosmos-session-lab check LOG.");
  }
  const result = await checkFile(file);
  out.write(options.json === true ? asJson(result) : asText(result));
  return result.examples.length > 0 ? 1 : 0;
}

/** @throws {UsageError} for a file that is no log: 1 is for guarantees. */
async function checkFile(file: string): Promise<CheckResult> {
  const check = new HistoryCheck();
  try {
    for await (const operation of readOperations(file)) check.add(operation);
  } catch (error) {
    if (error instanceof LabRequestError) throw new UsageError(error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`The log "${file}" cannot be read (${code}).`);
  }
  return check.result();
}

function asText({
  operations,
  sessions,
  broken,
  examples,
}: CheckResult): string {
  const counted = `${operations} operations of ${sessions} sessions`;
  if (operations === 0) {
    return "There is no read or write of Cosmos DB in this log that bears a token.\n";
  }
  const lines = guarantees.map((guarantee) => {
    const count = broken[guarantee];
    return `  ${guarantee.padEnd(20)}${count === 0 ? "holds" : `broken by ${count} operations`}`;
  });
  return [
    `${counted}:`,
    ...lines,
    "",
    ...(examples.length > 0 ? ["The shortest history that shows it:", ""] : []),
    ...examples.map(describeViolation),
  ].join("\n");
}

function asJson({
  operations,
  sessions,
  broken,
  examples,
}: CheckResult): string {
  const shown = examples.map((violation) => ({
    guarantee: violation.guarantee,
    session: violation.later.session,
    lines: [violation.earlier.line, violation.later.line],
    text: describeViolation(violation),
  }));
  return `${JSON.stringify({ operations, sessions, broken, examples: shown })}\n`;
}
