import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import * as examples from "../examples/readme.ts";
import { run, sdk49 } from "../test-support/cosmosSdks.ts";
import { forgetAmbient } from "../test-support/forgetAmbient.ts";
import { SESSION_TOKEN_ERROR_CODES } from "./SessionTokenError.ts";

const root = path.resolve(import.meta.dirname, "..");

function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8").replaceAll("\r\n", "\n");
}

/** The lines between `#region name` and `#endregion`, without their common indentation. */
function cut(source: string, name: string): string {
  const [, body = ""] =
    new RegExp(`// #region ${name}\\n([\\s\\S]*?)\\n *// #endregion`).exec(
      source,
    ) ?? [];
  const lines = body.split("\n");
  const indent = /^ */.exec(lines[0] ?? "")?.[0].length ?? 0;
  return lines.map((line) => line.slice(indent)).join("\n");
}

describe("README.md", () => {
  const readme = read("README.md");
  const source = read("examples/readme.ts");

  it("shows the code of examples/readme.ts, word for word", () => {
    const blocks = [
      ...readme.matchAll(
        /<!-- include: \S+#(\w+) -->\n\n```ts\n([\s\S]*?)\n?```/g,
      ),
    ];
    const regions = [...source.matchAll(/#region (\w+)/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual(blocks.map(([, name]) => name).sort(), regions.sort());
    for (const [, name = "", block] of blocks) {
      assert.equal(block, cut(source, name), name);
    }
  });

  it("has examples that do what they say", async () => {
    forgetAmbient();
    examples.parseAndFormat();
    examples.mergeAndCompare();
    examples.twoContainers();
    examples.judge();
    examples.errors();
    assert.deepEqual(
      examples.functionsBatch({
        triggerMetadata: {
          applicationPropertiesArray: [{ cosmosSessionToken: "0:-1#1" }, {}],
        },
      }),
      ["0:-1#1", undefined],
    );
    examples.createClient("https://localhost:8081", "YWJj").dispose();
  });

  it("has a writer, a reader and an ambient handler that work on the real SDK", async () => {
    forgetAmbient();
    const { container, server, ...running } = await run(sdk49);
    const sent: { applicationProperties?: Record<string, unknown> }[] = [];
    const sender = {
      sendMessages: async (message: object) => {
        sent.push(message);
      },
    };
    try {
      server.store.following = false;
      const order = { id: "1", pk: "a" };
      await examples.writeAndSend(container, sender, order);
      setTimeout(() => server.store.catchUp(), 20);
      const message = { body: order, ...sent[0] };
      assert.equal((await examples.readFresh(container, message))?.id, "1");
      await examples.ambientHandler(container, sender, message);
      assert.deepEqual(
        sent.map((each) => each.applicationProperties),
        [
          { cosmosSessionToken: "0:1#101#1=101" },
          { cosmosSessionToken: "0:1#102#1=102" },
        ],
      );
    } finally {
      await running[Symbol.asyncDispose]();
      forgetAmbient();
    }
  });

  it("has a handler that does not abandon when the replica stays behind", async () => {
    const { container, ...running } = await run(sdk49);
    const { warn } = console;
    console.warn = () => undefined;
    try {
      assert.equal(
        await examples.giveUp(container, "0:1#900#1=900"),
        "scheduled again",
      );
    } finally {
      console.warn = warn;
      await running[Symbol.asyncDispose]();
    }
  });
});

describe("docs/errors.md", () => {
  it("has a section for each code, and no other", () => {
    const sections = [...read("docs/errors.md").matchAll(/^## (\w+)$/gm)].map(
      ([, code]) => code,
    );
    assert.deepEqual(sections, [...SESSION_TOKEN_ERROR_CODES, "STALE_READ"]);
  });
});
