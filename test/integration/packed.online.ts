/**
 * The tarball that npm would publish, installed from it as users install it, into projects of the kinds they have:
 * `npm run integration`. It needs npm's registry, and is no part of `npm test` therefore.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { programs } from "./projects.ts";

const root = path.join(import.meta.dirname, "../..");
const plugin = "eslint-plugin-cosmos-session";

interface Kind {
  readonly name: string;
  readonly packages: readonly string[];
  /** Which of the programs. */
  readonly program: number;
  readonly config: Readonly<Record<string, string>>;
  readonly lint: "eslint" | "oxlint";
  /** File of a read that one suggestion mends, without a look at other files. */
  readonly mends: string;
}

/** What the programs in TypeScript are compiled against. */
const sdks = ["@azure/cosmos@4", "@azure/service-bus@7", "@types/node@20"];

const flatConfig = `import cosmosSession from "${plugin}";
export default [cosmosSession.configs.recommended];
`;
const flatConfigTypeScript = `import cosmosSession from "${plugin}";
import tseslint from "typescript-eslint";
export default [
  { files: ["**/*.ts"], languageOptions: { parser: tseslint.parser } },
  cosmosSession.configs.recommended,
];
`;

const kinds: readonly Kind[] = [
  {
    name: "TypeScript 7, linted by Oxlint",
    packages: ["typescript@7", "oxlint@1", ...sdks],
    program: 0,
    config: {
      ".oxlintrc.json": JSON.stringify({
        jsPlugins: [plugin],
        categories: { correctness: "off" },
        rules: {
          "cosmos-session/require-session-token": "error",
          "cosmos-session/require-session-consistency": "error",
          "cosmos-session/no-lost-session-token": "error",
        },
      }),
    },
    lint: "oxlint",
    mends: "src/own.ts",
  },
  {
    name: "TypeScript 6, ESLint 10",
    packages: ["typescript@6", "eslint@10", "typescript-eslint@8", ...sdks],
    program: 0,
    config: { "eslint.config.mjs": flatConfigTypeScript },
    lint: "eslint",
    mends: "src/own.ts",
  },
  {
    name: "plain JavaScript, ESLint 10",
    packages: ["eslint@10"],
    program: 2,
    config: { "eslint.config.mjs": flatConfig },
    lint: "eslint",
    mends: "src/own.js",
  },
  {
    name: "JavaScript in CommonJS, ESLint 9 and its configuration, too",
    packages: ["eslint@9"],
    program: 3,
    config: {
      "eslint.config.js": `const cosmosSession = require("${plugin}");
module.exports = [
  { languageOptions: { sourceType: "commonjs" } },
  cosmosSession.configs.recommended,
];
`,
    },
    lint: "eslint",
    mends: "lib/own.js",
  },
];

/** A read in the handler itself: the plugin offers its edit without the command. */
const own = (isCommonJs: boolean): string => `${
  isCommonJs
    ? `const { CosmosClient } = require("@azure/cosmos");
const { ServiceBusClient } = require("@azure/service-bus");`
    : `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";`
}

