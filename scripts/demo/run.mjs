import { spawnSync } from "node:child_process";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { tool } from "../check/command.mjs";
import { hasColour, showCommand, showOutput } from "./words.mjs";

/** The commands write into a pipe and cannot see whether somebody looks. Node complains about both at once. */
const colourWish = hasColour
  ? { FORCE_COLOR: "1", NO_COLOR: undefined }
  : { FORCE_COLOR: undefined, NO_COLOR: "1" };

/** A step of the demo did not end as the story says. */
export class UnexpectedEnd extends Error {}

/**
 * Runs the command of an installed package in the copy and shows what it prints.
 *
 * @param {object} step
 * @param {string} step.folder the copy
 * @param {string} step.shown as one would type it
 * @param {[packageName: string, bin: string, ...args: string[]]} step.command
 * @param {number} step.exitCode the one with which it should end
 * @param {boolean} [step.isDiff] what it prints is a diff, whose lines stay whole
 * @returns {string} what it printed, without colours
 */
export function run({ folder, shown, command, exitCode, isDiff = false }) {
  showCommand(shown);
  const { file, args } = tool(...command);
  const { status, signal, error, stdout, stderr } = spawnSync(file, args, {
    cwd: folder,
    encoding: "utf8",
    timeout: 120_000,
    env: { ...process.env, ...colourWish },
  });
  // ESLint names files by their whole path. Where the copy lies is of no interest to the reader.
  const output = `${stdout}${stderr}`.replaceAll(folder + path.sep, "").trim();
  if (output !== "") showOutput(output, isDiff);
  if (status !== exitCode) {
    const end = error?.message ?? signal ?? `exit code ${status}`;
    throw new UnexpectedEnd(
      `"${shown}" should have ended with exit code ${exitCode}, but: ${end}.`,
    );
  }
  return stripVTControlCharacters(output);
}
