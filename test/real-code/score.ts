import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { ESLint } from "eslint";
import { formatResult } from "./formatResult.ts";
import { parseLabels } from "./labels.ts";
import { scoreAll } from "./scoreAll.ts";

const USAGE =
  "npm run real-code -- DIR LABELS.json [--json] [--settings FILE] [--tier TIER] [--repo NAME]";

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      settings: { type: "string" },
      tier: { type: "string" },
      repo: { type: "string" },
    },
  });
  const [dir, labels] = positionals;
  if (!dir || !labels || positionals.length > 2) {
    console.error(`Usage: ${USAGE}`);
    return 2;
  }
  const entries = parseLabels(readFileSync(labels, "utf8"), labels);
  const settings = values.settings
    ? (JSON.parse(readFileSync(values.settings, "utf8")) as Record<
        string,
        unknown
      >)
    : undefined;
  const result = scoreAll(dir, entries, await loadPlugin(), {
    ...(values.tier && { tier: values.tier }),
    ...(values.repo && { repo: values.repo }),
    ...(settings && { settings }),
  });
  if (result.repositories.length === 0 && result.absent.length === 0) {
    console.error(`No entry of "${labels}" fits --tier and --repo.`);
    return 2;
  }
  console.log(
    values.json ? JSON.stringify(result, null, 2) : formatResult(result),
  );
  return result.repositories.some(({ badLabels }) => badLabels.length > 0)
    ? 1
    : 0;
}

async function loadPlugin(): Promise<ESLint.Plugin> {
  const file = new URL("../../eslint-plugin/src/index.ts", import.meta.url);
  if (!existsSync(file))
    throw new Error(`There is no plugin at ${fileURLToPath(file)}.`);
  return ((await import(file.href)) as { default: ESLint.Plugin }).default;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
