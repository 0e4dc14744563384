import assert from "node:assert/strict";
import { findReasonToInstall } from "./install.mjs";

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
