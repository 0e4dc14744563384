// Builds dist/ from src/: `npm run build -w lab`. The library is one file as ES module and one as
// CommonJS; the command is an ES module whose parts are loaded when they are asked for. rhea and
// cosmos-session-token stay outside: they are dependencies.
import {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { newDist } from "../scripts/build/atOnce.mjs";
import {
  forBothKindsOfModule,
  writeDeclarations,
} from "../scripts/build/declarations.mjs";
import { buildPreload } from "./buildPreload.mjs";

const here = import.meta.dirname;
const { dist, fill } = newDist(here);

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

await fill(async () => {
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
});
await buildPreload();

function buildTypes() {
  const all = path.join(dist, "all");
  writeDeclarations(here, all);
  const types = path.join(dist, "types");
  renameSync(path.join(all, "lab/src"), types);
  rmSync(all, { recursive: true });
  keepReachedTypes(types, "index.d.ts");
  forBothKindsOfModule(types, (imported) =>
    tokenSources.test(imported) ? "cosmos-session-token" : undefined,
  );
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
