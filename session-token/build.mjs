// Builds dist/ from src/: `npm run build -w session-token`. One output file for each source file, as
// ES module (.js, .d.ts) and as CommonJS (.cjs, .d.cts), so that the two entries share their parts:
// an error thrown by ./ambient is an instance of the class that the main entry exports.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as esbuild from "esbuild";

const here = import.meta.dirname;
const dist = path.join(here, "dist");
const require = createRequire(import.meta.url);

const sources = readdirSync(path.join(here, "src"))
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => path.join(here, "src", name));

rmSync(dist, { recursive: true, force: true });
await buildCode("esm", ".js");
await buildCode("cjs", ".cjs");
buildTypes();

/**
 * @param {"esm" | "cjs"} format
 * @param {string} extension
 */
async function buildCode(format, extension) {
  await esbuild.build({
    entryPoints: sources,
    outdir: dist,
    outExtension: { ".js": extension },
    bundle: true,
    format,
    platform: "neutral",
    target: "es2022",
    external: ["node:*"],
    plugins: [
      {
        name: "keep-files-apart",
        setup(build) {
          build.onResolve({ filter: /^\.\/.*\.ts$/ }, ({ path: imported }) => ({
            path: imported.replace(/\.ts$/, extension),
            external: true,
          }));
        },
      },
    ],
  });
}

function buildTypes() {
  const tsc = path.join(
    path.dirname(require.resolve("typescript/package.json")),
    "bin/tsc",
  );
  execFileSync(
    process.execPath,
    [tsc, "-p", path.join(here, "tsconfig.build.json")],
    { stdio: "inherit" },
  );
  for (const name of readdirSync(dist)) {
    if (!name.endsWith(".d.ts")) continue;
    const text = readFileSync(path.join(dist, name), "utf8");
    writeFileSync(path.join(dist, name), withExtension(text, ".js"));
    writeFileSync(
      path.join(dist, name.replace(/\.d\.ts$/, ".d.cts")),
      withExtension(text, ".cjs"),
    );
  }
}

/**
 * The sources import "./parse.ts"; who uses the types finds "./parse.js" or "./parse.cjs".
 *
 * @param {string} text
 * @param {string} extension
 */
function withExtension(text, extension) {
  return text.replaceAll(
    /(["'])(\.\/[^"']+)\.(?:ts|js)\1/g,
    `$1$2${extension}$1`,
  );
}
