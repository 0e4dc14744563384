// Which files of dist/ are bundled from what, and how. What is loaded late is a bundle of its own.
import { readFileSync } from "node:fs";
import path from "node:path";

/** @typedef {import("esbuild").BuildOptions} BuildOptions */

const here = import.meta.dirname;

/**
 * In the sources the engine finds its parsers at run time. Here Babel's goes into the bundle. `oxc-parser`
 * is native code from whatever folder lies above the extension: it is never loaded.
 */
const bundleParser = {
  name: "bundle-parser",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    build.onLoad(
      { filter: /[/\\]eslint-plugin[/\\]src[/\\].*\.ts$/ },
      ({ path: file }) => ({
        contents: readFileSync(file, "utf8")
          .replaceAll(
            /createRequire\(\s*import\.meta\.url,?\s*\)\(\s*"@babel\/parser",?\s*\)/g,
            'require("@babel/parser")',
          )
          .replaceAll(
            /createRequire\(\s*import\.meta\.url,?\s*\)\(\s*"oxc-parser",?\s*\)/g,
            "undefined",
          ),
        loader: "ts",
      }),
    );
  },
};

/** @satisfies {BuildOptions} */
const common = {
  bundle: true,
  minify: true,
  legalComments: "linked",
  logLevel: "warning",
};

/**
 * For Node, as VS Code loads it.
 *
 * @param {Record<string, string>} entries by the name of the bundle, from this folder
 * @param {BuildOptions} more
 * @returns {BuildOptions}
 */
function forNode(entries, more = {}) {
  return {
    ...common,
    entryPoints: Object.fromEntries(
      Object.entries(entries).map(([name, file]) => [
        name,
        path.join(here, file),
      ]),
    ),
    platform: "node",
    format: "cjs",
    target: "node20.19",
    outExtension: { ".js": ".cjs" },
    ...more,
  };
}

/** All that is loaded when the extension is activated. */
export const main = forNode(
  { extension: "src/extension.ts" },
  { external: ["vscode"] },
);

/**
 * @param {string} dist
 * @returns {BuildOptions[]}
 */
export function bundlesFor(dist) {
  return [
    { ...main, outdir: dist },
    // At the first use of a command or a view of the token flow.
    forNode(
      { tokenFlow: "src/flows/tokenFlowBundle.ts" },
      { external: ["vscode"], outdir: dist },
    ),
    forNode(
      { worker: "worker/main.ts" },
      { plugins: [bundleParser], outdir: dist },
    ),
    // A process of its own: it runs the ESLint configuration of trusted workspaces.
    forNode({ eslintReader: "eslint-reader/main.ts" }, { outdir: dist }),
    // At the first connection to a Service Bus, or to an account.
    forNode(
      {
        serviceBus: "src/connections/serviceBusBundle.ts",
        cosmos: "src/connections/cosmosBundle.ts",
      },
      { mainFields: ["module", "main"], outdir: dist },
    ),
    {
      ...common,
      entryPoints: ["main.ts", "panel.css"].map((file) =>
        path.join(here, "panel", file),
      ),
      outdir: path.join(dist, "panel"),
      platform: "browser",
      format: "iife",
      target: "es2022",
    },
    // The lab is a program of its own, started as a process.
    forNode(
      { main: "../lab/src/cli/main.ts" },
      {
        outdir: path.join(dist, "lab"),
        format: "esm",
        outExtension: { ".js": ".mjs" },
        banner: {
          // rhea is CommonJS, and asks for modules of Node.
          js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
        },
      },
    ),
  ];
}
