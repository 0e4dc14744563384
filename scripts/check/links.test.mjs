import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";

const foreign = new Set(["node_modules", "dist", "fixtures", "samples"]);

/**
 * @param {string} folder relative to the workspace
 * @returns {string[]} every Markdown file of ours, relative to the workspace
 */
function listPages(folder = ".") {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap(
    (entry) => {
      const page = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        const isOurs = !foreign.has(entry.name) && !entry.name.startsWith(".");
        return isOurs ? listPages(page) : [];
      }
      return entry.name.endsWith(".md") ? [page] : [];
    },
  );
}

/** @param {string} page */
function read(page) {
  return readFileSync(path.join(root, page), "utf8");
}

/**
 * @param {string} page
 * @returns {string[]} targets of its links, without those to other sites and within the page
 */
function listLinks(page) {
  const text = read(page)
    .replaceAll(/^```.*?^```$/gms, "")
    .replaceAll(/`[^`\n]*`/g, "");
  return [...text.matchAll(/\]\(([^)\s]+)[^)]*\)/g)]
    .map(([, target = ""]) => target.replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/i.test(target))
    .map((target) => path.posix.join(path.posix.dirname(page), target));
}

/**
 * @param {string} page
 * @returns {string[]} files of ours that it names in text or commands, `scripts/test.mjs`
 */
function listNamedFiles(page) {
  return [
    ...read(page).matchAll(
      /(?<![\w./-])(?:session-token|eslint-plugin|scripts)\/[\w./-]+\.(?:ts|mjs|js|md|json)\b/g,
    ),
  ].map(([file]) => file);
}

/** @param {(page: string) => string[]} list */
function findMissing(list) {
  return listPages().flatMap((page) =>
    list(page)
      .filter((file) => !existsSync(path.join(root, file)))
      .map((file) => `${page} -> ${file}`),
  );
}

describe("our pages", () => {
  it("link only to files that exist", () => {
    assert.deepEqual(findMissing(listLinks), []);
  });

  it("name only files that exist", () => {
    assert.deepEqual(findMissing(listNamedFiles), []);
  });

  it("list every decision", () => {
    const index = read("docs/decisions/README.md");
    const missing = readdirSync(path.join(root, "docs/decisions")).filter(
      (file) => /^\d/.test(file) && !index.includes(`(${file})`),
    );
    assert.deepEqual(missing, []);
  });
});
