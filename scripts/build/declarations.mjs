import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);

/**
 * Has the compiler write a part's types, by its tsconfig.build.json.
 *
 * @param {string} part
 * @param {string} folder
 */
export function writeDeclarations(part, folder) {
  const tsc = path.join(
    path.dirname(require.resolve("typescript/package.json")),
    "bin/tsc",
  );
  execFileSync(
    process.execPath,
    [tsc, "-p", path.join(part, "tsconfig.build.json"), "--outDir", folder],
    { stdio: "inherit" },
  );
}

/**
 * Lays down each `.d.ts` of a folder twice, for `import` and for `require`. The sources import "./config.ts"; who
 * uses the types finds "./config.js" or "./config.cjs".
 *
 * @param {string} folder
 * @param {(file: string) => string | undefined} packageOf The package that is meant by an import of this file.
 */
export function forBothKindsOfModule(folder, packageOf = () => undefined) {
  for (const name of readdirSync(folder, {
    recursive: true,
    encoding: "utf8",
  })) {
    if (!name.endsWith(".d.ts")) continue;
    const file = path.join(folder, name);
    const text = readFileSync(file, "utf8");
    /** @param {string} extension */
    const withExtension = (extension) =>
      text.replaceAll(
        /(["'])(\.[^"']+)\.(?:ts|js)\1/g,
        (_, quote, imported) =>
          `${quote}${packageOf(`${imported}.ts`) ?? `${imported}${extension}`}${quote}`,
      );
    writeFileSync(file, withExtension(".js"));
    writeFileSync(file.replace(/\.d\.ts$/, ".d.cts"), withExtension(".cjs"));
  }
}
