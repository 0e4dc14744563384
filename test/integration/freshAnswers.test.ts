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
  this.timeout(10_000);
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
