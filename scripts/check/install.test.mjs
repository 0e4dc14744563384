import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { findLeftOut, findReasonToInstall } from "./install.mjs";
import { root } from "./paths.mjs";

const wanted = {
  packages: {
    "": {},
    "session-token": { version: "0.0.0" },
    "node_modules/cosmos-session-token": { link: true },
    "node_modules/mocha": { version: "12.0.3" },
    "node_modules/some-binding-win32": { version: "1.0.0", optional: true },
  },
};

describe("installing before the tests", () => {
  it("happens on a fresh clone", () => {
    assert.equal(
      findReasonToInstall(wanted, undefined),
      "node_modules is missing",
    );
  });

  it("happens when somebody else added a package", () => {
    const installed = {
      packages: { "node_modules/cosmos-session-token": { link: true } },
    };
    assert.equal(
      findReasonToInstall(wanted, installed),
      "node_modules/mocha is missing",
    );
  });

  it("happens when the lock file asks for another version", () => {
    const installed = {
      packages: {
        "node_modules/cosmos-session-token": { link: true },
        "node_modules/mocha": { version: "11.0.0" },
      },
    };
    assert.match(
      findReasonToInstall(wanted, installed) ?? "",
      /mocha is 11\.0\.0 .* asks for 12\.0\.3/,
    );
  });

  it("does not happen for the missing binding of another system", () => {
    const installed = {
      packages: {
        "node_modules/cosmos-session-token": { link: true },
        "node_modules/mocha": { version: "12.0.3" },
      },
    };
    assert.equal(findReasonToInstall(wanted, installed), undefined);
  });
});

describe("package-lock.json", () => {
  it("is wrong when it leaves out the binding of another system", () => {
    const lock = {
      packages: {
        "node_modules/some": {
          optionalDependencies: { "some-linux": "1.0.0", "some-mac": "1.0.0" },
        },
        "node_modules/some-linux": { version: "1.0.0", optional: true },
      },
    };
    assert.deepEqual(findLeftOut(lock), ["some-mac"]);
  });

  // Repair: pin the package that brings the binding to its last version that has all of them.
  it("holds the bindings of all systems, so that everybody can install", () => {
    const text = readFileSync(path.join(root, "package-lock.json"), "utf8");
    assert.deepEqual(findLeftOut(JSON.parse(text)), []);
  });
});
