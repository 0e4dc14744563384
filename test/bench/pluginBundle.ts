import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = path.resolve(import.meta.dirname, "../..");
const part = path.join(root, "eslint-plugin");
/** Of the plugin's own packages, not of the root's. */
const fastParser = "oxc-parser";

/** The bundle as users get it, copied away so that a build meanwhile does not change what is measured. */
export interface PluginBundle {
  /** `index.mjs`. */
  readonly entry: string;
  /** `analysis.mjs`, the engine without ESLint. */
  readonly analysis: string;
  /** Which parser it finds for other files than the linted one. */
  readonly parser: "babel" | "oxc-parser";
  /** Our commit, and whether something was changed since. */
  readonly version: string;
}

/**
 * @param into An empty folder outside every project, so that no `oxc-parser` is found by chance.
 * @param from A folder of built bundles; `undefined`: ours, built anew when a source is newer.
 */
export function takePlugin(
  into: string,
  from: string | undefined,
  withOxc: boolean,
): PluginBundle {
  const dist = path.resolve(from ?? path.join(part, "dist"));
  if (from === undefined) buildWhenOld(dist);
  if (!existsSync(path.join(dist, "index.mjs"))) {
    throw new Error(
      `There is no plugin in "${dist}". Run: npm run build -w eslint-plugin`,
    );
  }
  cpSync(dist, path.join(into, "dist"), { recursive: true });
  cpSync(path.join(dist, "../package.json"), path.join(into, "package.json"));
  if (withOxc) {
    const require = createRequire(pathToFileURL(path.join(part, "x.js")));
    mkdirSync(path.join(into, "node_modules"));
    symlinkSync(
      path.dirname(require.resolve(`${fastParser}/package.json`)),
      path.join(into, "node_modules", fastParser),
      "junction",
    );
  }
  return {
    entry: path.join(into, "dist/index.mjs"),
    analysis: path.join(into, "dist/analysis.mjs"),
    parser: withOxc ? fastParser : "babel",
    version: from === undefined ? versionOf() : `bundle in ${dist}`,
  };
}

function buildWhenOld(dist: string): void {
  const built = statSync(path.join(dist, "index.cjs"), {
    throwIfNoEntry: false,
  });
  const src = path.join(part, "src");
  const newest = Math.max(
    ...readdirSync(src, { recursive: true, encoding: "utf8" }).map(
      (file) => statSync(path.join(src, file)).mtimeMs,
    ),
  );
  if (built && built.mtimeMs > newest) return;
  console.error("The plugin's sources are newer than its bundle: building.");
  execFileSync(process.execPath, [path.join(part, "build.mjs")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

function versionOf(): string {
  const git = (...args: string[]): string =>
    spawnSync("git", ["-C", root, ...args], { encoding: "utf8" }).stdout.trim();
  const changed = git("status", "--porcelain", "--", "eslint-plugin/src");
  return `commit ${git("rev-parse", "--short", "HEAD")}${changed ? " with changes" : ""}`;
}
