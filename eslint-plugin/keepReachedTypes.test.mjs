import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { keepReachedTypes } from "./keepReachedTypes.mjs";

/** @type {string} */
let folder;

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

describe("the published types", () => {
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "types-"));
    write(
      "package.json",
      '{ "name": "ours", "peerDependencies": { "eslint": "^10" } }',
    );
    write(
      "dist/types/all/src/index.d.ts",
      'import type { Linter } from "eslint";\nexport type { Token } from "./token.ts";\n',
    );
    write("dist/types/all/src/token.d.ts", "export type Token = string;\n");
    write("dist/types/all/src/inside.d.ts", "export type Inside = string;\n");
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("hold what a user's compiler reaches, for import and for require, and nothing else", () => {
    keepReachedTypes(folder, path.join(folder, "dist/types"), ["src/index.ts"]);
    for (const [format, type] of [
      ["esm", "module"],
      ["cjs", "commonjs"],
    ]) {
      const types = path.join(folder, `dist/types/${format}`);
      assert.match(
        readFileSync(path.join(types, "src/index.d.ts"), "utf8"),
        /from "\.\/token\.js"/,
      );
      assert.ok(existsSync(path.join(types, "src/token.d.ts")));
      assert.ok(!existsSync(path.join(types, "src/inside.d.ts")));
      assert.deepEqual(
        JSON.parse(readFileSync(path.join(types, "package.json"), "utf8")),
        { type },
      );
    }
    assert.ok(!existsSync(path.join(folder, "dist/types/all")));
  });

  it("may not name a package that users do not have", () => {
    write(
      "dist/types/all/src/token.d.ts",
      '/** See `import("elsewhere")`. */\nexport type Token = import("@babel/types").Node;\n',
    );
    assert.throws(
      () =>
        keepReachedTypes(folder, path.join(folder, "dist/types"), [
          "src/index.ts",
        ]),
      /name "@babel\/types" \(in src\/token\.d\.ts\)/,
    );
  });
});
