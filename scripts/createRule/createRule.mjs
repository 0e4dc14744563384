import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { insertions } from "./insertions.mjs";
import { templates } from "./templates.mjs";

/**
 * Writes the files of a new rule and its lines in the files that list rules. Nothing is written
 * unless all of it can be.
 *
 * @param {string} root folder of the workspace
 * @param {string} name `require-something`
 * @returns {string[]} made or changed files, relative to `root`
 * @throws {Error} for a name that is none or is taken, or where a list of rules has changed its shape
 */
export function createRule(root, name) {
  if (!/^[a-z]+(-[a-z]+)+$/.test(name)) {
    throw new Error(
      `"${name}" is no name for a rule. Small letters and hyphens, beginning with what the rule does: require-…, no-…, propagate-….`,
    );
  }
  const variable = name.replace(/-([a-z])/g, (_, letter) =>
    letter.toUpperCase(),
  );
  const made = Object.entries(templates(name, variable));
  for (const [file] of made) {
    if (existsSync(path.join(root, file))) {
      throw new Error(`${file} is there already. Nothing was changed.`);
    }
  }
  const changed = Object.entries(insertions(name, variable)).map(
    ([file, places]) =>
      /** @type {const} */ ([file, insert(root, file, places)]),
  );
  for (const [file, text] of [...made, ...changed]) {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return [...made, ...changed].map(([file]) => file);
}

/**
 * @param {string} root
 * @param {string} file
 * @param {import("./insertions.mjs").Insertion[]} places
 * @returns {string} the file's new text
 */
function insert(root, file, places) {
  let result = readFileSync(path.join(root, file), "utf8");
  for (const { before, text } of places) {
    const match = before.exec(result);
    const end = match?.at(-1);
    if (match === null || end === undefined) {
      throw new Error(
        `${file} has no place like ${before}. Nothing was changed. Teach scripts/createRule/insertions.mjs where a new rule goes.`,
      );
    }
    const position = match.index + match[0].length - end.length;
    result = result.slice(0, position) + text + result.slice(position);
  }
  return result;
}
