import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { chooseLabConfig, LAB_FILE } from "./labConfig.ts";

describe("what the lab starts with", () => {
  const standard = "/extension/start.json";
  let folder: string;
  let empty: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "lab-"));
    empty = mkdtempSync(path.join(tmpdir(), "lab-"));
    for (const name of [LAB_FILE, "other.json"]) {
      writeFileSync(path.join(folder, name), "{}");
    }
  });

  after(() => {
    for (const one of [folder, empty]) {
      rmSync(one, { recursive: true, force: true });
    }
  });

  it("is the file of the first folder, where it has one", () => {
    const places = { setting: "", standard };
    assert.equal(
      chooseLabConfig({ ...places, folder }),
      path.join(folder, LAB_FILE),
    );
    assert.equal(chooseLabConfig({ ...places, folder: empty }), standard);
    assert.equal(chooseLabConfig({ ...places, folder: undefined }), standard);
  });

  it("is what the setting names, seen from the first folder, whatever else is there", () => {
    const file = path.join(folder, "other.json");
    for (const setting of ["other.json", file]) {
      assert.equal(chooseLabConfig({ setting, folder, standard }), file);
    }
  });

  it("is nothing where the setting names a file that is not there, and says which", () => {
    assert.throws(
      () => chooseLabConfig({ setting: "gone.json", folder, standard }),
      (error: Error) =>
        error.message.includes("cosmosSession.lab.config") &&
        error.message.includes(path.join(folder, "gone.json")),
    );
  });
});
