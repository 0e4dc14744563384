/**
 * How fast the extension is in a real VS Code: `npm run bench:editor [-- --rounds N] [--seconds N] [--only activation,typing]`.
 * Prints Markdown. No test asserts these times.
 */
import { statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Spread } from "../../bench/statistics.ts";
import { copyWorkspace } from "../host/copyWorkspace.ts";
import { extension, prepareHost } from "../host/prepareHost.ts";
import { measureActivation } from "./activation.ts";
import { measureFrames } from "./frames.ts";
import { measureTyping } from "./typing.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    rounds: { type: "string", default: "9" },
    only: { type: "string", default: "bundles,activation,typing,frames" },
  },
});
const rounds = Number(values.rounds);
const asked = values.only.split(",");

const host = await prepareHost();
if ("missing" in host) {
  console.error(host.missing);
  process.exit(1);
}
const sample = copyWorkspace("orders");
const common = {
  browser: host.browser,
  extension,
  folder: sample.folder,
  rounds,
};
try {
  console.log("| what | figure | limit | |\n| --- | --- | --- | --- |");
  if (asked.includes("bundles")) {
    row("main bundle", sizeOf("extension.cjs"), 200, " kB");
    row("script of the panel", sizeOf("panel/main.js"), 150, " kB");
  }
  if (asked.includes("activation")) {
    const { load, call, both, cpu } = await measureActivation(common);
    row("loading the main bundle", load, undefined, " ms");
    row("the call of activate", call, undefined, " ms");
    row("activation, both together", both, 50, " ms");
    row("activation, CPU of the whole host", cpu, undefined, " ms");
  }
  if (asked.includes("typing")) {
    const { on, off, ratio } = await measureTyping({
      ...common,
      file: "src/consumer/main.ts",
    });
    row("a key until it is painted, diagnostics off", off, undefined, " ms");
    row("the same with diagnostics", on, undefined, " ms");
    row("typing, on against off", ratio, 1.05, "");
  }
  if (asked.includes("frames")) {
    const figures = await measureFrames({
      ...common,
      seconds: Number(values.seconds),
    });
    const { empty, flooded, taken, seconds, counts } = figures;
    row("95 % of frames, nothing watched", empty, undefined, " ms");
    row("95 % of frames, flooded and scrolled", flooded, undefined, " ms");
    row("frames, flooded against empty", flooded / empty, 1.5, "");
    console.log(
      `\n${taken} events were taken in ${seconds.toFixed(1)} s. The panel says: ${counts}`,
    );
  }
} finally {
  sample.remove();
}

function row(
  what: string,
  figure: Spread | number,
  limit: number | undefined,
  unit: string,
): void {
  const value = typeof figure === "number" ? figure : figure.median;
  const digits = unit === "" ? 3 : 1;
  const around =
    typeof figure === "number"
      ? ""
      : ` (${figure.lower.toFixed(digits)} to ${figure.upper.toFixed(digits)})`;
  const verdict =
    limit === undefined ? "" : value <= limit ? "ok" : "**MISSED**";
  console.log(
    `| ${what} | ${value.toFixed(digits)}${unit}${around} | ${limit ?? ""} | ${verdict} |`,
  );
}

/** In thousands of bytes. */
function sizeOf(file: string): number {
  return statSync(path.join(extension, "dist", file)).size / 1000;
}
