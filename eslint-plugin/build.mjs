// Builds dist/ from src/: `npm run build -w eslint-plugin`. Why it looks like this is in
// docs/decisions/004-one-bundle-and-a-late-parser.md.
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import { newDist } from "../scripts/build/atOnce.mjs";
import { writeDeclarations } from "../scripts/build/declarations.mjs";
import { keepReachedTypes } from "./keepReachedTypes.mjs";

const here = import.meta.dirname;
const { dist, fill } = newDist(here);
const parserFile = "babel-parser.cjs";
const require = createRequire(import.meta.url);

/**
 * The doors of the package. Each is one CommonJS file; the types stand beside it. `declared` is what
 * package.json says of it.
 */
const { exports = {}, bin = {} } = JSON.parse(
  readFileSync(path.join(here, "package.json"), "utf8"),
);
const entries = [
  { name: "index", source: "src/index.ts", declared: exports["."] },
  {
    name: "analysis",
    source: "src/editor.ts",
    declared: exports["./analysis"],
  },
  { name: "cli", source: "src/cli/main.ts", declared: bin["cosmos-session"] },
].filter(({ name, source, declared }) => {
  const isThere = existsSync(path.join(here, source));
  if (isThere === (declared !== undefined)) return isThere;
  throw new Error(
    isThere
      ? `${source} is there, but package.json does not offer dist/${name}.cjs in "exports" or "bin".`
      : `package.json offers dist/${name}.cjs, but ${source} is missing.`,
  );
});

/**
 * Bundles beside the doors, each loaded when one of the functions is called that its source exports. Every door finds
 * the analysis there; the edits are late for ESLint alone, whose runs mostly report nothing.
 */
const lateBundles = [
  { name: "analyse", source: "src/analysis/lateAnalysis.ts" },
  { name: "edits", source: "src/edit/lateEdits.ts" },
];

/** Puts a door's own functions, which load the bundle, in the place of such a source. */
const loadBundlesLate = {
  name: "load-bundles-late",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /[/\\]late[A-Z]\w*\.ts$/ }, ({ path: file }) => {
      const late = lateBundles.find(
        ({ source }) => path.join(here, source) === file,
      );
      if (late === undefined) return undefined;
      const exported = [
        ...readFileSync(file, "utf8").matchAll(
          /^export (?:function (\w+)|\{ (.+) \} from)/gm,
        ),
      ].flatMap(([, name, names = ""]) => name ?? names.split(", "));
      return {
        contents: [
          `const load = () => require("./${late.name}.cjs");`,
          ...exported.map(
            (name) =>
              `export const ${name} = (...args) => load().${name}(...args);`,
          ),
        ].join("\n"),
      };
    });
    build.onResolve(
      { filter: /^\.\/(?:analyse|edits)\.cjs$/ },
      ({ path: name }) => ({
        path: name,
        external: true,
      }),
    );
  },
};

/**
 * Leads both ways in which the sources name the parser to the file beside the bundle:
 * `createRequire(import.meta.url)("@babel/parser")`, and `import { parse } from "@babel/parser"`, which
 * becomes a load at the first call.
 */
const loadParserLate = {
  name: "load-parser-late",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8").replaceAll(
        /createRequire\(\s*import\.meta\.url,?\s*\)\(\s*"@babel\/parser",?\s*\)/g,
        `require("./${parserFile}")`,
      ),
      loader: "ts",
    }));
    build.onResolve({ filter: /^@babel\/parser$/ }, ({ path: name }) => ({
      path: name,
      namespace: "late",
    }));
    build.onLoad({ filter: /.*/, namespace: "late" }, () => ({
      contents: `
        const load = () => require("./${parserFile}");
        export const parse = (...args) => load().parse(...args);
        export const parseExpression = (...args) => load().parseExpression(...args);
      `,
    }));
    build.onResolve({ filter: /babel-parser\.cjs$/ }, ({ path: name }) => ({
      path: name,
      external: true,
    }));
  },
};

