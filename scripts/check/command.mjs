// Commands as data, started without a shell: the same on Windows, macOS and Linux.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";

/** @typedef {{ file: string, args: string[], cwd?: string }} Command */

/**
 * The npm that runs this script, or else the one beside this Node.
 *
 * @param {...string} args
 * @returns {Command}
 */
export function npm(...args) {
  const cli = findNpmCli();
  if (cli !== undefined) {
    return { file: process.execPath, args: [cli, ...args] };
  }
  return { file: "npm", args };
}

/** @returns {string | undefined} */
function findNpmCli() {
  const folder = path.dirname(process.execPath);
  const candidates = [
    process.env["npm_execpath"] ?? "",
    path.join(folder, "node_modules/npm/bin/npm-cli.js"),
    path.join(folder, "../lib/node_modules/npm/bin/npm-cli.js"),
  ];
  return candidates.find(
    (file) => file.endsWith("npm-cli.js") && existsSync(file),
  );
}

/**
 * The command that an installed package brings.
 *
 * @param {string} packageName
 * @param {string} bin
 * @param {...string} args
 * @returns {Command}
 */
export function tool(packageName, bin, ...args) {
  const folder = path.join(root, "node_modules", packageName);
  const { bin: bins } = JSON.parse(
    readFileSync(path.join(folder, "package.json"), "utf8"),
  );
  const script = typeof bins === "string" ? bins : bins[bin];
  return { file: process.execPath, args: [path.join(folder, script), ...args] };
}

/** @param {Command} command */
export function runOrThrow({ file, args, cwd = root }) {
  const { status, error } = spawnSync(file, args, { cwd, stdio: "inherit" });
  if (status === 0) return;
  const shown = [path.basename(file), ...args].join(" ");
  throw new Error(
    `"${shown}" failed: ${error?.message ?? `exit code ${status}`}.`,
  );
}

/**
 * Runs a command with its output on the screen.
 *
 * @param {Command} command
 * @param {number} limitMs after which it is ended
 * @returns {Promise<{ exitCode: number | null, trouble: string | undefined }>} never rejects
 */
export function runCommand({ file, args, cwd = root }, limitMs) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      stdio: ["ignore", "inherit", "inherit"],
    });
    /** @type {string | undefined} */
    let trouble;
    const timer = setTimeout(() => {
      trouble = `Ended after ${limitMs / 60_000} minutes: something still runs, perhaps an open server or timer.`;
      child.kill("SIGKILL");
    }, limitMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      resolve({ exitCode: null, trouble: error.message });
    });
    child.once("exit", (exitCode, signal) => {
      clearTimeout(timer);
      if (signal !== null) trouble ??= `Ended by signal ${signal}.`;
      resolve({ exitCode, trouble });
    });
  });
}
