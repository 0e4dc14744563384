import assert from "node:assert/strict";
import { createMemoryHost } from "../analysis/project/memoryHost.ts";
import { detectStyle } from "./detectStyle.ts";

describe("the style of a code base", () => {
  it("is inline where nothing of cosmos-session-token is used", () => {
    const host = createMemoryHost({
      "/a.ts": "// cosmos-session-token would help\n",
    });
    assert.equal(detectStyle(host, ["/a.ts", "/missing.ts"]), "inline");
  });

  it("is helper where the package is imported", () => {
    const host = createMemoryHost({
      "/a.ts": `import { merge } from "cosmos-session-token";\n`,
    });
    assert.equal(detectStyle(host, ["/a.ts"]), "helper");
  });

  it("is ambient where its subpath is used, also by require", () => {
    const host = createMemoryHost({
      "/a.ts": `import { merge } from "cosmos-session-token";\n`,
      "/b.js": `const { handle } = require('cosmos-session-token/ambient');\n`,
    });
    assert.equal(detectStyle(host, ["/a.ts", "/b.js"]), "ambient");
  });
});
