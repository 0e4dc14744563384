// Builds dist/ from src/: `npm run build -w session-token`. One output file for each source file, as
// ES module (.js, .d.ts) and as CommonJS (.cjs, .d.cts), so that the two entries share their parts:
// an error thrown by ./ambient is an instance of the class that the main entry exports.
import { readdirSync } from "node:fs";
import path from "node:path";
import * as esbuild from "esbuild";
import { newDist } from "../scripts/build/atOnce.mjs";
import {
  forBothKindsOfModule,
  writeDeclarations,
} from "../scripts/build/declarations.mjs";

const here = import.meta.dirname;
const { dist, fill } = newDist(here);

const sources = readdirSync(path.join(here, "src"))
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => path.join(here, "src", name));

await fill(async () => {
  await buildCode("esm", ".js");
  await buildCode("cjs", ".cjs");
  writeDeclarations(here, dist);
  forBothKindsOfModule(dist);
});

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
