import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { serviceName } from "./serviceName.ts";

const cwd = "/code/shop/src";
const script = "/code/shop/src/consumer/main.js";
const package_ = {
  npm_package_name: "shop",
  npm_package_json: "/code/shop/package.json",
};

describe("the name of a program", () => {
  it("is what it calls itself", () => {
    const env = { ...package_, OTEL_SERVICE_NAME: "billing" };
    assert.equal(serviceName({ env, cwd, script }), "billing");
  });

  it("is that of its package where npm has started it", () => {
    assert.equal(serviceName({ env: package_, cwd, script }), "shop");
  });

  it("is not that of the package which has only started the editor", () => {
    const env = { ...package_, npm_package_json: "/code/tools/package.json" };
    assert.equal(serviceName({ env, cwd, script }), "consumer/main.js");
  });

  it("is its file, with the folder where each program has such a file", () => {
    const named = (file: string | undefined) =>
      serviceName({ env: {}, cwd, script: file });
    assert.equal(named("/code/shop/placeOrders.mjs"), "placeOrders.mjs");
    assert.equal(named("C:\\code\\billing\\index.ts"), "billing/index.ts");
    assert.equal(named("index.js"), "index.js");
    assert.equal(named(undefined), "node");
  });
});
