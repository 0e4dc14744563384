import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { extension } from "./prepareHost.ts";

const root = path.join(extension, "..");

export interface Packed {
  readonly vsix: string;
  /** What the command said, warnings included. */
  readonly output: string;
}

/** Runs the one command that makes the file for the Marketplace and Open VSX. */
export async function packExtension(): Promise<Packed> {
  const { stdout, stderr } = await promisify(execFile)(
    "npm",
    ["run", "package", "--workspace=extension"],
    { cwd: root },
  );
  return {
    vsix: path.join(extension, ".cache/cosmos-session-flow.vsix"),
    output: stdout + stderr,
  };
}
