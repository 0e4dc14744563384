import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../worker/testFolder.ts";

const root = path.join(import.meta.dirname, "../..");

/** Stands for our plugin: what is asked of a configuration needs its names only. */
const plugin = {
  "node_modules/eslint-plugin-cosmos-session/package.json":
    '{ "name": "eslint-plugin-cosmos-session", "version": "1.0.0", "main": "index.cjs" }',
  "node_modules/eslint-plugin-cosmos-session/index.cjs": `
const rule = { meta: { schema: [] }, create: () => ({}) };
module.exports = {
  rules: {
    "require-session-token": rule,
    "require-session-consistency": rule,
    "no-lost-session-token": rule,
  },
};
`,
};

/**
 * A project with a real ESLint and a configuration.
 *
 * @param config what stands in the list behind `const cosmosSession`
 * @param eslint the folder in `node_modules` of the version that is installed
 */
export function makeProject(
  config: string,
  eslint: "eslint" | "eslint-9" | "none" = "eslint",
) {
  const project = makeFolder({
    "package.json": '{ "name": "orders", "type": "module" }',
    "eslint.config.js": configText(config),
    ...plugin,
  });
  if (eslint !== "none") {
    mkdirSync(path.join(project.folder, "node_modules"), { recursive: true });
    symlinkSync(
      path.join(root, "node_modules", eslint),
      path.join(project.folder, "node_modules/eslint"),
      "junction",
    );
  }
  return {
    ...project,
    configure(text: string) {
      writeFileSync(
        path.join(project.folder, "eslint.config.js"),
        configText(text),
      );
    },
  };
}

function configText(config: string): string {
  return `import cosmosSession from "eslint-plugin-cosmos-session";
const plugins = { "cosmos-session": cosmosSession };
export default ${config};
`;
}
