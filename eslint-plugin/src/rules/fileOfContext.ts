import path from "node:path";
import type { Rule } from "eslint";

const SOURCE = /\.[cm]?[jt]sx?$/i;

/**
 * The path under which the analysis knows the linted text. A block of another file (`a.vue`, a code block in
 * Markdown) gets a path beside that file, so that its relative imports lead where they should.
 */
export function fileOfContext(context: Rule.RuleContext): string {
  const { filename, physicalFilename, cwd } = context;
  // Case: eslint --stdin without a name, `<input>`.
  if (!path.isAbsolute(filename)) {
    return path.join(cwd, /^<.*>$/.test(filename) ? "stdin.ts" : filename);
  }
  // Case: DIR/a.vue/0_0.js of DIR/a.vue
  if (filename !== physicalFilename && path.isAbsolute(physicalFilename)) {
    return `${physicalFilename}.${path.basename(filename)}`;
  }
  // Case: Oxlint gives the script of a.vue under the name a.vue
  return SOURCE.test(filename) || !/\.(vue|svelte|astro)$/i.test(filename)
    ? filename
    : `${filename}.ts`;
}
