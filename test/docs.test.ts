import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import {
  findLooseBlocks,
  includeSources,
  pages,
  read,
} from "../docs/include.mjs";
import { drawAll } from "../docs/pictures/draw.mjs";
import { attach } from "../session-token/src/attach.ts";

const root = path.resolve(import.meta.dirname, "..");
const proofs = "docs/guides/proofs";
const repair = 'Run "npm run docs".';

describe("README and guides", () => {
  for (const page of pages) {
    it(`${page} shows its sources as they are`, () => {
      const text = read(page);
      assert.equal(text, includeSources(text), repair);
    });

    it(`${page} has no code that nobody runs or compiles`, () => {
      assert.deepEqual(findLooseBlocks(read(page)), []);
    });
  }

  it("say so when a page shows an older version of its source", () => {
    const page = "<!-- include: a.ts -->\n\n```ts\nold();\n```\n";
    assert.equal(
      includeSources(page, () => "new();\n"),
      "<!-- include: a.ts -->\n\n```ts\nnew();\n```\n",
    );
  });

  it("say which region of a source is missing", () => {
    const page = "<!-- include: a.ts#first -->\n\n```ts\n```\n";
    assert.throws(
      () => includeSources(page, () => "new();\n"),
      /a\.ts has no "#region first"/,
    );
  });

  it("notice a block that is no copy of anything", () => {
    assert.deepEqual(findLooseBlocks("```ts\nloose();\n```\n"), ["loose();"]);
  });

  it("show the pictures that the script draws", () => {
    for (const [name, svg] of Object.entries(drawAll())) {
      assert.equal(read(`docs/pictures/${name}`), svg, repair);
    }
  });
});

describe("what JavaScript users are not told", () => {
  const files = readdirSync(path.join(root, proofs)).filter(
    (file) => file !== "wire.ts",
  );
  const guide = read("docs/guides/what-javascript-users-are-not-told.md");

  for (const file of files) {
    it(`${file} proves what it says`, async function () {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--import=tsx", `${proofs}/${file}`],
        { cwd: root, timeout: 25_000 },
      );
      assert.match(stdout, /^proved: .+\n$/);
    });

    it(`${file} is shown in the guide`, () => {
      assert.ok(guide.includes(`<!-- include: ${proofs}/${file}#`));
    });
  }
});

describe("producers in other languages", () => {
  const name = Object.keys(
    attach({ applicationProperties: {} }, "0:-1#7").applicationProperties,
  )[0];

  for (const file of readdirSync(path.join(root, "docs/guides/producers"))) {
    it(`${file} uses the name that our library uses`, () => {
      const names = read(`docs/guides/producers/${file}`).match(
        /\bcosmosSessionToken\w*/g,
      );
      assert.deepEqual(names, [name]);
    });
  }
});
