import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const SOURCE = /\.([cm]?[jt]s|[jt]sx)$/;
const DECLARATION = /\.d\.[cm]?ts$/;
const TEST_FILE = /\.(test|spec)\./;
const LEFT_OUT = new Set([
  "node_modules",
  ".git",
  "__tests__",
  "test",
  "tests",
]);

/**
 * The files that are labelled: sources under `roots`, without packages, declarations and tests.
 * Relative to the checkout, with `/` on every system, sorted. A root may be
 * a file; one that does not exist gives none.
 */
export function listSourceFiles(checkout: string, roots: string[]): string[] {
  const found = new Set<string>();

  const walk = (folder: string): void => {
    for (const item of readdirSync(path.join(checkout, folder), {
      withFileTypes: true,
    })) {
      const file = path.posix.join(folder, item.name);
      if (item.isDirectory()) {
        if (!LEFT_OUT.has(item.name)) walk(file);
      } else if (item.isFile() && isLabelledSource(item.name)) found.add(file);
    }
  };

  for (const root of roots) {
    const full = path.join(checkout, root);
    if (!existsSync(full)) continue;
    if (statSync(full).isDirectory()) walk(path.posix.normalize(root));
    else found.add(path.posix.normalize(root));
  }
  return [...found].sort();
}

function isLabelledSource(name: string): boolean {
  return SOURCE.test(name) && !DECLARATION.test(name) && !TEST_FILE.test(name);
}