await fill(async () => {
  await buildParser();
  await buildEntries();
  buildTypes();
});

/**
 * Babel's parser goes into a file of its own, which is loaded when the first file is parsed: a run of
 * ESLint on a project without Cosmos DB never pays for it.
 */
async function buildParser() {
  await build({
    stdin: { contents: 'export * from "@babel/parser";', resolveDir: here },
    outfile: path.join(dist, parserFile),
    bundle: true,
    minify: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
  });
  copyLicence("@babel/parser", "babel-parser");
}

/**
 * What is bundled keeps its licence.
 *
 * @param {string} packageName
 * @param {string} name of the file beside the bundle
 */
function copyLicence(packageName, name) {
  const manifest = require.resolve(`${packageName}/package.json`);
  copyFileSync(
    path.join(path.dirname(manifest), "LICENSE"),
    path.join(dist, `${name}.LICENSE.txt`),
  );
}

async function buildEntries() {
  copyLicence("diff", "diff");
  await bundle(entries, [loadBundlesLate, loadParserLate]);
  await bundle(lateBundles, [loadParserLate]);
  for (const { name } of [...entries, ...lateBundles]) {
    const text = readFileSync(path.join(dist, `${name}.cjs`), "utf8");
    if (!text.includes('("@babel/parser")')) continue;
    throw new Error(
      `dist/${name}.cjs loads "@babel/parser", which users do not have: a source loads it in a way that loadParserLate in build.mjs does not know.`,
    );
  }
  // require("eslint-plugin-cosmos-session") gives the plugin, not an object around it.
  appendFileSync(
    path.join(dist, "index.cjs"),
    "module.exports = module.exports.default;\n",
  );
}

/**
 * @param {readonly { name: string, source: string }[]} sources
 * @param {import("esbuild").Plugin[]} plugins
 */
async function bundle(sources, plugins) {
  await build({
    entryPoints: Object.fromEntries(
      sources.map(({ name, source }) => [name, path.join(here, source)]),
    ),
    outdir: dist,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    external: ["eslint", "oxc-parser"],
    // Comments with an arrow in them made V8 keep the whole text in two bytes a character; names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    // import.meta is empty in CommonJS; createRequire(import.meta.url) needs it.
    banner: {
      js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;',
    },
    define: { "import.meta.url": "importMetaUrl" },
    plugins,
  });
}

function buildTypes() {
  const types = path.join(dist, "types");
  writeDeclarations(here, path.join(types, "all"));
  const doors = entries.filter(({ name }) => name !== "cli");
  keepReachedTypes(
    here,
    types,
    doors.map(({ source }) => source),
  );
  for (const { name, source } of doors) writeDoor(name, source);
}

/**
 * The plugin itself is what `require()` and the default import give; ./analysis gives names.
 *
 * @param {string} name
 * @param {string} source
 */
function writeDoor(name, source) {
  const types = source.replace(/\.ts$/, ".js");
  const esm = `./types/esm/${types}`;
  const cjs = `./types/cjs/${types}`;
  const files =
    name === "index"
      ? {
          // An import of the bundle would have Node search its whole text for names of exports: 80 ms of each run.
          ".mjs": `import { createRequire } from "node:module";\nexport default createRequire(import.meta.url)("./index.cjs");\n`,
          ".d.mts": `export { default } from "${esm}";\nexport type * from "${esm}";\n`,
          ".d.cts": `import index = require("${cjs}");\nexport = index.default;\n`,
        }
      : {
          ".mjs": `export * from "./${name}.cjs";\n`,
          ".d.mts": `export * from "${esm}";\n`,
          ".d.cts": `export * from "${cjs}";\n`,
        };
  for (const [extension, text] of Object.entries(files)) {
    writeFileSync(path.join(dist, `${name}${extension}`), text);
  }
}
