import assert from "node:assert/strict";
import { NameSearch } from "./nameSearch.ts";
import { createMemoryHost } from "./project/memoryHost.ts";

describe("NameSearch", () => {
  it("looks into a text once for each name, and again when the text is another one", () => {
    const host = createMemoryHost({ "/a.ts": "class A extends Base {}" });
    const search = new NameSearch();
    let looks = 0;
    const isIn = (name: string): boolean =>
      search.isIn(
        host,
        "/a.ts",
        name,
        `new ${name}`,
        () => host.readText("/a.ts") ?? "",
        (text) => {
          looks++;
          return text.includes(name);
        },
      );
    assert.deepEqual(
      [isIn("Base"), isIn("Base"), isIn("Other")],
      [true, true, false],
    );
    assert.equal(looks, 1, "a text without the word is not looked through");

    host.write("/a.ts", "class A extends Other {}");
    assert.deepEqual([isIn("Base"), isIn("Other")], [false, true]);
    assert.equal(looks, 2);
  });

  it("knows nothing of a file that is not there", () => {
    const host = createMemoryHost({});
    const search = new NameSearch();
    const find = (text: string): boolean =>
      search.isIn(
        host,
        "/a.ts",
        "Base",
        "new Base",
        () => text,
        () => text !== "",
      );
    assert.equal(find(""), false);
    assert.equal(find("class A extends Base {}"), true);
  });
});
