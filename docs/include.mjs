// Code blocks of the README and the guides are copies of files that a test runs or compiles.
//
// node docs/include.mjs    copies them again; a test says when that is due
//
// A block belongs to the comment above it: <!-- include: FILE --> or <!-- include: FILE#REGION -->, with
// FILE relative to the workspace. A region stands between the comments "#region REGION" and "#endregion".
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");

export const pages = [
  "README.md",
  "lab/README.md",
  "docs/guides/what-javascript-users-are-not-told.md",
  "docs/guides/producers-in-other-languages.md",
];

/** @param {string} file relative to the workspace */
export function read(file) {
  return readFileSync(path.join(root, file), "utf8").replaceAll("\r\n", "\n");
}

/**
 * @param {string} text of a page
 * @param {(file: string) => string} [readSource]
 * @returns {string} the page with every included block as its source says
 */
export function includeSources(text, readSource = read) {
  return text.replaceAll(
    /(<!-- include: (\S+?)(?:#(\S+))? -->\n\n?)(```\w*\n)[\s\S]*?^```$/gm,
    (_, comment, file, region, fence) => {
      const source = readSource(file);
      const block = region === undefined ? source : cut(source, file, region);
      return `${comment}${fence}${block.trim()}\n\`\`\``;
    },
  );
}

/**
 * @param {string} text
 * @returns {string[]} first lines of the blocks that are no copies of anything, without shell commands
 */
export function findLooseBlocks(text) {
  return [
    ...text.matchAll(
      /(<!-- include: \S+ -->\n\n?)?^```(\w*)\n(.*)[\s\S]*?^```$/gm,
    ),
  ]
    .filter(
      ([, comment, language]) => comment === undefined && language !== "sh",
    )
    .map(([, , , line = ""]) => line);
}

/**
 * @param {string} source
 * @param {string} file
 * @param {string} region
 */
function cut(source, file, region) {
  const lines = source.split("\n");
  const marks = new RegExp(`#region ${region}\\s*$`);
  const start = lines.findIndex((line) => marks.test(line));
  const end = lines.findIndex(
    (line, index) => index > start && line.includes("#endregion"),
  );
  if (start < 0 || end < 0) {
    throw new Error(`${file} has no "#region ${region}" with an "#endregion".`);
  }
  const block = lines.slice(start + 1, end);
  const indents = block
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return block.map((line) => line.slice(indent)).join("\n");
}

if (process.argv[1] === import.meta.filename) {
  for (const page of pages) {
    writeFileSync(path.join(root, page), includeSources(read(page)));
  }
}
