import assert from "node:assert/strict";
import { build } from "esbuild";
import { main } from "../extension/bundles.mjs";

/** Of each activation, in every folder with a TypeScript file. */
const MOST_BYTES = 200_000;

describe("what is loaded when the extension is activated", () => {
  it("is what the editor needs, and nothing of what the token flow watches and shows", async () => {
    const { metafile, outputFiles } = await build({
      ...main,
      outdir: "dist",
      write: false,
      metafile: true,
    });
    const late = Object.keys(metafile.inputs).filter((file) =>
      /extension\/(src\/(connections|sources)|panel)\/|FlowStore|node_modules/.test(
        file,
      ),
    );
    assert.deepEqual(late, []);
    const [script] = outputFiles.filter(({ path }) => path.endsWith(".cjs"));
    assert.ok(script!.contents.length <= MOST_BYTES);
  });
});
