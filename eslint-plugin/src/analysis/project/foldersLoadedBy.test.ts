import assert from "node:assert/strict";
import { foldersLoadedBy } from "./foldersLoadedBy.ts";

describe("the folders that a text loads modules from", () => {
  it("are named where a folder is listed", () => {
    assert.deepEqual(
      foldersLoadedBy(
        'fs.readdirSync(path.join(__dirname, "src", "handlers")).forEach(load)',
      ),
      ["./src/handlers/*"],
    );
    assert.deepEqual(
      foldersLoadedBy("readdirSync(__dirname + '/jobs').map(load)"),
      ["./jobs/*"],
    );
    assert.deepEqual(foldersLoadedBy("await readdir(`${__dirname}/../jobs`)"), [
      "../jobs/*",
    ]);
    assert.deepEqual(foldersLoadedBy("fs.readdirSync(__dirname)"), ["./*"]);
  });

  it("end where a pattern begins", () => {
    assert.deepEqual(
      foldersLoadedBy('glob.sync(path.resolve(here, "./events/**/*.js"))'),
      ["./events/*"],
    );
  });

  it("are none in a text that lists nothing", () => {
    assert.deepEqual(foldersLoadedBy('path.join(__dirname, "public")'), []);
  });
});
