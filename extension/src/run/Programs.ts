import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { isTrusted } from "../isTrusted.ts";
import type { LabAddresses } from "../sources/lab/startLabProcess.ts";
import type { Receiver } from "../sources/otlp/startReceiver.ts";
import { labEnv } from "./labEnv.ts";
import { programEnv, type ProgramEnv } from "./programEnv.ts";
import {
  canBeWatched,
  LAUNCH_ATTRIBUTE,
  nodeOptionsOf,
  watched,
} from "./watchedDebug.ts";

export interface ProgramsOptions {
  /** Started at the first need. */
  readonly receiver: () => Promise<Receiver>;
  /** Where the lab is, if it runs. */
  readonly lab: () => LabAddresses | undefined;
  /** A program is about to be started for the panel. */
  readonly onStart: () => void;
}

const PROGRAMS = "Programs are started with token flow";

/**
 * "Run with token flow": terminals and debug sessions whose Node programs report to the panel. What is started is the
 * user's; only its environment is ours.
 */
export class Programs {
  readonly #preload: string;
  readonly #options: ProgramsOptions;

  constructor(preload: string, options: ProgramsOptions) {
    this.#preload = preload;
    this.#options = options;
  }

  async openTerminal(): Promise<void> {
    if (!isTrusted(PROGRAMS)) return;
    vscode.window.createTerminal(await this.#terminalOptions()).show();
  }

  async terminalProfile(): Promise<vscode.TerminalProfile | undefined> {
    return isTrusted(PROGRAMS)
      ? new vscode.TerminalProfile(await this.#terminalOptions())
      : undefined;
  }

  /** One of the launch configurations, or the file that is open. */
  async debug(): Promise<void> {
    if (!isTrusted(PROGRAMS)) return;
    const file: vscode.DebugConfiguration = {
      type: "node",
      request: "launch",
      name: "Debug this file with token flow",
      program: "${file}",
      skipFiles: ["<node_internals>/**"],
    };
    const picks = [
      ...configurations().map(({ folder, configuration }) => ({
        label: configuration.name,
        description: folder.name,
        folder,
        configuration,
      })),
      {
        label: "The open file",
        description: "node",
        folder: vscode.workspace.workspaceFolders?.[0],
        configuration: file,
      },
    ];
    const picked =
      picks.length === 1
        ? picks[0]
        : await vscode.window.showQuickPick(picks, {
            placeHolder: "What to debug with token flow",
          });
    if (picked === undefined) return;
    await vscode.debug.startDebugging(picked.folder, {
      ...picked.configuration,
      [LAUNCH_ATTRIBUTE]: true,
    });
  }

  /** The configuration with what makes its program report. */
  async watch(
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration> {
    const given = nodeOptionsOf(
      configuration,
      await textOf(configuration["envFile"]),
      inherited(),
    );
    return watched(configuration, await this.#envFor(given));
  }

  async #envFor(given: string | undefined): Promise<ProgramEnv> {
    const receiver = await this.#options.receiver();
    this.#options.onStart();
    return programEnv(receiver, this.#preload, given);
  }

  async #terminalOptions(): Promise<vscode.TerminalOptions> {
    const lab = this.#options.lab();
    const led = lab === undefined ? undefined : labEnv(lab);
    return {
      name: "Token Flow",
      iconPath: new vscode.ThemeIcon("pulse"),
      env: { ...led, ...(await this.#envFor(givenToTerminals())) },
      message: [
        "Node programs started here (node, npm start, tsx) show their reads in the Token Flow panel.",
        ...(led === undefined
          ? []
          : [
              `The lab runs: ${Object.keys(led).join(", ")} lead to it, in this terminal only.`,
            ]),
      ].join("\r\n"),
      // The secret is of this start: VS Code shall not write it down for the next one.
      isTransient: true,
    };
  }
}

function configurations(): {
  folder: vscode.WorkspaceFolder;
  configuration: vscode.DebugConfiguration;
}[] {
  return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) =>
    vscode.workspace
      .getConfiguration("launch", folder.uri)
      .get<vscode.DebugConfiguration[]>("configurations", [])
      .filter(canBeWatched)
      .map((configuration) => ({ folder, configuration })),
  );
}

/** VS Code takes NODE_OPTIONS away from its own processes and keeps it under another name. */
function inherited(): string | undefined {
  return process.env["NODE_OPTIONS"] ?? process.env["VSCODE_NODE_OPTIONS"];
}

function givenToTerminals(): string | undefined {
  const system =
    { darwin: "osx", win32: "windows" }[process.platform as string] ?? "linux";
  const env = vscode.workspace
    .getConfiguration("terminal.integrated.env")
    .get<Readonly<Record<string, unknown>>>(system, {});
  const own = env["NODE_OPTIONS"];
  return typeof own === "string" ? own : inherited();
}

async function textOf(envFile: unknown): Promise<string> {
  if (typeof envFile !== "string") return "";
  return readFile(envFile, "utf8").catch(() => "");
}
