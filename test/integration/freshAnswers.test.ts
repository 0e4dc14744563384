/** In an editor the process lives on while files change: no answer may come from an older text. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { noHiddenExceptions } from "./noHiddenExceptions.ts";
import {
  HANDLER,
  REPORTED,
  REPOSITORY,
  handler,
  repository,
  shop,
  withToken,
} from "./shop.ts";

describe("linting again in the same process, at once", function () {
  noHiddenExceptions();

  it("a dependency that was mended, and broken again, counts", () => {
    const { lint, write } = shop();
    for (let round = 0; round < 10; round++) {
      write(REPOSITORY, repository());
      assert.deepEqual(lint(), REPORTED, `round ${round}`);
      write(REPOSITORY, withToken);
      assert.deepEqual(lint(), [], `round ${round}`);
    }
  });

  it("a dependency counts that keeps its size and its time", () => {
    const { folder, lint, write } = shop({
      [REPOSITORY]: repository("{ aessionToken }"),
    });
    const file = path.join(folder, REPOSITORY);
    const before = fs.statSync(file);
    assert.deepEqual(lint(), REPORTED);
    write(REPOSITORY, repository("{ sessionToken }"));
    fs.utimesSync(file, before.atime, before.mtime);
    assert.equal(fs.statSync(file).size, before.size);
    assert.deepEqual(lint(), []);
  });

  it("a dependency that another file took the place of counts", () => {
    const { folder, lint, write } = shop();
    assert.deepEqual(lint(), REPORTED);
    write("src/new.ts", withToken);
    fs.renameSync(
      path.join(folder, "src/new.ts"),
      path.join(folder, REPOSITORY),
    );
    assert.deepEqual(lint(), []);
  });

  it("a new file makes a function of the linted file a handler, and takes it back when it goes", async () => {
    const worker = `
import { load } from "./orders";
export async function work(message) {
  await load(message.body.id);
}
`;
    const registration = `
import { ServiceBusClient } from "@azure/service-bus";
import { work } from "./worker";
new ServiceBusClient("").createReceiver("orders").subscribe({ processMessage: work, async processError() {} });
`;
    const { lint, write, remove } = shop({ "src/worker.ts": worker });
    assert.deepEqual(lint("src/worker.ts"), []);
    write("src/registration.ts", registration);
    await becomes(() => lint("src/worker.ts"), ["require-session-token 4"]);
    remove("src/registration.ts");
    await becomes(() => lint("src/worker.ts"), []);
  });

  it("a file that was nothing and becomes a handler counts", () => {
    const { lint, write } = shop({ "src/other.ts": "export {};\n" });
    for (let round = 0; round < 5; round++) {
      write("src/other.ts", "export {};\n");
      assert.deepEqual(lint("src/other.ts"), [], `round ${round}`);
      write("src/other.ts", handler());
      assert.deepEqual(lint("src/other.ts"), REPORTED, `round ${round}`);
    }
  });

  it("a handler that is written while nothing in the project names an SDK counts, with the file that it calls", () => {
    const { lint, write } = shop({
      [HANDLER]: "export {};\n",
      [REPOSITORY]: "export {};\n",
    });
    assert.deepEqual(lint(), []);
    write(REPOSITORY, repository());
    write(HANDLER, handler());
    assert.deepEqual(lint(), REPORTED);
  });

  it("a dependency that is missing, and then comes back, counts", () => {
    const { lint, write, remove } = shop();
    for (let round = 0; round < 5; round++) {
      assert.deepEqual(lint(), REPORTED, `round ${round}`);
      remove(REPOSITORY);
      assert.deepEqual(lint(), [], `round ${round}`);
      write(REPOSITORY, withToken);
      assert.deepEqual(lint(), [], `round ${round}`);
      write(REPOSITORY, repository());
    }
  });

  it("a dependency that is created in a folder that was not there counts", () => {
    const { lint, write } = shop({ [HANDLER]: handler("./data/orders/store") });
    assert.deepEqual(lint(), []);
    write("src/data/orders/store.ts", repository());
    assert.deepEqual(lint(), REPORTED);
  });

  it("a function becomes a handler when the file that registers it is saved, whichever is linted first", () => {
    const worker = `
import { load } from "./orders";
export async function work(message) {
  await load(message.body.id);
}
`;
    const registration = (name: string): string => `
import { ServiceBusClient } from "@azure/service-bus";
import { work } from "./worker";
async function rest() {}
new ServiceBusClient("").createReceiver("orders").subscribe({ processMessage: ${name}, async processError() {} });
`;
    const { lint, write } = shop({
      "src/worker.ts": worker,
      "src/registration.ts": registration("rest"),
    });
    assert.deepEqual(lint("src/worker.ts"), []);
    write("src/registration.ts", registration("work"));
    assert.deepEqual(lint("src/registration.ts"), []);
    assert.deepEqual(lint("src/worker.ts"), ["require-session-token 4"]);
    write("src/registration.ts", registration("rest"));
    assert.deepEqual(lint("src/registration.ts"), []);
    assert.deepEqual(lint("src/worker.ts"), []);
  });

  it("an import that leads elsewhere now counts", () => {
    const { lint, write } = shop({ "src/mended.ts": withToken });
    assert.deepEqual(lint(), REPORTED);
    write(HANDLER, handler("./mended"));
    assert.deepEqual(lint(), []);
  });

  it("a file in front of the one that was imported counts", async () => {
    // ./orders is a folder with an index until there is a file of that name.
    const { lint, write, remove } = shop({
      "src/orders/index.ts": repository(),
    });
    remove(REPOSITORY);
    assert.deepEqual(lint(), REPORTED);
    write(REPOSITORY, withToken);
    await becomes(lint, []);
  });

  it("paths of the tsconfig that lead elsewhere now count", async () => {
    const paths = (target: string): string =>
      JSON.stringify({ compilerOptions: { paths: { "#data": [target] } } });
    const { lint, write } = shop({
      "tsconfig.json": paths("./src/orders.ts"),
      "src/mended.ts": withToken,
      [HANDLER]: handler("#data"),
    });
    assert.deepEqual(lint(), REPORTED);
    write("tsconfig.json", paths("./src/mended.ts"));
    await becomes(lint, []);
  });

  it("a dependency that does not parse any more keeps what was known of it, until it parses", () => {
    const { lint, write } = shop();
    assert.deepEqual(lint(), REPORTED);
    write(REPOSITORY, `${repository()}\nexport const half = `);
    assert.deepEqual(lint(), REPORTED);
    write(REPOSITORY, withToken);
    assert.deepEqual(lint(), []);
  });

  it("settings that change count", () => {
    const { lint } = shop();
    assert.deepEqual(lint(), REPORTED);
    const ignored = { settings: { ignoreContainers: ["orders"] } };
    assert.deepEqual(lint(HANDLER, ignored), []);
    assert.deepEqual(lint(), REPORTED);
  });

  it("the text that is linted counts, not the one on the disk", () => {
    const { lint } = shop({ "src/mended.ts": withToken });
    assert.deepEqual(lint(HANDLER, { text: handler("./mended") }), []);
    assert.deepEqual(lint(), REPORTED);
    assert.deepEqual(lint(HANDLER, { text: `\n${handler()}` }), [
      "require-session-token 7",
    ]);
  });
});

describe("a text under a name that no file has", function () {
  noHiddenExceptions();

  it("gets findings, as often as it is linted", () => {
    const { lint } = shop();
    const other = (text: string): string[] => lint("src/new.ts", { text });
    assert.deepEqual(other(handler()), REPORTED);
    assert.deepEqual(other(`\n${handler()}`), ["require-session-token 7"]);
    assert.deepEqual(other(handler("./mended")), []);
    assert.deepEqual(other(handler()), REPORTED);
    assert.deepEqual(lint(), REPORTED);
  });

  it("gets them in a folder that is not there either, and is nobody's dependency before it is saved", () => {
    const { lint, write } = shop({ [HANDLER]: handler("./data/store") });
    const text = `\n${handler("../orders")}`;
    assert.deepEqual(lint("src/more/new.ts", { text }), [
      "require-session-token 7",
    ]);
    assert.deepEqual(lint("src/data/store.ts", { text: repository() }), []);
    assert.deepEqual(lint(), []);
    write("src/data/store.ts", repository());
    assert.deepEqual(lint(), REPORTED);
  });

  it("gets them where it is all that the project has", () => {
    const { lint, remove } = shop();
    remove(HANDLER);
    remove(REPOSITORY);
    const text = `${repository()}${handler("./nothing").replace(/import { load }.*\n/, "")}`;
    assert.deepEqual(lint("src/all.ts", { text }), ["require-session-token 5"]);
  });

  it("gets none where a file of that name would be a test or ignored", () => {
    const { lint } = shop({ ".gitignore": "/src/made/\n" });
    for (const name of ["src/new.test.ts", "src/made/new.ts"])
      assert.deepEqual(lint(name, { text: handler() }), [], name);
  });
});

/** How long the answer may take to see a file that appeared elsewhere in the project. */
async function becomes(
  lint: () => string[],
  expected: readonly string[],
): Promise<void> {
  const end = Date.now() + 3000;
  while (Date.now() < end && lint().join() !== expected.join())
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(lint(), expected);
}
