import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import * as modules from "node:module";
import path from "node:path";
import type { EslintSays } from "../analysis/protocol.ts";
import { makeProject } from "../../eslint-reader/testProject.ts";
import { EslintConfigs, type ReaderProcess } from "./EslintConfigs.ts";
import { startReader } from "./startReader.ts";

const program = path.join(import.meta.dirname, "../../eslint-reader/main.ts");
const off = `[{ files: ["**/*.ts"], plugins, rules: { "cosmos-session/require-session-token": "off" } }]`;

describe("what the workspace's ESLint says", () => {
  let project: ReturnType<typeof makeProject>;
  let configs: EslintConfigs;
  let says: Map<string, EslintSays | null>;
  let lines: string[];
  let started: ReaderProcess[];
  let isTrusted: boolean;

  function setUp(config: string, limitMs = 60_000): string {
    project = makeProject(config);
    says = new Map();
    lines = [];
    started = [];
    isTrusted = true;
    configs = new EslintConfigs({
      start: () => {
        const reader = startReader(program, ["--import=tsx"]);
        started.push(reader);
        return reader;
      },
      rootOf: () => (isTrusted ? project.folder : undefined),
      onSays: (some) => {
        for (const [file, one] of some) says.set(file, one);
      },
      log: (line) => lines.push(line),
      limitMs,
    });
    return path.join(project.folder, "src/main.ts");
  }

  afterEach(() => {
    configs.dispose();
    project.remove();
  });

  const levelOf = (file: string) =>
    says.get(file)?.levels["require-session-token"];

  it("is read in a process of its own, once for each file", async () => {
    const file = setUp(off);
    await configs.read([file]);
    assert.equal(levelOf(file), "off");
    says.clear();
    await configs.read([file]);
    assert.equal(says.size, 0);
    assert.equal(started.length, 1);
  });

  it("is read again after the configuration has changed, and holds until then", async () => {
    const file = setUp(off);
    await configs.read([file]);
    project.configure(off.replace('"off"', '"error"'));
    configs.forget();
    assert.equal(levelOf(file), "off");
    await configs.read([file]);
    assert.equal(levelOf(file), "error");
  });

  it("is waited for again where the configuration changes while it is read", async () => {
    const file = setUp(off);
    const reading = configs.read([file]);
    project.configure(off.replace('"off"', '"error"'));
    configs.forget();
    await reading;
    assert.equal(levelOf(file), "error");
  });

  it("holds no longer where the configuration may not be read any more, or cannot be", async () => {
    const file = setUp(off);
    await configs.read([file]);
    configs.forget();
    isTrusted = false;
    await configs.read([file]);
    assert.equal(says.get(file), null);
    isTrusted = true;
    configs.forget();
    await configs.read([file]);
    assert.equal(levelOf(file), "off");
    project.configure("undefined.rules");
    configs.forget();
    await configs.read([file]);
    assert.equal(says.get(file), null);
  });

  it("knows of which files a configuration is made, but for installed packages", async function () {
    // Modules are seen where Node has hooks for them.
    if (!("registerHooks" in modules)) this.skip();
    const file = setUp(
      `[{ files: ["**/*.ts"], plugins, rules: (await import("./rules/levels.js")).default }]`,
    );
    const levels = path.join(project.folder, "rules/levels.js");
    mkdirSync(path.dirname(levels));
    writeFileSync(
      levels,
      'export default { "cosmos-session/require-session-token": "error" };',
    );
    await configs.read([file]);
    assert.equal(levelOf(file), "error");
    const isMadeOf = (name: string) =>
      configs.isMadeOf(path.join(project.folder, name));
    assert.ok(isMadeOf("eslint.config.js"));
    assert.ok(isMadeOf("rules/levels.js"));
    assert.ok(!isMadeOf("src/main.ts"));
    assert.ok(!isMadeOf("node_modules/eslint-plugin-cosmos-session/index.cjs"));
  });

  it("is not read in a workspace that nobody trusts, nor without our plugin", async () => {
    const file = setUp(off);
    isTrusted = false;
    await configs.read([file]);
    isTrusted = true;
    const elsewhere = path.join(path.dirname(project.folder), "x/main.ts");
    await configs.read([elsewhere]);
    assert.equal(started.length, 0);
    assert.equal(says.size, 0);
  });

  it("is told once where it cannot be read, with the folder and what to do", async () => {
    const file = setUp('(() => { throw new Error("no such preset"); })()');
    await configs.read([file]);
    await configs.read([file, path.join(path.dirname(file), "other.ts")]);
    assert.equal(lines.length, 1);
    assert.ok(lines[0]!.includes(project.folder));
    assert.match(lines[0]!, /no such preset.*cosmosSession\.readEslintConfig/);
    assert.equal(says.size, 0);
  });

  it("is given up where the configuration ends the process, and where it never ends", async () => {
    const file = setUp("process.exit(3)");
    await configs.read([file]);
    assert.match(lines[0]!, /ended the process/);
    configs.dispose();
    project.remove();
    const other = setUp(
      "await new Promise(() => setInterval(() => 0, 1e6))",
      1,
    );
    await configs.read([other]);
    assert.match(lines[0]!, /did not end within/);
  });
});
