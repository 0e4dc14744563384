/** Runs in the extension host: activates the extension, and writes down what that took. */
import { writeFileSync } from "node:fs";
import * as vscode from "vscode";

export interface Activation {
  readonly wallMs: number;
  readonly cpuMs: number;
}

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(
    "cosmos-session.cosmos-session-flow",
  );
  if (extension === undefined) throw new Error("The extension is not there.");
  if (extension.isActive)
    throw new Error("Something has activated the extension before.");
  const cpu = process.cpuUsage();
  const start = performance.now();
  await extension.activate();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const result: Activation = { wallMs, cpuMs: (user + system) / 1000 };
  const file = process.env["SUITE_RESULTS"];
  if (file !== undefined) writeFileSync(file, JSON.stringify([result]));
}
