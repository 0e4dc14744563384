import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "mocha";
import { DEFAULT_SETTINGS } from "../../eslint-plugin/src/analysis/settings.ts";
import { showDiffs } from "./showDiffs.ts";
import { findingsOf } from "./tryEdits.ts";
import { tryRepository, type RepositoryTrials } from "./tryRepository.ts";
import { TypeCheck } from "./typeCheck.ts";

const repository = path.join(import.meta.dirname, "../..");
const folders: string[] = [];

const tsconfig = `{ "compilerOptions": { "module": "commonjs", "moduleResolution": "node", "ignoreDeprecations": "6.0", "strict": true, "skipLibCheck": true, "target": "es2022", "types": [] }, "include": ["src"] }`;
const handler = `import { ServiceBusClient } from "@azure/service-bus";
import { CosmosClient } from "@azure/cosmos";
import { findCustomer } from "./customers";

const orders = new CosmosClient("x").database("shop").container("orders");

new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, message.body.id).read();
    await findCustomer(orders, message.body.customer);
  },
  async processError() {},
});
`;
const customers = `import { Container } from "@azure/cosmos";

export function findCustomer(orders: Container, id: string) {
  return orders.item(id, id).read();
}
`;

function write(files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(
    fs.mkdtempSync(path.join(os.tmpdir(), "cosmos-session-edits-")),
  );
  folders.push(folder);
  for (const [file, text] of Object.entries({ ".git/HEAD": "", ...files })) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  fs.symlinkSync(
    path.join(repository, "node_modules"),
    path.join(folder, "node_modules"),
    "junction",
  );
  return folder;
}

function tryInline(files: Readonly<Record<string, string>>): RepositoryTrials {
  const folder = write(files);
  return tryRepository(
    "shop",
    {
      folder,
      files: Object.keys(files)
        .filter((file) => file.endsWith(".ts"))
        .map((file) => path.join(folder, file)),
      settings: DEFAULT_SETTINGS,
    },
    ["inline"],
    [],
  );
}

describe("edits on a repository", function () {
  this.timeout(240_000);
  after(() => {
    for (const folder of folders)
      fs.rmSync(folder, { recursive: true, force: true });
  });

  it("each is made alone and with the others, and checked against the real types", () => {
    const trials = tryInline({
      "tsconfig.json": tsconfig,
      "src/main.ts": handler,
      "src/customers.ts": customers,
    });
    assert.deepEqual(trials.rows, [
      {
        dir: "shop",
        style: "inline",
        findings: 2,
        edits: 2,
        acrossFiles: 1,
        demanded: {},
        refused: {},
        faults: [],
      },
    ]);
    assert.deepEqual([trials.resolved, trials.sites], [2, 2]);
    assert.match(trials.compilers.join(), /^TypeScript 6\..+, tsconfig\.json$/);
    assert.deepEqual(
      trials.changes.map(({ place }) => place),
      ["src/main.ts:9", "src/main.ts:10", "all edits together"],
    );
    assert.match(
      showDiffs(trials),
      /^\+ {2}return orders\.item\(id, id\)\.read\(\{ sessionToken/m,
    );
  });

  it("a refusal is counted with its reason, and whether the design demands it", () => {
    const [row] = tryInline({
      "tsconfig.json": tsconfig,
      "src/customers.ts": customers,
      "src/main.ts": handler.replace(
        "(orders, message",
        '(new CosmosClient("x").database("shop").container(message.body.shop), message',
      ),
    }).rows;
    assert.equal(row!.edits, 1);
    assert.deepEqual(Object.values(row!.demanded), [1]);
    assert.deepEqual(row!.refused, {});
  });

  it("JavaScript without a tsconfig may read what has no type, but no wrong member of what has one", () => {
    const folder = write({ "src/a.js": "" });
    const file = path.join(folder, "src/a.js");
    const text = `/** @param {unknown} item @param {Date} date */
exports.read = (item, date) => [item.token, item?.token, date.token];
`;
    const { own, strict } = new TypeCheck(folder).added(
      new Map([[file, text]]),
      [],
      false,
    );
    assert.deepEqual(own, [
      "src/a.js: TS2339 Property 'token' does not exist on type 'Date'.",
    ]);
    assert.deepEqual(strict, []);
  });

  it("an edit that brings a type error is told with its file, by the flags under which it shows", () => {
    const folder = write({ "tsconfig.json": tsconfig, "src/a.ts": "" });
    const file = path.join(folder, "src/a.ts");
    const added = new TypeCheck(folder).added(
      new Map([[file, "const unused = 1;\nexport const a: string = 1;\n"]]),
      [],
      false,
    );
    assert.deepEqual(added, {
      own: [
        "src/a.ts: TS2322 Type 'number' is not assignable to type 'string'.",
      ],
      strict: [
        "src/a.ts: TS6133 'unused' is declared but its value is never read.",
        "src/a.ts: TS2322 Type 'number' is not assignable to type 'string'.",
      ],
    });
  });

  it("an error that was there before is no fault of the edit", () => {
    const folder = write({
      "tsconfig.json": tsconfig,
      "src/a.ts": "export const a: string = 1;\n",
    });
    const file = path.join(folder, "src/a.ts");
    const text = "export const b = 2;\nexport const a: string = 1;\n";
    assert.deepEqual(
      new TypeCheck(folder).added(new Map([[file, text]]), [], true),
      { own: [], strict: [] },
    );
  });

  it("a read is a call of the SDK that declares it, and of no other", () => {
    const folder = write({
      "tsconfig.json": tsconfig,
      "src/customers.ts": customers,
      "src/main.ts": handler,
    });
    const file = path.join(folder, "src/main.ts");
    const [found] = findingsOf({
      folder,
      files: [file],
      settings: DEFAULT_SETTINGS,
    });
    const types = new TypeCheck(folder);
    const { place } = found!.read!;
    assert.equal(types.isSdkCall(place, "@azure/cosmos"), true);
    assert.equal(types.isSdkCall(place, "@azure/service-bus"), false);
  });
});
