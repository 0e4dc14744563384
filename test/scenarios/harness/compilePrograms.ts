import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { build, transform } from "esbuild";
import { filesBelow } from "./filesBelow.ts";

const functionsHost = path.join(
  import.meta.dirname,
  "functionsHost/functionsHost.ts",
);

/** Files that programs are made of, below the folder. */
export function sourceFiles(folder: string): string[] {
  return filesBelow(folder).filter((file) => /\.[cm]?[jt]s$/.test(file));
}

/**
 * Makes JavaScript of the programs, with source maps, so that they start several times as fast as
 * with a compiler in each process, and lines are still those of the sources.
 *
 * @returns the folder of what was made
 */
export async function compilePrograms(
  folder: string,
  host: "functions" | undefined,
): Promise<string> {
  const outdir = path.join(folder, "run");
  for (const file of sourceFiles(folder)) {
    const { code } = await transform(readFileSync(file, "utf8"), {
      loader: /ts$/.test(file) ? "ts" : "js",
      platform: "node",
      target: "node20",
      sourcemap: "inline",
      sourcefile: file,
    });
    const made = path
      .join(outdir, path.relative(folder, file))
      .replace(/ts$/, "js");
    mkdirSync(path.dirname(made), { recursive: true });
    writeFileSync(made, code);
  }
  for (const file of filesBelow(folder)) {
    if (/^(package|function)\.json$/.test(path.basename(file))) {
      cpSync(file, path.join(outdir, path.relative(folder, file)));
    }
  }
  if (host === "functions") {
    await build({
      entryPoints: [functionsHost],
      outfile: path.join(outdir, "functionsHost.cjs"),
      bundle: true,
      packages: "external",
      format: "cjs",
      platform: "node",
      target: "node20",
      logLevel: "silent",
    });
  }
  return outdir;
}

/** @returns the file of a program, whatever its module system */
export function programFile(outdir: string, name: string): string {
  const file = ["js", "mjs", "cjs"]
    .map((ending) => path.join(outdir, `${name}.${ending}`))
    .find((candidate) => existsSync(candidate));
  if (file === undefined) {
    throw new Error(
      `There is no program "${name}" in ${path.dirname(outdir)}.`,
    );
  }
  return file;
}
