import assert from "node:assert/strict";
import { createEngine } from "./engine.ts";
import { createMemoryHost } from "./project/memoryHost.ts";
import { parseSettings } from "./settings.ts";

const { settings } = parseSettings({});

const repository = (read: string): string => `
  import { CosmosClient } from "@azure/cosmos";
  const container = new CosmosClient("").database("shop").container("orders");
  export async function load(id: string, sessionToken?: string) {
    return (await ${read}).resource;
  }
`;
const withoutToken = repository("container.item(id, id).read()");
const withToken = repository("container.item(id, id).read({ sessionToken })");

const handler = (call: string): string => `
  import { ServiceBusClient } from "@azure/service-bus";
  import { load } from "./orders";
  new ServiceBusClient("").createReceiver("orders").subscribe({
    async processMessage(message) {
      await ${call};
    },
    async processError() {},
  });
`;
const passes = handler(
  "load(message.body.id, message.applicationProperties?.token as string)",
);
const forgets = handler("load(message.body.id)");

function project(files: Record<string, string>) {
  const host = createMemoryHost({ "/shop/package-lock.json": "{}", ...files });
  const engine = createEngine(host);
  return {
    host,
    engine,
    reportsIn: (file: string, text?: string): number[] =>
      engine
        .findingsIn(file, text, settings)
        .map((finding) => finding.place.start.line),
  };
}

describe("a session of the engine", () => {
  it("reports the read two files away at the handler's call", () => {
    const { reportsIn } = project({
      "/shop/handler.ts": passes,
      "/shop/orders.ts": withoutToken,
    });
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
    assert.deepEqual(reportsIn("/shop/orders.ts"), []);
  });

  it("reports a weak level at the handler alone, also while the read's own file is edited", () => {
    const weak = repository(
      `container.item(id, id).read({ sessionToken, consistencyLevel: "Eventual" })`,
    );
    const { host, reportsIn } = project({
      "/shop/handler.ts": passes,
      "/shop/orders.ts": weak,
    });
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
    assert.deepEqual(reportsIn("/shop/orders.ts"), []);
    assert.deepEqual(reportsIn("/shop/orders.ts", `// unsaved\n${weak}`), []);
    host.write("/shop/orders.ts", `// saved\n${weak}`);
    assert.deepEqual(reportsIn("/shop/orders.ts"), []);
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
  });

  it("sees at once that a dependency has changed, both ways", () => {
    const { host, reportsIn } = project({
      "/shop/handler.ts": passes,
      "/shop/orders.ts": withoutToken,
    });
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
    host.write("/shop/orders.ts", withToken);
    assert.deepEqual(reportsIn("/shop/handler.ts"), []);
    host.write("/shop/orders.ts", withoutToken);
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
  });

  it("reports what has changed also where somebody asked for handlers or token files meanwhile", () => {
    const { engine, host, reportsIn } = project({
      "/shop/handler.ts": passes,
      "/shop/orders.ts": withoutToken,
    });
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
    host.write("/shop/orders.ts", withToken);
    engine.tokenFilesOf("/shop/handler.ts", settings);
    assert.deepEqual(reportsIn("/shop/handler.ts"), []);
    host.write("/shop/orders.ts", withoutToken);
    engine.handlersOf("/shop/handler.ts", settings);
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
  });

  it("answers for the text that an editor holds, and for the disk again when that is asked for", () => {
    const { reportsIn } = project({
      "/shop/handler.ts": forgets,
      "/shop/orders.ts": withToken,
    });
    assert.deepEqual(reportsIn("/shop/handler.ts", passes), []);
    assert.deepEqual(reportsIn("/shop/handler.ts", forgets), [6]);
    assert.deepEqual(reportsIn("/shop/handler.ts", `\n${forgets}`), [7]);
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
  });

  it("does not let the unsaved text of one file speak for another", () => {
    const { reportsIn } = project({
      "/shop/handler.ts": passes,
      "/shop/orders.ts": withoutToken,
    });
    reportsIn("/shop/orders.ts", withToken);
    assert.deepEqual(reportsIn("/shop/handler.ts", passes), [6]);
  });

  it("follows an import that stands in the unsaved text only", () => {
    const { reportsIn } = project({
      "/shop/handler.ts": "export {};",
      "/shop/orders.ts": withoutToken,
    });
    assert.deepEqual(reportsIn("/shop/handler.ts", forgets), [6]);
  });

  it("follows it still when that text is saved", () => {
    const { host, reportsIn } = project({
      "/shop/handler.ts": "export {};",
      "/shop/orders.ts": withoutToken,
    });
    assert.deepEqual(reportsIn("/shop/handler.ts", forgets), [6]);
    host.write("/shop/handler.ts", forgets);
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
  });

  it("keeps the last text that parsed while a dependency is being typed", () => {
    const { host, reportsIn } = project({
      "/shop/handler.ts": forgets,
      "/shop/orders.ts": withoutToken,
    });
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
    host.write("/shop/orders.ts", withoutToken.replace(".read()", ".read("));
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
  });

  it("knows the packages that it has tables of, also where their code is part of the workspace", () => {
    const { reportsIn } = project({
      "/shop/package.json": `{ "workspaces": ["packages/*"] }`,
      "/shop/packages/tokens/package.json": `{ "name": "cosmos-session-token", "main": "src/index.ts" }`,
      "/shop/packages/tokens/src/index.ts":
        "export const tokenFrom = () => undefined;",
      "/shop/orders.ts": withoutToken.replace(
        ".read()",
        ".read({ sessionToken })",
      ),
      "/shop/handler.ts": `import { tokenFrom } from "cosmos-session-token";
        ${handler("load(message.body.id, tokenFrom(message))")}`,
      "/shop/other.ts": forgets,
    });
    assert.deepEqual(reportsIn("/shop/handler.ts"), []);
    assert.deepEqual(reportsIn("/shop/other.ts"), [6]);
  });

  it("is silent where a project names no Cosmos SDK", () => {
    const { reportsIn } = project({ "/shop/handler.ts": forgets });
    assert.deepEqual(reportsIn("/shop/handler.ts"), []);
  });

  it("names every file that the finding depends on", () => {
    const host = createMemoryHost({
      "/shop/package-lock.json": "{}",
      "/shop/handler.ts": forgets,
      "/shop/orders.ts": withoutToken,
      "/shop/other.ts": "export const other = 1;",
    });
    const [finding] = createEngine(host).findingsIn(
      "/shop/handler.ts",
      undefined,
      settings,
    );
    assert.deepEqual(finding?.dependsOn, [
      "/shop/handler.ts",
      "/shop/orders.ts",
    ]);
  });

  it("gives the same findings whichever file is asked for first", () => {
    const files = {
      "/shop/a.ts": forgets,
      "/shop/b.ts": forgets,
      "/shop/orders.ts": withoutToken,
    };
    const forward = project(files);
    const backward = project(files);
    const a = forward.reportsIn("/shop/a.ts");
    const b = backward.reportsIn("/shop/b.ts");
    assert.deepEqual(
      [a, forward.reportsIn("/shop/b.ts")],
      [backward.reportsIn("/shop/a.ts"), b],
    );
  });
});

