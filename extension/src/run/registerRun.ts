import { readFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { Receiver } from "../sources/otlp/startReceiver.ts";
import type { LabAddresses } from "../sources/lab/startLabProcess.ts";
import { labEnv } from "./labEnv.ts";
import { programEnv, type ProgramEnv } from "./programEnv.ts";
import {
  canBeWatched,
  DEBUG_TYPES,
  isAsked,
  LAUNCH_ATTRIBUTE,
  nodeOptionsOf,
  watched,
} from "./watchedDebug.ts";

const PROFILE = "cosmosSession.runWithTokenFlow";

export interface RunOptions {
  /** Started at the first need. */
  readonly receiver: () => Promise<Receiver>;
  /** Where the lab is, if it runs. */
  readonly lab: () => LabAddresses | undefined;
  /** A program is about to be started for the panel. */
  readonly onStart: () => void;
  readonly log: (line: string) => void;
}

export interface Run {
  /** Opens a terminal in which each Node program is watched. */
  readonly openTerminal: () => Promise<void>;
}

/**
 * "Run with token flow": a terminal profile, and debug sessions, whose Node programs report to the
 * panel. What is started is the user's; only its environment is ours.
 */
export function registerRun(
  context: vscode.ExtensionContext,
  options: RunOptions,
): Run {
  const preload = path.join(context.extensionPath, "dist", "preload.cjs");
  const envFor = async (given: string | undefined): Promise<ProgramEnv> => {
    const receiver = await options.receiver();
    options.onStart();
    return programEnv(receiver, preload, given);
  };
  const terminalOptions = async (): Promise<vscode.TerminalOptions> => {
    const lab = options.lab();
    const led = lab === undefined ? undefined : labEnv(lab);
    return {
      name: "Token Flow",
      iconPath: new vscode.ThemeIcon("pulse"),
      env: { ...led, ...(await envFor(givenToTerminals())) },
      message: [
        "Node programs started here (node, npm start, tsx, func start) show their reads in the Token Flow panel.",
        ...(led === undefined
          ? []
          : [
              `The lab runs: ${Object.keys(led).join(", ")} lead to it, in this terminal only.`,
            ]),
      ].join("\r\n"),
      // The secret is of this start: VS Code shall not write it down for the next one.
      isTransient: true,
    };
  };
  const openTerminal = async (): Promise<void> => {
    if (!isTrusted()) return;
    vscode.window.createTerminal(await terminalOptions()).show();
  };
  context.subscriptions.push(
    vscode.window.registerTerminalProfileProvider(PROFILE, {
      provideTerminalProfile: async () =>
        isTrusted()
          ? new vscode.TerminalProfile(await terminalOptions())
          : undefined,
    }),
    vscode.commands.registerCommand(PROFILE, openTerminal),
    vscode.commands.registerCommand("cosmosSession.debugWithTokenFlow", () =>
      isTrusted() ? debug() : undefined,
    ),
    ...DEBUG_TYPES.map((type) =>
      vscode.debug.registerDebugConfigurationProvider(type, {
        async resolveDebugConfigurationWithSubstitutedVariables(
          folder,
          configuration,
        ) {
          if (!canBeWatched(configuration)) return configuration;
          if (!isAsked(configuration, isSet(folder))) return configuration;
          if (!vscode.workspace.isTrusted) return configuration;
          const given = nodeOptionsOf(
            configuration,
            await textOf(configuration["envFile"]),
            inherited(),
          );
          options.log(`debugging "${configuration.name}" with token flow`);
          return watched(configuration, await envFor(given));
        },
      }),
    ),
  );
  return { openTerminal };
}

/** One of the launch configurations, or the file that is open. */
async function debug(): Promise<void> {
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

function isSet(folder: vscode.WorkspaceFolder | undefined): boolean {
  return vscode.workspace
    .getConfiguration("cosmosSession", folder?.uri)
    .get("debugWithTokenFlow", false);
}

function isTrusted(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void vscode.window.showWarningMessage(
    "Programs are started with token flow in trusted workspaces only.",
  );
  return false;
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
