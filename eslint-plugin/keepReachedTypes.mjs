import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import ts from "typescript";

/**
 * Leaves only the declarations that a user's compiler can reach, once for `import` and once for
 * `require` (the nearest package.json tells a compiler which of the two a `.d.ts` describes).
 *
 * Relies on tsc having written all/ in the folder of types. Does not follow `import("…")` of a computed name.
 *
 * @param {string} folder of the package
 * @param {string} types the folder of types; esm/ and cjs/ are made in it, all/ is deleted
 * @param {string[]} sources the files a user may import, `src/index.ts`
 * @throws {Error} when a declaration names a package that users do not have
 */
export function keepReachedTypes(folder, types, sources) {
  const {
    name,
    dependencies = {},
    peerDependencies = {},
  } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const known = [
    name,
    ...Object.keys(dependencies),
    ...Object.keys(peerDependencies),
    ...builtinModules,
  ];
  /** @type {Map<string, string>} text by path relative to all/, `src/index.d.ts` */
  const reached = new Map();
  const open = sources.map((source) => source.replace(/\.ts$/, ".d.ts"));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    const text = readFileSync(path.join(types, "all", file), "utf8");
    let result = text;
    for (const { fileName: name, pos } of ts
      .preProcessFile(text)
      .importedFiles.sort((a, b) => b.pos - a.pos)) {
      if (!name.startsWith(".")) {
        assertUsersHave(name, known, file);
        continue;
      }
      const js = name.replace(/\.ts$/, ".js");
      open.push(
        path.posix.join(path.posix.dirname(file), js.replace(/\.js$/, ".d.ts")),
      );
      // The last first, so that the positions before it stay right.
      const start = text.indexOf(name, pos);
      result = result.slice(0, start) + js + result.slice(start + name.length);
    }
    reached.set(file, result);
  }
  for (const [format, type] of Object.entries(formats)) {
    for (const [file, text] of reached) {
      write(path.join(types, format, file), text);
    }
    write(path.join(types, format, "package.json"), JSON.stringify({ type }));
  }
  rmSync(path.join(types, "all"), { recursive: true });
}

/** The `type` of a package.json by the folder it stands in. */
const formats = { esm: "module", cjs: "commonjs" };

/**
 * @param {string} name
 * @param {string[]} known
 * @param {string} file
 */
function assertUsersHave(name, known, file) {
  const bare = name.replace(/^node:/, "");
  const found = known.some((one) => bare === one || bare.startsWith(`${one}/`));
  if (found) return;
  throw new Error(
    `The published types name "${name}" (in ${file}), which is neither a dependency nor a peer of this package: users do not have it. Describe that type in our own words, or do not export it.`,
  );
}

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
