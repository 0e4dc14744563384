/** A VS Code server of its own on a free port, with folders of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { nodeOf, serverOf } from "./hostFolder.ts";
import { endGroup, runBounded } from "./runBounded.ts";

export interface ServerOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** VSIX files that are installed before the start. */
  readonly extensions?: readonly string[];
  /**
   * Needed for extensions under development and for suites: without it the workbench leaves both out in silence
   * (VS Code 1.139). With it no notification pops up.
   */
  readonly driver?: boolean;
  /** Ask whether a folder is trusted. Else each one is. */
  readonly trust?: boolean;
}

export interface Server {
  readonly url: string;
  output(): string;
  stop(): Promise<void>;
}

/** Nothing that looks outside, nothing that comes in between. */
const quiet = {
  "chat.agentHost.enabled": false,
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  // In a browser VS Code saves by itself after a second.
  "files.autoSave": "off",
  "git.enabled": false,
  "security.workspace.trust.startupPrompt": "always",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

export async function startServer({
  settings = {},
  env = {},
  extensions = [],
  driver = true,
  trust = false,
}: ServerOptions = {}): Promise<Server> {
  const data = mkdtempSync(path.join(tmpdir(), "vscode-"));
  const user = path.join(data, "user");
  mkdirSync(path.join(user, "User"), { recursive: true });
  writeFileSync(
    path.join(user, "User/settings.json"),
    JSON.stringify({ ...quiet, ...settings }),
  );
  const folders = [
    ["--server-data-dir", path.join(data, "server")],
    ["--user-data-dir", user],
    ["--extensions-dir", path.join(data, "extensions")],
  ].flat();
  const environment = { ...withoutEditor(process.env), ...env };
  let child: ChildProcess | undefined;
  const stop = async () => {
    if (child?.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child?.once("exit", resolve));
      endGroup(child.pid);
      await ended;
    }
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    for (const vsix of extensions)
      await runBounded(
        nodeOf(),
        [serverOf(), ...folders, "--install-extension", vsix],
        { env: environment, limitMs: 30_000 },
      );
    const port = await freePort();
    child = spawn(
      nodeOf(),
      [
        serverOf(),
        ...folders,
        ...["--host", "127.0.0.1", "--port", String(port)],
        "--without-connection-token",
        "--accept-server-license-terms",
        ...["--telemetry-level", "off", "--log", "info"],
        "--disable-experiments",
        ...(trust ? [] : ["--disable-workspace-trust"]),
        ...(driver ? ["--enable-smoke-test-driver"] : []),
      ],
      { env: environment, stdio: ["ignore", "pipe", "pipe"], detached: true },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-3000);
      });
    const url = `http://127.0.0.1:${port}`;
    await untilItAnswers(`${url}/version`, child, () => output);
    return { url, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilItAnswers(
  url: string,
  child: ChildProcess,
  output: () => string,
): Promise<void> {
  const end = performance.now() + 30_000;
  while (child.exitCode === null && performance.now() < end) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`VS Code's server does not answer.\n${output()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === "object" && address !== null)
          resolve(address.port);
        else reject(new Error("The system gave no port."));
      });
    });
  });
}

/** The terminal of an editor tells its programs about itself. */
function withoutEditor(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name)),
  );
}
