import assert from "node:assert/strict";
import { createMemoryHost, type MemoryHost } from "./memoryHost.ts";
import { createTextScanner, groupsIn } from "./scanTexts.ts";

const markers = {
  cosmos: ["@azure/cosmos", "documentdb"],
  bus: ["@azure/service-bus"],
};

/** Counts how often a text is read. */
function counting(host: MemoryHost): { host: MemoryHost; reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    host: {
      ...host,
      readText: (file) => (reads.push(file), host.readText(file)),
    },
  };
}

describe("groupsIn", () => {
  it("names the groups whose markers occur in a text", () => {
    const groups = (text: string): string[] => [...groupsIn(text, markers)];
    assert.deepEqual(groups(`import { CosmosClient } from "@azure/cosmos";`), [
      "cosmos",
    ]);
    assert.deepEqual(
      groups(`require("documentdb"); require("@azure/service-bus")`),
      ["cosmos", "bus"],
    );
    assert.deepEqual(groups("nothing of that kind"), []);
  });
});

describe("createTextScanner", () => {
  it("finds the files that name an SDK", () => {
    const host = createMemoryHost({
      "/a.ts": "@azure/cosmos",
      "/b.ts": "@azure/service-bus",
      "/c.ts": "",
    });
    const scanner = createTextScanner(host, markers);
    assert.deepEqual(
      [
        ...scanner.filesWith(
          ["/a.ts", "/b.ts", "/c.ts", "/gone.ts"],
          ["cosmos", "bus"],
        ),
      ],
      ["/a.ts", "/b.ts"],
    );
    assert.deepEqual(
      [...scanner.filesWith(["/a.ts", "/b.ts"], ["bus"])],
      ["/b.ts"],
    );
  });

  it("searches bytes as it searches text", () => {
    const memory = createMemoryHost({
      "/a.ts": `const größe = 1; import "./größe"; import "@azure/cosmos";`,
    });
    const host = {
      ...memory,
      readBytes: (file: string) =>
        Buffer.from(memory.readText(file) ?? "").toString("latin1"),
    };
    const scanner = createTextScanner(host, { ...markers, own: ["größe"] });
    assert.equal(scanner.filesWith(["/a.ts"], ["own"]).size, 1);
    assert.equal(scanner.filesWith(["/a.ts"], ["bus"]).size, 0);
    assert.deepEqual(scanner.imports("/a.ts"), ["./größe", "@azure/cosmos"]);
  });

  it("reads a text once, and again when it changed", () => {
    const { host, reads } = counting(
      createMemoryHost({ "/a.ts": `import "./x";` }),
    );
    const scanner = createTextScanner(host, markers);
    assert.equal(scanner.filesWith(["/a.ts"], ["cosmos"]).size, 0);
    assert.equal(scanner.filesWith(["/a.ts"], ["cosmos"]).size, 0);
    assert.equal(reads.length, 1);
    host.write("/a.ts", `import "@azure/cosmos";`);
    assert.equal(scanner.filesWith(["/a.ts"], ["cosmos"]).size, 1);
    assert.deepEqual(scanner.imports("/a.ts"), ["@azure/cosmos"]);
    assert.equal(reads.length, 3);
    host.remove("/a.ts");
    assert.equal(scanner.filesWith(["/a.ts"], ["cosmos"]).size, 0);
    assert.deepEqual(scanner.imports("/a.ts"), []);
  });

  it("reads a text once for all that was announced, from the first find on", () => {
    const { host, reads } = counting(
      createMemoryHost({
        "/a.ts": "",
        "/b.ts": "@azure/cosmos",
        "/c.ts": `import "./b";`,
      }),
    );
    const files = ["/a.ts", "/b.ts", "/c.ts"];
    const scanner = createTextScanner(host, markers);
    scanner.filesWith(files, ["cosmos"], ["bus"]);
    assert.deepEqual(reads, files);
    scanner.filesWith(files, ["bus"]);
    assert.deepEqual(scanner.imports("/c.ts"), ["./b"]);
    assert.deepEqual(reads, [...files, "/a.ts", "/b.ts"]);
  });

  it("knows through another view what it knows already", () => {
    const { host, reads } = counting(
      createMemoryHost({ "/a.ts": "@azure/cosmos" }),
    );
    const scanner = createTextScanner(host, markers);
    scanner.filesWith(["/a.ts"], ["cosmos"]);
    const view = scanner.through({ ...host });
    assert.equal(view.filesWith(["/a.ts"], ["cosmos"]).size, 1);
    assert.equal(reads.length, 1);
  });

  it("forgets the file met first when it has met too many, and still answers rightly", () => {
    const host = createMemoryHost({
      "/a.ts": "@azure/cosmos",
      "/b.ts": "@azure/cosmos",
    });
    const scanner = createTextScanner(host, markers, 1);
    assert.equal(
      scanner.filesWith(["/a.ts", "/b.ts", "/a.ts"], ["cosmos"]).size,
      2,
    );
  });
});
