import assert from "node:assert/strict";
import { createMemoryHost } from "./memoryHost.ts";
import { stateKeyOf } from "./projectState.ts";

describe("stateKeyOf", () => {
  it("stays as long as no text changes, and changes with a text, a new file and a file that is gone", () => {
    const host = createMemoryHost({ "/p/a.ts": "1", "/p/b.ts": "2" });
    const first = stateKeyOf(host, ["/p/a.ts", "/p/b.ts"]);
    assert.equal(stateKeyOf(host, ["/p/a.ts", "/p/b.ts"]), first);
    assert.notEqual(stateKeyOf(host, ["/p/a.ts"]), first);
    host.write("/p/b.ts", "3");
    const second = stateKeyOf(host, ["/p/a.ts", "/p/b.ts"]);
    assert.notEqual(second, first);
    host.remove("/p/b.ts");
    assert.notEqual(stateKeyOf(host, ["/p/a.ts", "/p/b.ts"]), second);
  });
});
