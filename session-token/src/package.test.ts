import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

describe("the package", () => {
  it("has no dependencies at run time", () => {
    const manifest = JSON.parse(
      readFileSync(path.join(root, "package.json"), "utf8"),
    ) as Record<string, unknown>;
    assert.equal(manifest.dependencies, undefined);
    assert.equal(manifest.peerDependencies, undefined);
    assert.equal(manifest.optionalDependencies, undefined);
  });

  it("can be bundled for the browser: the main entry reaches nothing of Node", async () => {
    const { metafile } = await build({
      entryPoints: [path.join(root, "src/index.ts")],
      bundle: true,
      platform: "browser",
      format: "esm",
      write: false,
      metafile: true,
    });
    const imports = Object.values(metafile.inputs).flatMap((input) =>
      input.imports.filter(({ external }) => external === true),
    );
    assert.deepEqual(imports, []);
  });
});
