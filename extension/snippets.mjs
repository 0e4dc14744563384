// The snippets of snippets/ as VS Code takes them: all of one language in one file.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** @typedef {{ prefix: string, description: string, body: string[] }} Snippet */

/**
 * They are written in TypeScript; for JavaScript the types are left out.
 *
 * @param {string} folder
 * @param {"typescript" | "javascript"} language
 * @returns {Record<string, Snippet>}
 */
export function joinSnippets(folder, language) {
  /** @type {Record<string, Snippet>} */
  const all = {};
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".json")) continue;
    const text = readFileSync(path.join(folder, name), "utf8");
    Object.assign(all, JSON.parse(text));
  }
  if (language === "typescript") return all;
  return Object.fromEntries(
    Object.entries(all).map(([title, snippet]) => [
      title,
      { ...snippet, body: snippet.body.map(withoutTypes) },
    ]),
  );
}

/**
 * The one thing of TypeScript that is in them: `as string`, `as { id: string }`, `as Record<string, string> | undefined`.
 *
 * @param {string} line
 */
function withoutTypes(line) {
  return line.replaceAll(
    / as (?:\{[^}]*\}|\w+(?:<[^>]*>)?)(?: \| undefined)?/g,
    "",
  );
}
