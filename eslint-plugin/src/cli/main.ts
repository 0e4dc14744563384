#!/usr/bin/env node
/** The command `cosmos-session`. */
import { runCommand } from "./runCommand.ts";

runCommand(process.argv.slice(2), {
  cwd: process.cwd(),
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  hasColour: hasColour(),
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);

/** As Node decides it: `FORCE_COLOR` wins, then `NO_COLOR`, then whether somebody looks. */
function hasColour(): boolean {
  const { FORCE_COLOR, NO_COLOR } = process.env;
  if (FORCE_COLOR !== undefined) return !/^(0|false)$/.test(FORCE_COLOR);
  return process.stdout.isTTY && !NO_COLOR;
}
