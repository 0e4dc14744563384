import assert from "node:assert/strict";
import { validateHeaderValue } from "node:http";
import { describe, it } from "mocha";
import {
  callSiteHeader,
  readCallSite,
  writeCallSite,
} from "./callSiteHeader.ts";

describe("the header of a call site", () => {
  it("carries any path", () => {
    for (const file of ["/home/me/a b/wörker.ts", "C:\\shop\\订单 50%.js"]) {
      const header = writeCallSite({ file, line: 24 });
      validateHeaderValue(callSiteHeader, header);
      assert.equal(readCallSite(header), `${file}:24`);
    }
  });

  it("is ignored where somebody else wrote it", () => {
    for (const header of [
      undefined,
      "",
      "worker.ts",
      "a b:1",
      "%E0:1",
      ["a:1"],
    ]) {
      assert.equal(readCallSite(header), undefined);
    }
  });
});
