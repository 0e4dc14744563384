import { spawnSync } from "node:child_process";
import { npm } from "../check/command.mjs";
import { installWhatIsMissing } from "../check/install.mjs";
import { root } from "../check/paths.mjs";
import { UnexpectedEnd } from "./run.mjs";

/** Installs what is missing and builds the parts, so that the demo runs what users install. */
export function setUp() {
  // What npm has to say about other people's packages is not the story.
  process.env["npm_config_loglevel"] = "error";
  installWhatIsMissing();
  for (const part of ["session-token", "eslint-plugin", "lab"]) {
    console.log(`Building ${part} ...`);
    const { file, args } = npm("run", "build", "-w", part);
    const { status, error, stdout, stderr } = spawnSync(file, args, {
      cwd: root,
      encoding: "utf8",
    });
    if (status !== 0) {
      throw new UnexpectedEnd(
        `${part} could not be built: ${error?.message ?? `${stdout}${stderr}`}`,
      );
    }
  }
  console.log();
}
