import assert from "node:assert/strict";
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

  it("is read again after the configuration has changed", async () => {
    const file = setUp(off);
    await configs.read([file]);
    project.configure(off.replace('"off"', '"error"'));
    configs.forget();
    assert.equal(says.get(file), null);
    await configs.read([file]);
    assert.equal(levelOf(file), "error");
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
