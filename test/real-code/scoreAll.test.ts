import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ESLint, Rule } from "eslint";
import { formatResult } from "./formatResult.ts";
import { parseLabels } from "./labels.ts";
import { scoreAll, settingsFor } from "./scoreAll.ts";

/** Reports each call of a function named `readOrder`, with a path that ends at line 3 of src/repo.ts. */
const fakeRule: Rule.RuleModule = {
  create: (context) => ({
    CallExpression(node) {
      if (
        node.callee.type === "Identifier" &&
        node.callee.name === "readOrder"
      ) {
        const file = path
          .relative(context.cwd, context.filename)
          .replaceAll("\\", "/");
        context.report({
          node,
          message: `No token: ${file}:${node.loc?.start.line ?? 0} -> src/repo.ts:3`,
        });
      }
    },
  }),
};

const fakePlugin: ESLint.Plugin = {
  rules: { "require-session-token": fakeRule },
};
fakePlugin.configs = {
  recommended: {
    plugins: { "cosmos-session": fakePlugin },
    rules: { "cosmos-session/require-session-token": "error" },
  },
};

const files: Record<string, string> = {
  "src/handler.ts": `import { readOrder } from "./repo";
/* eslint-disable */
receiver.subscribe({
  processMessage: async (message: Message) => readOrder(message.body.id),
});
`,
  "src/http.js": `const { readOrder } = require("./repo");
module.exports = (request) => readOrder(request.params.id);
`,
  "src/repo.ts": `export const readOrder = (id: string) =>
  container
    .item(id, id).read<Order>();
`,
  "src/handler.test.ts": `readOrder("1");`,
  "src/types.d.ts": `declare function readOrder(id: string): void;`,
  "src/__tests__/more.ts": `readOrder("1");`,
  "node_modules/thing/index.js": `readOrder("1");`,
  "src/broken.js": `const = 1;`,
};

const labels = {
  format: 1,
  repositories: [
    {
      repo: "owner/name",
      dir: "owner__name",
      commit: "1234567890",
      tier: "service-bus",
      roots: ["."],
      flows: [
        {
          id: "r1",
          handler: {
            file: "src/handler.ts",
            line: 3,
            shape: "receiver.subscribe",
          },
          read: {
            file: "src/repo.ts",
            line: 2,
            callLine: 3,
            call: "item.read",
          },
          via: ["src/handler.ts:4"],
          expected: "report",
          why: "no options",
          difficulty: "other-file",
        },
      ],
      sends: [],
    },
    {
      repo: "owner/gone",
      dir: "owner__gone",
      commit: "0987654321",
      tier: "no_handlers",
      roots: ["."],
      flows: [],
      sends: [],
    },
  ],
};

describe("score of a labels file", () => {
  let folder: string;
  const entries = parseLabels(JSON.stringify(labels), "labels.json");

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "real-code-"));
    for (const [file, text] of Object.entries(files)) {
      const full = path.join(folder, "owner__name", file);
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it("lints what is labelled, in TypeScript and JavaScript, and compares it with the labels", () => {
    const { repositories } = scoreAll(folder, entries, fakePlugin);
    assert.equal(repositories.length, 1);
    const [one] = repositories;
    assert.equal(one?.files, 4);
    assert.deepEqual(one.badLabels, []);
    assert.deepEqual(one.score.reads, {
      expected: 1,
      found: 1,
      right: 1,
      wrong: 1,
    });
    assert.equal(one.score.falseReports[0]?.report.file, "src/http.js");
  });

  it("names the files that did not parse", () => {
    const { repositories } = scoreAll(folder, entries, fakePlugin);
    assert.deepEqual(repositories[0]?.failures, [
      "src/broken.js:1 Parsing error: Unexpected token =",
    ]);
  });

  it("goes on when a rule throws, and says so", () => {
    const throwing: ESLint.Plugin = {
      rules: {
        "require-session-token": {
          create() {
            throw new Error("boom");
          },
        },
      },
    };
    throwing.configs = {
      recommended: {
        plugins: { "cosmos-session": throwing },
        rules: { "cosmos-session/require-session-token": "error" },
      },
    };
    const { repositories } = scoreAll(folder, entries, throwing);
    assert.equal(repositories[0]?.score.reads.found, 0);
    assert.match(
      repositories[0].failures.join("\n"),
      /src\/handler\.ts threw: .*boom/,
    );
  });

  it("lists entries without a checkout", () => {
    assert.deepEqual(scoreAll(folder, entries, fakePlugin).absent, [
      "owner__gone at 0987654321",
    ]);
  });

  it("takes one tier or one repository when asked", () => {
    assert.equal(
      scoreAll(folder, entries, fakePlugin, { tier: "no_handlers" })
        .repositories.length,
      0,
    );
    assert.deepEqual(
      scoreAll(folder, entries, fakePlugin, { repo: "Name" }).absent,
      [],
    );
  });

  it("says which label the checkout does not bear out", () => {
    const wrong = structuredClone(entries);
    const read = wrong[0]?.flows[0]?.read;
    assert.ok(read);
    read.callLine = 1;
    const { repositories } = scoreAll(folder, wrong, fakePlugin);
    assert.deepEqual(repositories[0]?.badLabels, [
      "r1: no call of item.read at src/repo.ts:1",
    ]);
  });

  it("prints recall and precision of each tier, each miss and each false report", () => {
    const text = formatResult(scoreAll(folder, entries, fakePlugin));
    assert.match(
      text,
      /^service-bus: reads recall 100\.0 % \(1 of 1\), precision 50\.0 % \(1 right, 1 false\)$/m,
    );
    assert.match(
      text,
      /^ {2}false {7}src\/http\.js:2 require-session-token: No token/m,
    );
    assert.match(text, /^no checkout: owner__gone at 0987654321$/m);
  });
});

describe("settings of an entry", () => {
  const [entry] = parseLabels(JSON.stringify(labels), "labels.json");
  assert.ok(entry);

  it("are none for Service Bus", () => {
    assert.deepEqual(settingsFor(entry), {});
  });

  it("are the preset of the queue", () => {
    assert.deepEqual(settingsFor({ ...entry, subtier: "storage-queue" }), {
      presets: ["storage-queues"],
    });
  });

  it("are the entry's own before those of its queue", () => {
    const own = { presets: ["dapr"], style: "inline" };
    assert.deepEqual(
      settingsFor({ ...entry, subtier: "storage-queue", settings: own }),
      own,
    );
  });
});

describe("labels file", () => {
  it("is refused when it has another format", () => {
    assert.throws(
      () => parseLabels('{ "format": 2, "repositories": [] }', "my.json"),
      /"my\.json" is no labels file: expected \{ "format": 1/,
    );
  });

  it("is refused when an entry has no roots, naming the entry", () => {
    assert.throws(
      () =>
        parseLabels(
          '{ "format": 1, "repositories": [{ "dir": "a__b", "commit": "1", "tier": "reach" }] }',
          "my.json",
        ),
      /entry 0 \(a__b\) has no field "roots"/,
    );
  });
});
