// The configuration of every measured run of ESLint. BENCH_VARIANT says which rules are on; parser and files are the
// same for all of them.
import { pathToFileURL } from "node:url";
import tseslint from "typescript-eslint";
import { cpuMsSince, insideTimes } from "./insideTimes.mjs";
import { timeRules } from "./timeRules.mjs";

const variant = process.env["BENCH_VARIANT"];

/** @type {Record<string, () => Promise<import("eslint").Linter.Config>>} */
const variants = {
  none: async () => ({}),
  empty,
  ours,
  "no-cycle": noCycle,
  typed: async () => ({
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: process.cwd() },
    },
    plugins: { "@typescript-eslint": /** @type {any} */ (tseslint.plugin) },
    rules: { "@typescript-eslint/no-floating-promises": "error" },
  }),
};

const rulesOf = variants[variant ?? ""];
if (rulesOf === undefined) {
  throw new Error(
    `BENCH_VARIANT is "${variant}"; it has to be one of ${Object.keys(variants).join(", ")}.`,
  );
}

const files = ["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}"];

/** @type {import("eslint").Linter.Config[]} */
const config = [
  // What a project builds or packs is no source, and most projects leave it out.
  { ignores: ["**/dist/", "**/build/", "**/.next/", "**/*.min.js"] },
  {
    files,
    languageOptions: { parser: tseslint.parser },
    linterOptions: { reportUnusedDisableDirectives: "off" },
  },
  { files, ...(await rulesOf()) },
];
export default config;

/**
 * As many rules as ours, which do nothing: what ESLint itself takes for having rules at all.
 *
 * @returns {Promise<import("eslint").Linter.Config>}
 */
async function empty() {
  const names = ["first", "second", "third"];
  const rules = names.map((name) => [name, { create: () => ({}) }]);
  return {
    plugins: { empty: { rules: Object.fromEntries(rules) } },
    rules: Object.fromEntries(names.map((name) => [`empty/${name}`, "error"])),
  };
}

/** @returns {Promise<import("eslint").Linter.Config>} */
async function ours() {
  const entry = process.env["BENCH_PLUGIN"];
  if (entry === undefined) {
    throw new Error("BENCH_PLUGIN has to name the plugin's bundle, index.mjs.");
  }
  const settings = JSON.parse(process.env["BENCH_SETTINGS"] ?? "{}");
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const { default: plugin } = await import(pathToFileURL(entry).href);
  insideTimes.loadMs += performance.now() - begin;
  insideTimes.cpuMs += cpuMsSince(cpu);
  const { recommended } = plugin.configs;
  const isTimed = process.env["COSMOS_SESSION_TIMES"] === "1";
  return {
    rules: recommended.rules,
    plugins: { "cosmos-session": isTimed ? timeRules(plugin) : plugin },
    settings: { "cosmos-session": settings },
  };
}

/**
 * As its own README recommends for TypeScript: sources resolved with tsconfig paths, packages left out.
 *
 * @returns {Promise<import("eslint").Linter.Config>}
 */
async function noCycle() {
  const { importX, createNodeResolver } =
    await import("eslint-plugin-import-x");
  const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs"];
  return {
    plugins: { "import-x": /** @type {any} */ (importX) },
    settings: {
      "import-x/extensions": extensions,
      "import-x/parsers": {
        "@typescript-eslint/parser": [".ts", ".tsx", ".mts", ".cts"],
      },
      "import-x/resolver-next": [
        createNodeResolver({
          extensions,
          extensionAlias: {
            ".js": [".ts", ".tsx", ".js"],
            ".mjs": [".mts", ".mjs"],
            ".cjs": [".cts", ".cjs"],
          },
          conditionNames: ["types", "import", "require", "default"],
          tsconfig: "auto",
        }),
      ],
    },
    rules: { "import-x/no-cycle": ["error", { ignoreExternal: true }] },
  };
}
