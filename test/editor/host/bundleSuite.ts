import path from "node:path";
import { build } from "esbuild";

const cache = path.join(import.meta.dirname, "../../../.cache/editor");

/** Bundles what runs in the extension host: for CommonJS, with `vscode` and `mocha` left outside. */
export async function bundleSuite(entry: string): Promise<string> {
  const outfile = path.join(cache, `${path.basename(entry, ".ts")}.cjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  return outfile;
}
