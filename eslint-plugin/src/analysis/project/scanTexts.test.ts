import assert from "node:assert/strict";
import { createMemoryHost } from "./memoryHost.ts";
import { createTextScanner, scanFile } from "./scanTexts.ts";

const markers = {
  cosmos: ["@azure/cosmos", "documentdb"],
  bus: ["@azure/service-bus"],
};

describe("scanFile", () => {
  it("names the groups whose markers occur in a text", () => {
    assert.deepEqual(
      [
        ...scanFile(`import { CosmosClient } from "@azure/cosmos";`, markers)
          .groups,
      ],
      ["cosmos"],
    );
    assert.deepEqual(
      [
        ...scanFile(
          `require("documentdb"); require("@azure/service-bus")`,
          markers,
        ).groups,
      ],
      ["cosmos", "bus"],
    );
    assert.deepEqual([...scanFile("nothing of that kind", markers).groups], []);
  });

  it("searches bytes as it searches text", () => {
    assert.deepEqual(
      [...scanFile(Buffer.from("é @azure/service-bus"), markers).groups],
      ["bus"],
    );
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

  it("reads a text once, and again when it changed", () => {
    const host = createMemoryHost({ "/a.ts": `import "./x";` });
    let reads = 0;
    const counting = {
      ...host,
      readText: (file: string) => (reads++, host.readText(file)),
    };
    const scanner = createTextScanner(counting, markers);
    scanner.scan("/a.ts");
    scanner.scan("/a.ts");
    assert.equal(reads, 1);
    host.write("/a.ts", `import "@azure/cosmos";`);
    assert.deepEqual([...(scanner.scan("/a.ts")?.groups ?? [])], ["cosmos"]);
    assert.deepEqual(scanner.imports("/a.ts"), ["@azure/cosmos"]);
    assert.equal(reads, 3);
    host.remove("/a.ts");
    assert.equal(scanner.scan("/a.ts"), undefined);
    assert.deepEqual(scanner.imports("/a.ts"), []);
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