const carts = new CosmosClient("x").database("shop").container("carts");
new ServiceBusClient("x").createReceiver("carts").subscribe({
  async processMessage(message) {
    await carts.item(message.body.id, message.body.id).read();
  },
  async processError() {},
});
`;
const ownRead = "7 require-session-token";

describe("the packed plugin, installed", function () {
  this.timeout(240_000);
  let tarball: string;
  const folders: string[] = [];

  before(async () => {
    const target = makeFolder();
    const built = await npm(root, "run", "build", "-w", "eslint-plugin");
    assert.equal(built.code, 0, built.output);
    const packed = await npm(
      root,
      "pack",
      "-w",
      "eslint-plugin",
      `--pack-destination=${target}`,
    );
    assert.equal(packed.code, 0, packed.output);
    tarball = path.join(target, fs.readdirSync(target)[0]!);
  });
  after(() => {
    for (const folder of folders)
      fs.rmSync(folder, { recursive: true, force: true });
  });

  for (const kind of kinds)
    describe(kind.name, () => {
      let folder: string;

      it("npm installs it without a complaint about peers", async () => {
        folder = makeFolder();
        const program = programs[kind.program]!;
        write(folder, {
          ...program.files,
          ...kind.config,
          [kind.mends]: own(kind.program === 3),
        });
        const { code, output } = await npm(
          folder,
          "install",
          "--save-dev",
          "--no-audit",
          "--no-fund",
          tarball,
          ...kind.packages,
        );
        assert.equal(code, 0, output);
        assert.doesNotMatch(output, /ERESOLVE|peer|deprecated/i);
        const tree = await npm(folder, "ls", plugin, "eslint");
        assert.equal(tree.code, 0, tree.output);
      });

      it("the findings are those of the sources", async () => {
        const expected = [
          ...programs[kind.program]!.expected,
          `${kind.mends}:${ownRead}`,
        ].sort();
        assert.deepEqual(await lint(folder, kind.lint), expected);
      });

      it("a suggestion mends the read, and the next run does not report it", async () => {
        await applySuggestions(folder, kind);
        const text = fs.readFileSync(path.join(folder, kind.mends), "utf8");
        assert.match(text, /\.read\(\{\s*sessionToken\b/);
        const left = await lint(folder, kind.lint);
        assert.deepEqual(
          left.filter((one) => one.startsWith(kind.mends)),
          [],
        );
      });

      it("the command stands beside it, and explains", async () => {
        const { code, output } = await bin(folder, "cosmos-session", "explain");
        assert.equal(code, 0, output);
        assert.match(output, /unprotected/);
      });

      if (kind.lint === "eslint") {
        it("--concurrency=2 finds the same", async function () {
          if (kind.packages.includes("eslint@9")) this.skip(); // 9.34 and later have it, at a warning
          assert.deepEqual(
            await lint(folder, "eslint", "--concurrency=2"),
            await lint(folder, "eslint"),
          );
        });

        it("--cache with the fingerprint sees a change in another file", async () => {
          const isCommonJs = kind.program === 3;
          const settings = `{ settings: { "cosmos-session": { fingerprint: cosmosSession.fingerprint(${isCommonJs ? "__dirname" : "import.meta.dirname"}) } } },`;
          const name = Object.keys(kind.config)[0]!;
          write(folder, {
            [name]: kind.config[name]!.replace(
              "  cosmosSession.configs.recommended,",
              `  ${settings}\n  cosmosSession.configs.recommended,`,
            ).replace(
              "[cosmosSession.configs",
              `[${settings}cosmosSession.configs`,
            ),
          });
          const before = await lint(folder, "eslint", "--cache");
          assert.deepEqual(await lint(folder, "eslint", "--cache"), before);
          const read = Object.keys(programs[kind.program]!.files).find((file) =>
            /(?:repository|cosmos|store)\.[jt]s$/.test(file),
          )!;
          const full = path.join(folder, read);
          const text = fs.readFileSync(full, "utf8");
          fs.writeFileSync(
            full,
            text.replace(/\.item\(.*?\)\.read/, ".item2().read"),
          );
          const changed = await lint(folder, "eslint", "--cache");
          assert.notDeepEqual(changed, before);
          assert.deepEqual(changed, await lint(folder, "eslint"));
          fs.writeFileSync(full, text);
        });
      }

      it("the command mends the other reads; the next run is silent about them", async () => {
        const byHand = programs[kind.program]!.expected.filter((one) =>
          one.endsWith("no-lost-session-token"),
        );
        const { code, output } = await bin(folder, "cosmos-session", "fix");
        assert.equal(code, byHand.length > 0 ? 1 : 0, output);
        assert.match(output, /^Mended \d+ reads? in \d+ files?\.$/m);
        assert.deepEqual(await lint(folder, kind.lint), byHand);
      });

      if (kind.packages.some((name) => name.startsWith("typescript@")))
        it("the mended program compiles", async () => {
          const { code, output } = await bin(folder, "tsc", "--noEmit");
          assert.equal(code, 0, output);
        });
    });

  function makeFolder(): string {
    const folder = fs.realpathSync(
      fs.mkdtempSync(path.join(os.tmpdir(), "cosmos-session-packed-")),
    );
    folders.push(folder);
    return folder;
  }
});

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    const full = path.join(folder, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
  }
}

/** `file:line rule`, sorted. */
async function lint(
  folder: string,
  linter: "eslint" | "oxlint",
  ...options: string[]
): Promise<string[]> {
  const { out, output } = await bin(
    folder,
    linter,
    ".",
    "--format=json",
    ...options,
  );
  const found = JSON.parse(out || output) as unknown;
  return (
    linter === "eslint"
      ? eslintLines(folder, found as EslintResult[])
      : oxlintLines(found as OxlintResult)
  ).sort();
}

interface EslintResult {
  readonly filePath: string;
  readonly messages: readonly {
    readonly line: number;
    readonly ruleId: string | null;
    readonly message: string;
    readonly suggestions?: readonly {
      readonly fix: { readonly range: [number, number]; readonly text: string };
    }[];
  }[];
}

function eslintLines(
  folder: string,
  results: readonly EslintResult[],
): string[] {
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ line, ruleId, message }) =>
        `${path.relative(folder, filePath).replaceAll("\\", "/")}:${line} ${ruleId?.replace("cosmos-session/", "") ?? message}`,
    ),
  );
}

interface OxlintResult {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

function oxlintLines({ diagnostics }: OxlintResult): string[] {
  return diagnostics.map(
    ({ code, filename, labels }) =>
      `${filename.replaceAll("\\", "/")}:${labels[0]!.span.line} ${/\((.+)\)/.exec(code)?.[1] ?? code}`,
  );
}

async function applySuggestions(
  folder: string,
  { lint: linter, mends }: Kind,
): Promise<void> {
  if (linter === "oxlint") {
    await bin(folder, "oxlint", "--fix-suggestions", mends);
    return;
  }
  // ESLint's command line has no option for suggestions: they are the editor's.
  const { out } = await bin(folder, "eslint", mends, "--format=json");
  const [result] = JSON.parse(out) as EslintResult[];
  const fix = result!.messages[0]!.suggestions![0]!.fix;
  const file = path.join(folder, mends);
  const text = fs.readFileSync(file, "utf8");
  fs.writeFileSync(
    file,
    text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]),
  );
}

interface Ran {
  readonly code: number;
  readonly out: string;
  /** All that was printed. */
  readonly output: string;
}

function run(cwd: string, file: string, ...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      file,
      args,
      {
        cwd,
        timeout: 200_000,
        maxBuffer: 1e8,
        shell: process.platform === "win32",
      },
      (error, stdout, stderr) =>
        resolve({
          code:
            error === null
              ? 0
              : typeof error.code === "number"
                ? error.code
                : 1,
          out: stdout,
          output: stdout + stderr,
        }),
    );
  });
}

function npm(cwd: string, ...args: string[]): Promise<Ran> {
  return run(cwd, "npm", "--loglevel=warn", ...args);
}

/** What the installation put into `node_modules/.bin`. */
function bin(folder: string, name: string, ...args: string[]): Promise<Ran> {
  return run(folder, path.join(folder, "node_modules/.bin", name), ...args);
}
