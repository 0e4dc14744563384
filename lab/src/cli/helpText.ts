import { checkRows, runRows, serveRows, type OptionRow } from "./options.ts";
import { usage } from "./parseOptions.ts";

export const helpText = `A Service Bus and a Cosmos DB on this machine, on which stale reads really happen.

  cosmos-session-lab [options]
      Starts them and prints connection strings, then each operation with its tokens and verdict.
      Stop with Ctrl+C.

  cosmos-session-lab run [options] -- COMMAND
      Starts them and the command, whose connections to *.documents.azure.com and
      *.servicebus.windows.net end up here. Prints each stale read at the end.
      Example: cosmos-session-lab run --container shop/orders:/customerId -- npm start

  cosmos-session-lab check LOG
      Checks a recorded log for reads that broke a guarantee of a session.

Options
${table(serveRows)}

Options of run (and those above, without --json)
${table(pick(runRows, ["container", "allow", "log"]))}

Options of check
${table(checkRows)}

Exit codes: 0 all went well; 1 it did not (for check: a guarantee was broken); 2 wrong use.
run ends with the exit code of the command.
`;

function table(rows: Record<string, OptionRow>): string {
  return Object.entries(rows)
    .map(([name, row]) => `  ${usage(name, row).padEnd(26)}${row.help}`)
    .join("\n");
}

function pick(
  rows: Record<string, OptionRow>,
  names: readonly string[],
): Record<string, OptionRow> {
  return Object.fromEntries(names.map((name) => [name, rows[name]!]));
}
