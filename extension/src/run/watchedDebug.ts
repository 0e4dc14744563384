import type { DebugConfiguration } from "vscode";
import type { ProgramEnv } from "./programEnv.ts";

/** In a launch configuration: `"cosmosSessionTokenFlow": true`, or `false` against the setting. */
export const LAUNCH_ATTRIBUTE = "cosmosSessionTokenFlow";

/** The debuggers of js-debug that start a Node program with an environment. */
export const DEBUG_TYPES = ["node", "pwa-node", "node-terminal"] as const;

/** Attaching comes too late: the program runs already. */
export function canBeWatched({ type, request }: DebugConfiguration): boolean {
  return (
    DEBUG_TYPES.some((one) => one === type) &&
    (request === "launch" || type === "node-terminal")
  );
}

export function isAsked(
  configuration: DebugConfiguration,
  setting: boolean,
): boolean {
  const own: unknown = configuration[LAUNCH_ATTRIBUTE];
  return typeof own === "boolean" ? own : setting;
}

/** The options that it would have without us; `null` in `env` takes a variable away. */
export function nodeOptionsOf(
  configuration: DebugConfiguration,
  envFile: string,
  inherited: string | undefined,
): string {
  const own = envOf(configuration)["NODE_OPTIONS"];
  if (own === null) return "";
  if (typeof own === "string") return own;
  return readFromEnvFile(envFile) ?? inherited ?? "";
}

/** js-debug lays `env` over `envFile`, and both over what VS Code has. */
export function watched(
  configuration: DebugConfiguration,
  env: ProgramEnv,
): DebugConfiguration {
  return { ...configuration, env: { ...envOf(configuration), ...env } };
}

function envOf(
  configuration: DebugConfiguration,
): Readonly<Record<string, unknown>> {
  const env: unknown = configuration["env"];
  return typeof env === "object" && env !== null ? { ...env } : {};
}

function readFromEnvFile(text: string): string | undefined {
  const [, value] =
    /^[ \t]*(?:export[ \t]+)?NODE_OPTIONS[ \t]*=[ \t]*(.*?)[ \t]*\r?$/m.exec(
      text,
    ) ?? [];
  const [, , inner] = /^(["'])(.*)\1$/.exec(value ?? "") ?? [];
  return inner ?? value;
}
