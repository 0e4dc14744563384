// Runs every row with every version and writes lab/conformance/servicebus/TABLE.md.
//
//   node --import tsx lab/conformance/servicebus/table.ts
import { writeFileSync } from "node:fs";
import { format } from "prettier";
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

const line = (values: readonly string[]): string => `| ${values.join(" | ")} |`;
const counts = sdks.map(() => 0);
const table = [
  line(["call", "result and state", ...sdks.map(({ version }) => version)]),
  line(["---", "---", ...sdks.map(() => "---")]),
];
for (const row of rows) {
  const outcomes: string[] = [];
  for (const [index, sdk] of sdks.entries()) {
    const found = await outcome(row, sdk);
    if (found === works) counts[index]! += 1;
    else console.log(sdk.version, row.method, row.result, found);
    outcomes.push(found);
  }
  table.push(line([`\`${row.method}\``, row.result, ...outcomes]));
}
const total = sdks
  .map(
    ({ version }, index) => `${version}: ${counts[index]!} of ${rows.length}`,
  )
  .join(", ");
const lines = [
  "# Methods of `ServiceBusClient` against the lab",
  "",
  "Each cell is a test that asserts the documented result and state. Made by `node --import tsx lab/conformance/servicebus/table.ts`.",
  "",
  `Works: ${total}.`,
  "",
  ...table,
];
const text = await format(`${lines.join("\n")}\n`, { parser: "markdown" });
writeFileSync(new URL("TABLE.md", import.meta.url), text);
console.log(total);
process.exitCode = counts.every((count) => count >= rows.length * 0.95) ? 0 : 1;
