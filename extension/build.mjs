// Builds dist/ from src/, worker/ and panel/: `npm run build -w extension`. Why it looks like this is in
// docs/decisions/105-the-editor-calls-the-engine.md.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { newDist } from "../scripts/build/atOnce.mjs";
import { bundlesFor } from "./bundles.mjs";
import { joinSnippets } from "./snippets.mjs";

const here = import.meta.dirname;
const root = path.join(here, "..");
const { dist, fill } = newDist(here);

await fill(async () => {
  for (const bundle of bundlesFor(dist)) await build(bundle);
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
});
