import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { runRows, serveRows } from "./options.ts";
import { parseOptions, UsageError } from "./parseOptions.ts";

function refuse(args: readonly string[], words: RegExp): void {
  assert.throws(
    () => parseOptions(serveRows, args),
    (error: unknown) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, words);
      return true;
    },
  );
}

describe("options of the command line", () => {
  it("are taken with a space and with an equals sign", () => {
    const { options } = parseOptions(serveRows, [
      "--lag",
      "300",
      "--seed=7",
      "--json",
      "--otlp=http://127.0.0.1:4318/?a=b",
    ]);
    assert.deepEqual(options, {
      lag: 300,
      seed: 7,
      json: true,
      otlp: "http://127.0.0.1:4318/?a=b",
    });
  });

  it("may be given several times where they make a list", () => {
    const { options } = parseOptions(runRows, [
      "--container",
      "shop/orders:/id",
      "--container=shop/carts:/id",
    ]);
    assert.deepEqual(options, {
      container: ["shop/orders:/id", "shop/carts:/id"],
    });
  });

  it("end at --, and what follows is the program's", () => {
    const { command, rest } = parseOptions(runRows, [
      "--lag",
      "5",
      "--",
      "npm",
      "start",
      "--json",
    ]);
    assert.deepEqual([command, rest], [["npm", "start", "--json"], []]);
  });

  it("that do not exist are named, with the one that was meant", () => {
    refuse(
      ["--lagg", "5"],
      /--lagg is no option here; did you mean --lag MS\?/,
    );
    refuse(["--verbose"], /--verbose is no option here\. There are --json/);
    refuse(["-x"], /-x is no option here/);
    refuse(
      ["--port", "5"],
      /did you mean --servicebus-port N or --cosmos-port N or --control-port N\?/,
    );
  });

  it("of another command are told to be so", () => {
    refuse(
      ["--log", "x.log"],
      /--log is no option here, but one of "cosmos-session-lab run": --log FILE\./,
    );
  });

  it("with the name of what every object has are as unknown as others", () => {
    refuse(
      ["--constructor"],
      /^--constructor is no option here\. There are --/,
    );
  });

  it("without their value say what it looks like", () => {
    refuse(["--lag"], /--lag needs a value: --lag MS/);
    refuse(["--config", "--"], /--config needs a value: --config FILE/);
  });

  it("take no number that is none, or that is out of bounds", () => {
    refuse(["--lag", "fast"], /--lag takes a whole number .* got "fast"/);
    refuse(
      ["--cosmos-port", "70000"],
      /from 0 to 65535; got "70000"\. Example: --cosmos-port 5672$/,
    );
    refuse(["--lag", "-5"], /got "-5"/);
  });

  it("are not taken twice, and a switch takes no value", () => {
    refuse(["--lag", "5", "--lag", "6"], /--lag is given twice/);
    refuse(["--json=yes"], /--json takes no value/);
  });
});
