/** The same findings whatever runs the rules: ESLint 9 and 10 with both usual parsers, and Oxlint's JS plugins. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { ESLint as Eslint10 } from "eslint";
import { ESLint as Eslint9 } from "eslint-9";
import { after, before, describe, it } from "mocha";
import tseslint from "typescript-eslint";
import plugin from "./index.ts";
import { writeProject } from "../test-support/writeProject.ts";

const handler = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { findCustomer } from "./customers.js";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("changed");

receiver.subscribe({
  async processMessage(message) {
    const answer = await orders.item(message.body.id).read();
    console.log(answer.sessionToken, await findCustomer(orders, message.body.customer));
  },
  async processError() {},
});
`;
const customers = `export async function findCustomer(container, id) {
  return container.item(id, id).read();
}
`;

/** What every run has to say: rule, line, column. */
const expected = [
  "require-session-token 10:26",
  "no-lost-session-token 11:17",
  "require-session-token 11:44",
];

function javaScriptProject(): string {
  return writeProject({
    "package.json": `{ "type": "module" }`,
    "src/orders.js": handler,
    "src/customers.js": customers,
  });
}

function typeScriptProject(): string {
  return writeProject({
    "src/orders.ts": handler,
    "src/customers.ts": customers.replace(
      "container, id",
      "container: any, id: string",
    ),
  });
}

async function lintWith(
  Linter: typeof Eslint10 | typeof Eslint9,
  folder: string,
  withTypeScript: boolean,
): Promise<string[]> {
  const eslint = new Linter({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      ...(withTypeScript
        ? [
            {
              files: ["**/*.ts"],
              languageOptions: { parser: tseslint.parser },
            },
          ]
        : []),
      plugin.configs.recommended,
    ],
  });
  return namesOf(await eslint.lintFiles(["src"]));
}

function namesOf(results: readonly Eslint10.LintResult[]): string[] {
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, line, column }) =>
        `${ruleId?.replace("cosmos-session/", "")} ${line}:${column}`,
    ),
  );
}

describe("other linters", () => {
  // Worker threads and Oxlint load the plugin themselves, and know no TypeScript.
  const bundle = path.join(
    import.meta.dirname,
    `../.cache/other-linters-${process.pid}.mjs`,
  );
  before(async function () {
    await build({
      entryPoints: [path.join(import.meta.dirname, "index.ts")],
      outfile: bundle,
      bundle: true,
      format: "esm",
      platform: "node",
      packages: "external",
    });
  });
  after(() => fs.rmSync(bundle, { force: true }));

  it("ESLint 10 with espree", async () => {
    assert.deepEqual(
      await lintWith(Eslint10, javaScriptProject(), false),
      expected,
    );
  });

  it("ESLint 10 with the parser of typescript-eslint, without types", async () => {
    assert.deepEqual(
      await lintWith(Eslint10, typeScriptProject(), true),
      expected,
    );
  });

  it("ESLint 9 with espree", async () => {
    assert.match(Eslint9.version, /^9\./);
    assert.deepEqual(
      await lintWith(Eslint9, javaScriptProject(), false),
      expected,
    );
  });

  it("ESLint 9 with the parser of typescript-eslint, without types", async () => {
    assert.deepEqual(
      await lintWith(Eslint9, typeScriptProject(), true),
      expected,
    );
  });

  it("ESLint with workers: --concurrency=2", async function () {
    const folder = javaScriptProject();
    fs.writeFileSync(
      path.join(folder, "eslint.config.mjs"),
      `import plugin from ${JSON.stringify(pathToFileURL(bundle).href)};
export default [plugin.configs.recommended];
`,
    );
    const eslint = new Eslint10({ cwd: folder, concurrency: 2 });
    const results = await eslint.lintFiles(["src"]);
    assert.deepEqual(namesOf(results), expected);
  });

  describe("Oxlint", () => {
    interface Diagnostic {
      readonly code: string;
      readonly labels: readonly {
        readonly span: { readonly line: number; readonly column: number };
      }[];
    }

    /** The binary of the package, as `npx oxlint` starts it. */
    async function oxlint(folder: string, ...args: string[]): Promise<string> {
      const require = createRequire(import.meta.url);
      const bin = path.join(
        path.dirname(require.resolve("oxlint/package.json")),
        "bin/oxlint",
      );
      fs.writeFileSync(
        path.join(folder, ".oxlintrc.json"),
        JSON.stringify({
          jsPlugins: [{ name: "cosmos-session", specifier: bundle }],
          categories: { correctness: "off" },
          rules: plugin.configs.recommended.rules,
        }),
      );
      return await new Promise((resolve) => {
        execFile(
          process.execPath,
          [bin, ...args, "src"],
          { cwd: folder, timeout: 30_000 },
          (_error, stdout, stderr) => resolve(stdout || stderr),
        );
      });
    }

    it("says the same", async function () {
      const out = await oxlint(typeScriptProject(), "--format=json");
      const { diagnostics } = JSON.parse(out) as {
        diagnostics: Diagnostic[];
      };
      assert.deepEqual(
        diagnostics
          .map(({ code, labels }) => {
            const { line, column } = labels[0]!.span;
            return `${code.replace(/^cosmos-session\((.+)\)$/, "$1")} ${line}:${column}`;
          })
          .sort(byPlace),
        expected,
      );
    });

    it("makes the same edit", async function () {
      const folder = javaScriptProject();
      await oxlint(folder, "--fix-suggestions");
      assert.match(
        fs.readFileSync(path.join(folder, "src/orders.js"), "utf8"),
        /^ {4}const sessionToken = message\.applicationProperties\?\.cosmosSessionToken;\n {4}const answer = await orders\.item\(message\.body\.id\)\.read\(\{ sessionToken \}\);$/m,
      );
    });
  });
});

function byPlace(a: string, b: string): number {
  const [lineA = 0, columnA = 0] = a.split(" ")[1]!.split(":").map(Number);
  const [lineB = 0, columnB = 0] = b.split(" ")[1]!.split(":").map(Number);
  return lineA - lineB || columnA - columnB;
}
