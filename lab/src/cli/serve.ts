import { startLab, type Lab } from "../startLab.ts";
import { labOptionsOf } from "./labOptions.ts";
import { serveRows } from "./options.ts";
import { parseOptions, UsageError } from "./parseOptions.ts";
import { renderEntry } from "./renderEntry.ts";
import { summary } from "./summary.ts";
import type { Output } from "./Terminal.ts";
import { untilSignal } from "./untilSignal.ts";

/** `cosmos-session-lab [options]`: runs until a signal comes. */
export async function serve(
  args: readonly string[],
  out: Output,
  err: Output,
): Promise<number> {
  const { options, rest, command } = parseOptions(serveRows, args);
  if (rest.length > 0 || command !== undefined) {
    throw new UsageError(
      `"${rest[0] ?? "--"}" is no command. There are run and check.`,
    );
  }
  const { json = false, ...flags } = options;
  const stopped = untilSignal();
  const lab = await startLab(labOptionsOf(flags));
  try {
    if (json) {
      out.write(`${JSON.stringify(lab)}\n`);
    } else {
      out.write(welcome(lab));
      lab.onLog((entry) => {
        const text = renderEntry(entry, out);
        if (text !== undefined) out.write(text);
      });
    }
    await stopped;
    const end = json ? err : out;
    const unknown = lab.unknownOperations();
    if (!json || Object.keys(unknown).length > 0) {
      end.write(`\n${summary(lab.control.state().verdicts, unknown, end)}`);
    }
  } finally {
    await lab.stop();
  }
  return 0;
}

function welcome(lab: Lab): string {
  const { serviceBus, cosmos, caFile, control } = lab;
  return `Ready. Point your programs here:

Service Bus     ${serviceBus.connectionString}
 administration ${serviceBus.administrationConnectionString}
 over TLS       ${serviceBus.tlsEndpoint}
Cosmos DB       ${cosmos.connectionString}
 over TLS       ${cosmos.httpsEndpoint}
Trust for TLS   NODE_EXTRA_CA_CERTS=${caFile}
Control API     ${control.url}

Each operation follows as it happens. Stop with Ctrl+C.

`;
}