describe("a session that trusts manifests", () => {
  const files = {
    "/shop/.git/HEAD": "",
    "/shop/package.json": "{}",
    "/shop/package-lock.json": "{}",
    "/shop/handler.ts": forgets,
    "/shop/orders.ts": withoutToken,
  };

  function trusting(more: Record<string, string> = {}) {
    const host = createMemoryHost({ ...files, ...more });
    return { host, engine: createEngine(host, { trustsManifests: true }) };
  }

  it("reads no source where none of them names an SDK", () => {
    const host = createMemoryHost(files);
    const read: string[] = [];
    const engine = createEngine(
      {
        ...host,
        readText(file) {
          read.push(file);
          return host.readText(file);
        },
      },
      { trustsManifests: true },
    );
    assert.equal(engine.isSilent("/shop/handler.ts", settings), true);
    assert.equal(engine.isSilent("/shop/orders.ts", settings), true);
    assert.deepEqual(
      read.filter((file) => file.endsWith(".ts")),
      [],
    );
  });

  for (const file of [
    "/shop/package.json",
    "/shop/package-lock.json",
    "/shop/node_modules/@azure/cosmos/package.json",
  ])
    it(`reports once ${file} names an SDK, at the next question`, () => {
      const { host, engine } = trusting();
      assert.equal(engine.isSilent("/shop/handler.ts", settings), true);
      host.write(file, `{ "name": "@azure/cosmos" }`);
      assert.equal(engine.isSilent("/shop/handler.ts", settings), false);
      assert.equal(
        engine.findingsIn("/shop/handler.ts", forgets, settings).length,
        1,
      );
    });

  it("reports in a file that came together with its manifest", () => {
    const { host, engine } = trusting();
    assert.equal(engine.isSilent("/shop/orders.ts", settings), true);
    host.write("/shop/new/package.json", `{ "name": "@azure/cosmos" }`);
    host.write("/shop/new/handler.ts", forgets.replace("./o", "../o"));
    assert.equal(engine.isSilent("/shop/new/handler.ts", settings), false);
    assert.equal(
      engine.findingsIn("/shop/new/handler.ts", undefined, settings).length,
      1,
    );
  });

  it("reads all sources where settings name handlers or presets, and for whoever asks for the handlers", () => {
    const { engine } = trusting();
    const { settings: named } = parseSettings({ presets: ["event-hubs"] });
    assert.equal(engine.isSilent("/shop/handler.ts", named), false);
    assert.equal(
      engine.findingsIn("/shop/handler.ts", undefined, named).length,
      1,
    );
    const plain = createEngine(createMemoryHost(files));
    assert.equal(plain.isSilent("/shop/handler.ts", settings), false);
    assert.equal(plain.handlersOf("/shop", settings).length, 1);
  });
});

describe("a project without a handler", () => {
  const files = {
    "/shop/orders.ts": withoutToken.replaceAll("sessionToken", "token"),
    "/shop/handler.ts": "export {};",
  };

  it("is silent, and reports as soon as a text names one, unsaved or saved", () => {
    const { host, reportsIn } = project(files);
    const [orders] = Object.values(files);
    assert.deepEqual(reportsIn("/shop/orders.ts", orders), []);
    assert.deepEqual(reportsIn("/shop/handler.ts", forgets), [6]);
    host.write("/shop/handler.ts", forgets);
    assert.deepEqual(reportsIn("/shop/handler.ts"), [6]);
  });

  it("reports a token that a text loses", () => {
    const { reportsIn } = project(files);
    const loses = repository("container.items.readAll().fetchAll()").replace(
      "return (",
      "const sent = (await container.item(id, id).read()).sessionToken; send(sent); return (",
    );
    assert.deepEqual(reportsIn("/shop/handler.ts", "export {};"), []);
    assert.deepEqual(reportsIn("/shop/orders.ts", loses), [5]);
  });
});
