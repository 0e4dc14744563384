import assert from "node:assert/strict";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { until } from "./until.ts";
import { restoreAll } from "./workspace.ts";

/** What a program in the terminal says of itself: names only, as one of the values is a secret. */
interface Report {
  readonly names: readonly string[];
  readonly preloads: readonly string[];
}

const reporter = `
const { renameSync, writeFileSync } = require("node:fs");
const { basename } = require("node:path");
const [, , out] = process.argv;
writeFileSync(out + ".part", JSON.stringify({
  names: Object.keys(process.env).filter((name) => /^(NODE_OPTIONS|COSMOS_SESSION_|OTEL_)/.test(name)).sort(),
  preloads: Object.keys(require.cache).map((file) => basename(file)),
}));
renameSync(out + ".part", out);
`;

describe("in a real VS Code, the terminal profile Run with Token Flow", () => {
  const settings = vscode.workspace.getConfiguration("terminal.integrated");
  const profile = "defaultProfile.linux";
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "run-"));
  });

  afterEach(async () => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await settings.update(
      profile,
      undefined,
      vscode.ConfigurationTarget.Global,
    );
    await restoreAll();
    rmSync(folder, { recursive: true, force: true });
  });

  it("opens a terminal whose Node programs have the preload in them", async () => {
    await settings.update(
      profile,
      "Run with Token Flow",
      vscode.ConfigurationTarget.Global,
    );
    const terminal = await until(
      "a terminal of the default profile",
      newTerminal,
    );
    const { preloads, names } = await reportFrom(terminal);
    assert.ok(preloads.includes("preload.cjs"), preloads.join());
    assert.deepEqual(
      names.filter((name) => !name.startsWith("OTEL_")),
      [
        "COSMOS_SESSION_OTLP_ENDPOINT",
        "COSMOS_SESSION_OTLP_HEADERS",
        "NODE_OPTIONS",
      ],
    );
  });

  it("opens the same from the palette", async () => {
    await vscode.commands.executeCommand("cosmosSession.runWithTokenFlow");
    const { preloads } = await reportFrom(await tokenFlowTerminal());
    assert.ok(preloads.includes("preload.cjs"), preloads.join());
  });

  /** A window that has not heard of the new default yet opens a shell: then once more. */
  async function newTerminal(): Promise<vscode.Terminal | undefined> {
    const before = vscode.window.terminals.length;
    await vscode.commands.executeCommand("workbench.action.terminal.new");
    await until(
      "a terminal",
      () => vscode.window.terminals.length > before || undefined,
    );
    return named();
  }

  function tokenFlowTerminal(): Promise<vscode.Terminal> {
    return until("the terminal", named);
  }

  function named(): vscode.Terminal | undefined {
    return vscode.window.terminals.find(({ name }) => name === "Token Flow");
  }

  /** A Node program is run as somebody would: typed into the terminal. */
  async function reportFrom(terminal: vscode.Terminal): Promise<Report> {
    const program = path.join(folder, "report.cjs");
    const out = path.join(folder, "report.json");
    writeFileSync(program, reporter);
    terminal.sendText(`node "${program}" "${out}"`);
    await until("the program", () => existsSync(out));
    return JSON.parse(readFileSync(out, "utf8")) as Report;
  }
});
