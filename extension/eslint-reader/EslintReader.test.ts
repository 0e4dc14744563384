import assert from "node:assert/strict";
import path from "node:path";
import { EslintReader } from "./EslintReader.ts";
import { makeProject } from "./testProject.ts";

describe("the reader of ESLint configurations", () => {
  for (const eslint of ["eslint", "eslint-9"] as const) {
    it(`tells levels, settings and ignored files, as ${eslint} computes them`, async () => {
      const { folder, remove } = makeProject(
        `[
          { ignores: ["generated/**"] },
          {
            files: ["src/**/*.ts"],
            plugins,
            settings: { "cosmos-session": { presets: ["event-hubs"] } },
            rules: { "cosmos-session/require-session-token": "warn" },
          },
          {
            files: ["src/tests/**"],
            rules: { "cosmos-session/require-session-token": "off" },
          },
        ]`,
        eslint,
      );
      try {
        const files = ["src/a.ts", "src/tests/b.ts", "generated/c.ts", "d.js"];
        const says = await new EslintReader(folder).read(
          files.map((file) => path.join(folder, file)),
        );
        const settings = { presets: ["event-hubs"] };
        const others = {
          "require-session-consistency": "off",
          "no-lost-session-token": "off",
        };
        assert.deepEqual(says, [
          {
            isIgnored: false,
            settings,
            levels: { "require-session-token": "warning", ...others },
          },
          {
            isIgnored: false,
            settings,
            levels: { "require-session-token": "off", ...others },
          },
          { isIgnored: true, settings: {}, levels: {} },
          // Linted, but nothing of ours is said of it.
          null,
        ]);
      } finally {
        remove();
      }
    });
  }

  it("does not take a TypeScript file for ignored where only JavaScript is linted", async () => {
    const { folder, remove } = makeProject("[{ plugins }]");
    try {
      const file = path.join(folder, "src/a.ts");
      assert.deepEqual(await new EslintReader(folder).read([file]), [null]);
    } finally {
      remove();
    }
  });

  it("says what is wrong with a configuration that throws", async () => {
    const { folder, remove } = makeProject("undefined.rules");
    try {
      const file = path.join(folder, "a.js");
      await assert.rejects(new EslintReader(folder).read([file]), /undefined/);
    } finally {
      remove();
    }
  });

  it("says so where ESLint is not installed", () => {
    const { folder, remove } = makeProject("[]", "none");
    try {
      assert.throws(() => new EslintReader(folder), /not installed there/);
    } finally {
      remove();
    }
  });
});
