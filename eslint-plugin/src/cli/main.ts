#!/usr/bin/env node
/** The command `cosmos-session`. */
import { runCommand } from "./runCommand.ts";

runCommand(process.argv.slice(2), {
  cwd: process.cwd(),
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  hasColour: process.stdout.isTTY && !process.env["NO_COLOR"],
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
