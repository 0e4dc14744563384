import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  startLabProcess,
  type LabProcess,
} from "../src/sources/lab/startLabProcess.ts";

export interface TestLabOptions {
  /** Where its spans go. */
  readonly receiver?: {
    readonly url: string;
    readonly env: Readonly<Record<string, string>>;
  };
  readonly env?: Readonly<Record<string, string>>;
  /** What it says on its standard error. */
  readonly onLine?: (line: string) => void;
}

const require = createRequire(import.meta.url);
const cli = path.join(import.meta.dirname, "../../lab/src/cli/main.ts");

/**
 * The lab of this repository, from its sources, in a process of its own.
 *
 * @param config what stands in `cosmos-session-lab.json`
 */
export async function startTestLab(
  config: object,
  { receiver, env = {}, onLine = () => {} }: TestLabOptions = {},
): Promise<LabProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), "test-lab-"));
  const removeFolder = (): void =>
    rmSync(folder, { recursive: true, force: true });
  const file = path.join(folder, "lab.json");
  writeFileSync(file, JSON.stringify(config));
  try {
    const lab = await startLabProcess({
      cli,
      nodeArgs: ["--import", pathToFileURL(require.resolve("tsx")).href],
      args: [
        "--config",
        file,
        ...(receiver === undefined ? [] : ["--otlp", receiver.url]),
      ],
      env: { ...receiver?.env, ...env },
      onLine,
      onExit: () => {},
    });
    return {
      addresses: lab.addresses,
      async stop() {
        await lab.stop();
        removeFolder();
      },
    };
  } catch (error) {
    removeFolder();
    throw error;
  }
}
