import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { ESLint, type Linter, type Rule } from "eslint";
import { describe, it } from "mocha";
import tseslint from "typescript-eslint";
import plugin from "./index.ts";
import { writeProject } from "../test-support/writeProject.ts";

const here = import.meta.dirname;
const manifest = JSON.parse(
  fs.readFileSync(path.join(here, "../package.json"), "utf8"),
) as { name: string; version: string; files: string[] };

const typeScript: Linter.Config = {
  files: ["**/*.ts"],
  languageOptions: { parser: tseslint.parser },
};

describe("the plugin", () => {
  it("names itself as ESLint's cache and `extends` want it", () => {
    assert.deepEqual(plugin.meta, {
      name: manifest.name,
      version: manifest.version,
      namespace: "cosmos-session",
    });
  });

  for (const [name, rule] of Object.entries(plugin.rules)) {
    it(`${name} has a file, a test, a page that is published, and a place in both configs`, () => {
      assert.ok(fs.existsSync(path.join(here, `rules/${name}.ts`)));
      assert.ok(fs.existsSync(path.join(here, `rules/${name}.test.ts`)));
      const page = new URL(rule.meta?.docs?.url ?? "");
      assert.equal(path.basename(page.pathname), `${name}.md`);
      assert.ok(fs.existsSync(page));
      assert.ok(manifest.files.includes("docs"));
      assert.equal(rule.meta?.type, "problem");
      for (const config of [plugin.configs.recommended, plugin.configs.strict])
        assert.equal(config.rules?.[`cosmos-session/${name}`], "error");
    });
  }

  it("each rule file is a rule of the plugin", () => {
    const files = fs
      .readdirSync(path.join(here, "rules"))
      .filter((file) => /^(no|require|propagate)-[a-z-]+\.ts$/.test(file))
      .map((file) => file.slice(0, -".ts".length));
    assert.deepEqual(files.sort(), Object.keys(plugin.rules).sort());
  });

  it("no exception leaves a rule: it would end the whole run of ESLint", () => {
    const context = {
      get sourceCode(): never {
        throw new Error("a mistake of ours");
      },
    } as unknown as Rule.RuleContext;
    for (const rule of Object.values(plugin.rules))
      assert.deepEqual(rule.create(context), {});
  });

  it("is silent where ESLint lints another language", async () => {
    const folder = writeProject({
      "package.json": `{ "dependencies": { "@azure/cosmos": "4" } }`,
    });
    const language = {
      fileType: "text",
      lineStart: 1,
      columnStart: 0,
      nodeTypeKey: "type",
      visitorKeys: { Document: [] },
      validateLanguageOptions() {
        /* none */
      },
      parse: () => ({ ok: true, ast: { type: "Document" } }),
      createSourceCode: (file: { body: string }, { ast }: { ast: object }) => ({
        ast,
        text: file.body,
        getLoc: () => ({
          start: { line: 1, column: 0 },
          end: { line: 1, column: 1 },
        }),
        getRange: () => [0, 1],
        traverse: () => [],
      }),
    };
    const eslint = new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: [
        {
          files: ["**/*.json"],
          plugins: { text: { languages: { text: language } } as never },
          language: "text/text",
        },
        plugin.configs.recommended,
        { settings: { "cosmos-session": { preset: "wrong" } } },
      ],
    });
    const [result] = await eslint.lintFiles(["package.json"]);
    assert.deepEqual(result?.messages, []);
  });

  const orders = `import { ServiceBusClient } from "@azure/service-bus";
import { findOrder } from "./orderRepository.js";

const receiver = new ServiceBusClient("x").createReceiver("changed");
receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    console.log(await findOrder(message.body.id, sessionToken));
  },
  async processError() {},
});
`;
  const repositoryWith = (options: string): string =>
    `import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");

export async function findOrder(id: string, sessionToken?: string) {
  console.log(sessionToken);
  return orders.item(id, id).read(${options});
}
`;

  /** One run of `eslint --cache` with a configuration file of its own, in a fresh process' place. */
  async function lintWithCache(
    folder: string,
    withFingerprint: boolean,
  ): Promise<string[]> {
    const settings = withFingerprint
      ? { fingerprint: plugin.fingerprint(folder) }
      : {};
    const eslint = new ESLint({
      cwd: folder,
      cache: true,
      cacheLocation: path.join(folder, ".eslintcache"),
      overrideConfigFile: true,
      overrideConfig: [
        typeScript,
        plugin.configs.recommended,
        { settings: { "cosmos-session": settings } },
      ],
    });
    const results = await eslint.lintFiles(["src"]);
    return results.flatMap(({ messages }) =>
      messages.map(({ ruleId }) => ruleId ?? "fatal"),
    );
  }

  async function changeOnlyTheDependency(
    withFingerprint: boolean,
  ): Promise<string[][]> {
    const folder = writeProject({
      "src/orders.ts": orders,
      "src/orderRepository.ts": repositoryWith(
        "{ sessionToken: sessionToken as string }",
      ),
    });
    const first = await lintWithCache(folder, withFingerprint);
    fs.writeFileSync(
      path.join(folder, "src/orderRepository.ts"),
      repositoryWith(""),
    );
    const second = await lintWithCache(folder, withFingerprint);
    return [first, second];
  }

  it("`eslint --cache` alone misses a change of a file that the linted file depends on", async () => {
    assert.deepEqual(await changeOnlyTheDependency(false), [[], []]);
  });

  it("with the fingerprint in the settings `eslint --cache` sees it", async () => {
    assert.deepEqual(await changeOnlyTheDependency(true), [
      [],
      ["cosmos-session/require-session-token"],
    ]);
  });
});
