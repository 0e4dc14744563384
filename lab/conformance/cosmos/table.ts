// Runs every row with every version and writes lab/conformance/cosmos/TABLE.md.
//
//   node --import tsx lab/conformance/cosmos/table.ts
import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { rows } from "./rows/index.ts";
import type { Row } from "./Row.ts";
import { sdkVersions, type SdkVersion } from "./sdkVersions.ts";
import { startBench } from "./startBench.ts";

/** A method has several rows where it has several results. */
const keyOf = ({ method, does }: Row, version: SdkVersion): string =>
  `${method} ${does} ${version}`;
const cells = new Map<string, string>();
const counts = { works: 0, refused: 0, missing: 0, failed: 0 };

for (const sdk of sdkVersions) {
  const bench = await startBench(sdk);
  for (const row of rows) {
    const key = keyOf(row, sdk.version);
    const missing = row.missing?.[sdk.version];
    if (missing !== undefined) {
      cells.set(key, missing);
      counts.missing++;
      continue;
    }
    try {
      await row.run(await bench.next());
      cells.set(key, row.outcome === "works" ? "works" : "named error");
      counts[row.outcome === "works" ? "works" : "refused"]++;
    } catch (error) {
      cells.set(key, "**fails**");
      counts.failed++;
      console.error(key, error);
    }
  }
  await bench.stop();
}

const { works, refused, missing, failed } = counts;
const tried = works + refused + failed;
const versions = sdkVersions.map(({ version }) => version);
const lines = [
  "# Methods of `CosmosClient` against the lab",
  "",
  "Each cell is a test that asserts the documented result and state. Made by `node --import tsx lab/conformance/cosmos/table.ts`.",
  "",
  `${works} of ${tried} work (${((works / tried) * 100).toFixed(1)} %), ${refused} answer an error that names what the lab has not, ${failed} fail; ${missing} are not there in that version.`,
  "",
  `| method | what is asserted | ${versions.join(" | ")} |`,
  `| --- | --- | ${versions.map(() => "---").join(" | ")} |`,
  ...rows.map((row) => {
    const { method, does } = row;
    const found = versions.map((version) => cells.get(keyOf(row, version)));
    return `| \`${method}\` | ${does} | ${found.join(" | ")} |`;
  }),
];
const text = await format(`${lines.join("\n")}\n`, { parser: "markdown" });
writeFileSync(new URL("TABLE.md", import.meta.url), text);
console.log(lines[4]);
process.exit(failed > 0 ? 1 : 0);
