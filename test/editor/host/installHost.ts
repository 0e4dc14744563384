/**
 * Installs VS Code's server into its folder, with npm alone. Scripts of packages do not run: what they would build or
 * download, no test needs.
 */
import {
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import {
  hostFolder,
  isHostReady,
  nodeOf,
  packages,
  readyMark,
  serverOf,
} from "./hostFolder.ts";
import { runBounded } from "./runBounded.ts";

/** All of it, with a cold cache of npm. */
const limitMs = 120_000;

/** Parts that no test needs. */
const unused = [
  "node_modules/@github",
  "node_modules/@microsoft/mxc-sdk",
  "extensions/copilot",
];

/** @returns why there is none, or `undefined` where it is there */
export async function installHost(): Promise<string | undefined> {
  if (isHostReady()) return undefined;
  if (process.platform !== "linux" || process.arch !== "x64")
    return `The tests in a real VS Code run on Linux x64, and this is ${process.platform} ${process.arch}.`;
  const folder = `${hostFolder}.${process.pid}`;
  const end = performance.now() + limitMs;
  try {
    await install(folder, end);
    const { file, text } = readyMark();
    writeFileSync(path.join(folder, file), text);
    // Another process may have been quicker.
    if (!isHostReady()) {
      rmSync(hostFolder, { recursive: true, force: true });
      renameSync(folder, hostFolder);
    }
    return undefined;
  } catch (error) {
    return `VS Code could not be installed into ${hostFolder}: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function install(folder: string, end: number): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
  const npm = (cwd: string, ...args: string[]) =>
    runBounded(
      "npm",
      ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...args],
      {
        cwd,
        env: ownEnvironment(),
        limitMs: Math.max(1, end - performance.now()),
      },
    );
  await npm(
    folder,
    ...Object.entries(packages).map(([name, version]) => `${name}@${version}`),
  );
  const vscode = path.join(serverOf(folder), "../..");
  // `npm ci` refuses: package.json and the shrinkwrap of this package say different things.
  await npm(vscode, "--omit=dev");
  await npm(path.join(vscode, "extensions"), "--omit=dev");
  for (const one of unused)
    rmSync(path.join(vscode, one), { recursive: true, force: true });
  if (!existsSync(serverOf(folder)))
    throw new Error("npm has left out the server.");
  await runBounded(nodeOf(folder), [serverOf(folder), "--version"], {
    env: ownEnvironment(),
    limitMs: 30_000,
  });
}

/** npm passes on to its children what it was started with, and would install into the wrong workspace. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(npm_config_(workspace|workspaces|prefix|local_prefix)|VSCODE_|ELECTRON_)/i.test(
          name,
        ),
    ),
  );
}
