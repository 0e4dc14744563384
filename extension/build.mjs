// Builds dist/ from src/, worker/ and panel/: `npm run build -w extension`. Why it looks like this is in
// docs/decisions/105-the-editor-calls-the-engine.md.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { joinSnippets } from "./snippets.mjs";

const here = import.meta.dirname;
const root = path.join(here, "..");
/** What is built is moved to dist/ when it is whole: a build that fails leaves the last one as it was. */
const target = path.join(here, "dist");
const dist = path.join(here, ".cache", `build-${process.pid}`);

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

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  minify: true,
  outdir: dist,
  legalComments: "linked",
  logLevel: "warning",
};

/**
 * @param {string[]} files
 * @returns {Record<string, string>} by the name of the bundle
 */
function entries(...files) {
  return Object.fromEntries(
    files
      .map((file) => path.join(here, file))
      .filter((file) => existsSync(file))
      .map((file) => [path.basename(file, ".ts"), file]),
  );
}

try {
  // Each entry is a file of its own: what is loaded late is paid for late.
  await build({
    ...common,
    entryPoints: entries("src/extension.ts"),
    platform: "node",
    format: "cjs",
    target: "node20.19",
    external: ["vscode"],
    outExtension: { ".js": ".cjs" },
  });
  await build({
    ...common,
    entryPoints: { worker: path.join(here, "worker/main.ts") },
    platform: "node",
    format: "cjs",
    target: "node20.19",
    outExtension: { ".js": ".cjs" },
    plugins: [bundleParser],
  });
  // A process of its own: it runs the ESLint configuration of trusted workspaces.
  await build({
    ...common,
    entryPoints: { eslintReader: path.join(here, "eslint-reader/main.ts") },
    platform: "node",
    format: "cjs",
    target: "node20.19",
    outExtension: { ".js": ".cjs" },
  });
  // Loaded at the first connection to a Service Bus, or to an account.
  await build({
    ...common,
    entryPoints: {
      serviceBus: path.join(here, "src/connections/serviceBusBundle.ts"),
      cosmos: path.join(here, "src/connections/cosmosBundle.ts"),
    },
    platform: "node",
    format: "cjs",
    target: "node20.19",
    mainFields: ["module", "main"],
    outExtension: { ".js": ".cjs" },
  });
  await build({
    ...common,
    entryPoints: [
      path.join(here, "panel/main.ts"),
      path.join(here, "panel/panel.css"),
    ],
    outdir: path.join(dist, "panel"),
    platform: "browser",
    format: "iife",
    target: "es2022",
  });
  // The lab is a program of its own, started as a process.
  await build({
    ...common,
    entryPoints: [path.join(root, "lab/src/cli/main.ts")],
    outdir: path.join(dist, "lab"),
    platform: "node",
    format: "esm",
    target: "node20.19",
    outExtension: { ".js": ".mjs" },
    banner: {
      // rhea is CommonJS, and asks for modules of Node.
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
  });
  // Loaded by Node into the programs that are run with token flow.
  const instrumentation = path.join(root, "instrumentation");
  execFileSync(process.execPath, [path.join(instrumentation, "build.mjs")]);
  cpSync(
    path.join(instrumentation, "dist/preload.cjs"),
    path.join(dist, "preload.cjs"),
  );
  cpSync(
    path.join(here, "media/labStart.json"),
    path.join(dist, "lab/start.json"),
  );
  mkdirSync(path.join(dist, "rules"), { recursive: true });
  cpSync(
    path.join(root, "eslint-plugin/docs/rules"),
    path.join(dist, "rules"),
    { recursive: true },
  );
  for (const language of /** @type {const} */ (["typescript", "javascript"]))
    writeFileSync(
      path.join(dist, `snippets.${language}.json`),
      JSON.stringify(joinSnippets(path.join(root, "snippets"), language)),
    );
  rmSync(target, { recursive: true, force: true });
  renameSync(dist, target);
} finally {
  rmSync(dist, { recursive: true, force: true });
}
