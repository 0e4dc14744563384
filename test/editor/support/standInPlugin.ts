import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Puts something into a folder that stands for our ESLint plugin. The real one would be a link to sources, which would
 * be analysed, too.
 */
export function putStandInPlugin(folder: string): void {
  const plugin = path.join(folder, "node_modules/eslint-plugin-cosmos-session");
  mkdirSync(plugin, { recursive: true });
  writeFileSync(
    path.join(plugin, "package.json"),
    '{ "name": "eslint-plugin-cosmos-session", "version": "1.0.0", "main": "index.cjs" }',
  );
  writeFileSync(
    path.join(plugin, "index.cjs"),
    `const rule = { meta: { schema: [] }, create: () => ({}) };
module.exports = { rules: { "require-session-token": rule } };
`,
  );
}
