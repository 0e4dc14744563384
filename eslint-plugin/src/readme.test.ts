/** README.md is true: its code is linted, its output is what ESLint prints, its tables are complete. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ESLint } from "eslint";
import { describe, it } from "mocha";
import tseslint from "typescript-eslint";
import { DEFAULT_SETTINGS, parseSettings } from "./analysis/settings.ts";
import plugin from "./index.ts";
import { writeProject } from "../test-support/writeProject.ts";
import { PRESETS } from "./sdk/handlers.ts";

const readme = fs.readFileSync(
  path.join(import.meta.dirname, "../README.md"),
  "utf8",
);

/** Code blocks of a language, in their order. */
function blocks(language: string): string[] {
  const all = [...readme.matchAll(/^```(\w*)\n([^]*?)^```$/gm)];
  return all.flatMap(([, found, code]) => (found === language ? [code!] : []));
}

function evaluate(config: string): { settings?: Record<string, unknown> }[] {
  const body = config
    .replace(/^import .+$/m, "")
    .replace("export default", "return")
    .replace("import.meta.dirname", "dirname");
  // The README's own code, which only names the plugin.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function("cosmosSession", "dirname", body)(
    plugin,
    import.meta.dirname,
  ) as { settings?: Record<string, unknown> }[];
}

describe("README", () => {
  it("shows what ESLint prints for the code that it shows", async () => {
    const [code] = blocks("ts");
    const [, orders, repository] = code!.split(/^\/\/ src\/\w+\.ts\n/m);
    const folder = writeProject({
      "src/orders.ts": orders!,
      "src/orderRepository.ts": repository!,
    });
    const eslint = new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: [
        { files: ["**/*.ts"], languageOptions: { parser: tseslint.parser } },
        plugin.configs.recommended,
      ],
    });
    const results = await eslint.lintFiles(["src"]);
    const formatter = await eslint.loadFormatter("stylish");
    const printed = stripVTControlCharacters(
      await formatter.format(results, undefined),
    )
      .replaceAll(folder + path.sep, "")
      .replace("src\\", "src/");
    assert.equal(
      blocks("")[0],
      `${printed.trim()}\n`,
      "Copy what ESLint prints into README.md.",
    );
  });

  it("each configuration loads, with settings that are all right", () => {
    const configs = blocks("js");
    assert.equal(configs.length, 3);
    for (const config of configs) {
      const settings = evaluate(config).map(
        (one) => one.settings?.["cosmos-session"],
      );
      for (const raw of settings)
        assert.deepEqual(parseSettings(raw).problems, []);
    }
    const { rules } = JSON.parse(blocks("json")[0]!) as { rules: object };
    assert.deepEqual(rules, plugin.configs.recommended.rules);
  });

  it("the table of rules has every rule with its description", () => {
    for (const [name, { meta }] of Object.entries(plugin.rules)) {
      const row = readme
        .split("\n")
        .find((line) => line.startsWith(`| [${name}](docs/rules/${name}.md) `));
      const cells = row?.split("|").map((cell) => cell.trim());
      assert.deepEqual(cells?.slice(2, 5), [
        meta?.docs?.description,
        "💼",
        meta?.hasSuggestions === true ? "💡" : "",
      ]);
    }
  });

  it("the table of settings has every setting, and names every preset", () => {
    const table = readme.slice(readme.indexOf("| setting"));
    const names = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
    assert.deepEqual(names, Object.keys(DEFAULT_SETTINGS));
    for (const preset of PRESETS) assert.ok(table.includes(`\`${preset}\``));
  });
});
