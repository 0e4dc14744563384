// Prints the conformance table of the broker: node --import tsx lab/conformance/servicebus/table.ts
import { trustTestCertificate } from "../../test-support/trustTestCertificate.ts";
import { Bench } from "./Bench.ts";
import type { Row } from "./Row.ts";
import { rows } from "./rows.ts";
import { sdks, type Sdk } from "./sdks.ts";

trustTestCertificate();

const works = "works";

async function outcome(row: Row, sdk: Sdk): Promise<string> {
  if (row.except?.version === sdk.version) {
    return `not shown: ${row.except.reason}`;
  }
  const bench = await Bench.start(sdk);
  try {
    await row.run(bench);
    return works;
  } catch (cause) {
    return `FAILS: ${cause instanceof Error ? cause.message.split("\n")[0] : String(cause)}`;
  } finally {
    await bench.stop();
  }
}

const cells = (values: readonly string[]): string =>
  `| ${values.join(" | ")} |`;
const counts = sdks.map(() => 0);
console.log(
  cells(["call", "result and state", ...sdks.map(({ version }) => version)]),
);
console.log(cells(["---", "---", ...sdks.map(() => "---")]));
for (const row of rows) {
  const outcomes: string[] = [];
  for (const [index, sdk] of sdks.entries()) {
    const found = await outcome(row, sdk);
    if (found === works) counts[index]! += 1;
    outcomes.push(found);
  }
  console.log(cells([row.method, row.result, ...outcomes]));
}
console.log(
  `\n${sdks.map(({ version }, index) => `${version}: ${counts[index]!} of ${rows.length}`).join(", ")}`,
);
process.exitCode = counts.every((count) => count >= rows.length * 0.95) ? 0 : 1;
