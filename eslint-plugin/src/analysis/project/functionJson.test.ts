import assert from "node:assert/strict";
import path from "node:path";
import { readFunctionJson } from "./functionJson.ts";
import { createMemoryHost } from "./memoryHost.ts";

const trigger = `{
  "bindings": [
    // the queue
    { "type": "serviceBusTrigger", "name": "message", "direction": "in", "queueName": "%Queue%" },
    {
      "type": "cosmosDB", "name": "order", "direction": "in", "collectionName": "orders"
    },
    { "type": "cosmosDB", "name": "out", "direction": "out" },
  ],
}`;

function scripts(
  files: Record<string, string>,
  scriptFile?: string,
): readonly string[] {
  const json = JSON.stringify({
    bindings: [],
    ...(scriptFile === undefined ? {} : { scriptFile }),
  });
  return readFunctionJson(
    createMemoryHost({ ...files, "/app/onOrder/function.json": json }),
    "/app/onOrder/function.json",
  ).scriptCandidates;
}

describe("readFunctionJson", () => {
  it("tells triggers and Cosmos input bindings, with their lines", () => {
    const read = readFunctionJson(
      createMemoryHost({ "/app/onOrder/function.json": trigger }),
      "/app/onOrder/function.json",
    );
    assert.deepEqual(
      read.triggers.map(({ type, name, line }) => ({ type, name, line })),
      [{ type: "serviceBusTrigger", name: "message", line: 4 }],
    );
    assert.deepEqual(
      read.triggers.map(({ settings }) => settings["queueName"]),
      ["%Queue%"],
    );
    assert.deepEqual(read.cosmosInputs, [{ name: "order", line: 5 }]);
    assert.deepEqual(read.problems, []);
    assert.equal("entryPoint" in read, false);
  });

  it("gives the entry point where the file names one", () => {
    const host = createMemoryHost({
      "/app/f/function.json": `{ "bindings": [], "entryPoint": "handle" }`,
    });
    assert.equal(
      readFunctionJson(host, "/app/f/function.json").entryPoint,
      "handle",
    );
  });

  it("maps the script of a build folder to the TypeScript source beside function.json", () => {
    assert.deepEqual(
      scripts({ "/app/onOrder/index.ts": "" }, "../dist/onOrder/index.js"),
      ["/app/onOrder/index.ts"],
    );
  });

  it("finds the sources beside a folder that holds all functions", () => {
    const files = {
      "/repo/functions/f/function.json": `{ "bindings": [], "scriptFile": "../../dist/handlers/orders.js" }`,
      "/repo/tsconfig.json": `{ "compilerOptions": { "outDir": "dist", "rootDir": "src" } }`,
      "/repo/src/handlers/orders.ts": "",
    };
    assert.deepEqual(
      readFunctionJson(
        createMemoryHost(files),
        "/repo/functions/f/function.json",
      ).scriptCandidates,
      ["/repo/src/handlers/orders.ts"],
    );
  });

  it("knows input bindings by the type of the first runtime, too", () => {
    const host = createMemoryHost({
      "/app/f/function.json": `{ "bindings": [{ "type": "documentDB", "name": "order", "direction": "in" }] }`,
    });
    assert.deepEqual(
      readFunctionJson(host, "/app/f/function.json").cosmosInputs,
      [{ name: "order", line: 1 }],
    );
  });

  it("maps it to a source under src, and to wherever rootDir and outDir lead", () => {
    assert.deepEqual(
      scripts({ "/app/src/onOrder/index.ts": "" }, "../dist/onOrder/index.js"),
      ["/app/src/onOrder/index.ts"],
    );
    assert.deepEqual(
      scripts(
        { "/app/src/functions/onOrder.ts": "" },
        "../dist/src/functions/onOrder.js",
      ),
      ["/app/src/functions/onOrder.ts"],
    );
    assert.deepEqual(
      scripts(
        {
          "/app/code/onOrder.ts": "",
          "/app/tsconfig.json": `{ "compilerOptions": { "outDir": "./bin", "rootDir": "./code" } }`,
        },
        "../bin/onOrder.js",
      ),
      ["/app/code/onOrder.ts"],
    );
    assert.deepEqual(
      scripts(
        { "/app/src/onOrder/index.ts": "" },
        "../compiled/onOrder/index.js",
      ),
      ["/app/src/onOrder/index.ts"],
    );
    assert.deepEqual(scripts({ "/app/src/main.ts": "" }, "..\\dist\\main.js"), [
      "/app/src/main.ts",
    ]);
  });

  it("puts the source before the script that was built from it", () => {
    assert.deepEqual(
      scripts(
        { "/app/onOrder/index.ts": "", "/app/dist/onOrder/index.js": "" },
        "../dist/onOrder/index.js",
      ),
      ["/app/onOrder/index.ts", "/app/dist/onOrder/index.js"],
    );
  });

  it("takes a JavaScript script as it stands, in the folder or elsewhere", () => {
    assert.deepEqual(scripts({ "/app/onOrder/index.js": "" }, "index.js"), [
      "/app/onOrder/index.js",
    ]);
    assert.deepEqual(
      scripts(
        { "/app/src/index.ts": "", "/app/onOrder/index.js": "" },
        "index.js",
      ),
      ["/app/onOrder/index.js"],
    );
    assert.deepEqual(
      scripts(
        { "/app/shared/orders.js": "", "/app/onOrder/index.js": "" },
        "../shared/orders.js",
      ),
      ["/app/shared/orders.js", "/app/onOrder/index.js"],
    );
  });

  it("falls back to index and to the only script of the folder", () => {
    assert.deepEqual(
      scripts({ "/app/onOrder/index.js": "", "/app/onOrder/helper.js": "" }),
      ["/app/onOrder/index.js"],
    );
    assert.deepEqual(scripts({ "/app/onOrder/index.ts": "" }), [
      "/app/onOrder/index.ts",
    ]);
    assert.deepEqual(scripts({ "/app/onOrder/handle.js": "" }), [
      "/app/onOrder/handle.js",
    ]);
    assert.deepEqual(
      scripts({ "/app/onOrder/a.js": "", "/app/onOrder/b.js": "" }),
      [],
    );
  });

  it("tells what is broken, with the line, and never throws", () => {
    const broken = (text: string): unknown =>
      readFunctionJson(
        createMemoryHost({ "/f/function.json": text }),
        "/f/function.json",
      ).problems[0];
    assert.deepEqual(broken(`{\n  "bindings": [\n    { "type" }\n`), {
      file: "/f/function.json",
      message: 'Cannot read line 3: expected ":", found "}".',
      line: 3,
    });
    assert.deepEqual(broken("[]"), {
      file: "/f/function.json",
      message: 'Expected an object with "bindings".',
      line: 1,
    });
    assert.deepEqual(broken("\n{}"), {
      file: "/f/function.json",
      message: 'Expected "bindings" to be an array.',
      line: 2,
    });
    assert.deepEqual(broken(`{ "bindings": [\n{}, 7] }`), {
      file: "/f/function.json",
      message: 'Expected each binding to have a "type".',
      line: 2,
    });
    assert.deepEqual(
      readFunctionJson(createMemoryHost({}), "/gone/function.json").problems,
      [
        {
          file: "/gone/function.json",
          message: "Cannot read the file.",
          line: 1,
        },
      ],
    );
  });

  it("works on Windows", () => {
    const host = createMemoryHost(
      {
        "C:\\app\\onOrder\\function.json": `{ "bindings": [], "scriptFile": "../dist/onOrder/index.js" }`,
        "C:\\app\\onOrder\\index.ts": "",
      },
      path.win32,
    );
    assert.deepEqual(
      readFunctionJson(host, "C:\\app\\onOrder\\function.json")
        .scriptCandidates,
      ["C:\\app\\onOrder\\index.ts"],
    );
  });
});
