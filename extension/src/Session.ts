import type * as vscode from "vscode";
import type { AnalysisClient } from "./analysis/analysisClient.ts";
import type { EslintConfigs } from "./eslint/EslintConfigs.ts";
import type { FindingsStore } from "./findings/FindingsStore.ts";

/** What the parts of the extension share, made once at activation. */
export interface Session {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly client: AnalysisClient;
  readonly store: FindingsStore;
  readonly eslint: EslintConfigs;
}
