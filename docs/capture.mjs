// What the tools print for test/samples/orders, from a real run. The README shows it, and a test compares
// it with what they print today. The plugin has to be built.
//
// node docs/capture.mjs    writes it again
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { tool } from "../scripts/check/command.mjs";
import { copySample } from "../scripts/demo/copySample.mjs";
import { wrap } from "../scripts/demo/words.mjs";

const root = path.resolve(import.meta.dirname, "..");

/** @returns {Record<string, string>} file, relative to the workspace, to text */
export function captureAll() {
  const { folder, remove } = copySample("orders");
  try {
    return {
      "test/samples/orders.report.txt": breakLines(
        capture(folder, tool("eslint", "eslint", ".")),
      ),
      "test/samples/orders.fix.diff": capture(
        folder,
        tool(
          "eslint-plugin-cosmos-session",
          "cosmos-session",
          "fix",
          "--dry-run",
        ),
      ),
    };
  } finally {
    remove();
  }
}

/**
 * A report is one long line, padded so that the names of the rules stand in a column.
 *
 * @param {string} report
 */
function breakLines(report) {
  const lines = report
    .split("\n")
    .flatMap((line) =>
      wrap(line.replaceAll(/(?<=\S) {3,}/g, "  "), 96, " ".repeat(16)),
    );
  return lines.join("\n");
}

/**
 * @param {string} folder
 * @param {import("../scripts/check/command.mjs").Command} command
 */
function capture(folder, { file, args }) {
  const { stdout, stderr, error } = spawnSync(file, args, {
    cwd: folder,
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
  });
  if (error !== undefined) throw error;
  const lines = `${stdout}${stderr}`
    // Where the copy lies is of no interest to the reader.
    .replaceAll(folder + path.sep, "")
    .replaceAll(path.sep, "/")
    .split(/\r?\n/)
    .map((line) => line.trimEnd());
  return `${lines.join("\n").trim()}\n`;
}

if (process.argv[1] === import.meta.filename) {
  for (const [file, text] of Object.entries(captureAll())) {
    writeFileSync(path.join(root, file), text);
  }
}
