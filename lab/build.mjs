// Builds dist/ from src/: `npm run build -w lab`. The library is one file as ES module and one as
// CommonJS; the command is an ES module whose parts are loaded when they are asked for. rhea and
// cosmos-session-token stay outside: they are dependencies.
import { execFileSync } from "node:child_process";
import {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import { buildPreload } from "./buildPreload.mjs";

const here = import.meta.dirname;
/** What is built is moved to dist/ when it is whole: a build that fails leaves the last one as it was. */
const target = path.join(here, "dist");
const dist = path.join(here, ".cache", `build-${process.pid}`);
const require = createRequire(import.meta.url);

const tokenSources = /session-token\/src\/index\.(?:ts|js)$/;

/** Leads the lab's one door to the token library, which in the workspace is a file, to its package. */
const takePublishedTokens = {
  name: "take-published-tokens",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: tokenSources }, () => ({
      path: "cosmos-session-token",
      external: true,
    }));
  },
};

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  platform: "node",
  target: "node20.19",
  packages: "external",
  outdir: dist,
  plugins: [takePublishedTokens],
};

try {
  await build({
    ...common,
    entryPoints: { index: path.join(here, "src/index.ts") },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
  });
  await build({
    ...common,
    entryPoints: {
      index: path.join(here, "src/index.ts"),
      cli: path.join(here, "src/cli/main.ts"),
    },
    format: "esm",
    splitting: true,
    chunkNames: "parts/[name]-[hash]",
  });
  // npm makes the file of a "bin" executable when it installs; the line is what systems start it by.
  const command = path.join(dist, "cli.js");
  const text = readFileSync(command, "utf8");
  writeFileSync(command, `#!/usr/bin/env node\n${text}`);
  buildTypes();
  rmSync(target, { recursive: true, force: true });
  renameSync(dist, target);
  await buildPreload();
} finally {
  rmSync(dist, { recursive: true, force: true });
}

function buildTypes() {
  const tsc = path.join(
    path.dirname(require.resolve("typescript/package.json")),
    "bin/tsc",
  );
  const all = path.join(dist, "all");
  execFileSync(
    process.execPath,
    [tsc, "-p", path.join(here, "tsconfig.build.json"), "--outDir", all],
    { stdio: "inherit" },
  );
  const types = path.join(dist, "types");
  renameSync(path.join(all, "lab/src"), types);
  rmSync(all, { recursive: true });
  keepReachedTypes(types, "index.d.ts");
  for (const name of readdirSync(types, {
    recursive: true,
    encoding: "utf8",
  })) {
    if (!name.endsWith(".d.ts")) continue;
    const file = path.join(types, name);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, withExtension(text, ".js"));
    writeFileSync(
      file.replace(/\.d\.ts$/, ".d.cts"),
      withExtension(text, ".cjs"),
    );
  }
}

/**
 * Deletes the types that nobody gets to from the entry.
 *
 * @param {string} folder
 * @param {string} entry
 */
function keepReachedTypes(folder, entry) {
  const reached = new Set([path.join(folder, entry)]);
  // A set is gone through in the order of adding, with what is added on the way.
  for (const file of reached) {
    const text = readFileSync(file, "utf8");
    for (const [, imported = ""] of text.matchAll(
      /["'](\.[^"']+)\.(?:ts|js)["']/g,
    )) {
      if (tokenSources.test(`${imported}.ts`)) continue;
      reached.add(path.join(path.dirname(file), `${imported}.d.ts`));
    }
  }
  for (const name of readdirSync(folder, {
    recursive: true,
    encoding: "utf8",
  })) {
    const file = path.join(folder, name);
    if (name.endsWith(".d.ts") && !reached.has(file)) rmSync(file);
  }
}

/**
 * The sources import "./config.ts"; who uses the types finds "./config.js" or "./config.cjs".
 *
 * @param {string} text
 * @param {string} extension
 */
function withExtension(text, extension) {
  return text.replaceAll(/(["'])(\.[^"']+)\.(?:ts|js)\1/g, (_, quote, file) =>
    tokenSources.test(`${file}.ts`)
      ? `${quote}cosmos-session-token${quote}`
      : `${quote}${file}${extension}${quote}`,
  );
}
