import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { writeProject } from "../../test-support/writeProject.ts";
import { run } from "./testCommand.ts";

describe("cosmos-session", () => {
  const folder = writeProject({});

  it("without a command, and with --help, tells what it is for", async () => {
    const { code, out } = await run(folder);
    assert.equal(code, 0);
    assert.match(out, /A good start:\n {2}npx cosmos-session explain\n/);
    assert.equal((await run(folder, "--help")).out, out);
    for (const command of ["explain", "fix"]) {
      const help = await run(folder, command, "--help");
      assert.equal(help.code, 0);
      assert.ok(help.out.startsWith(`Usage: cosmos-session ${command} `));
      assert.match(help.out, /Exit codes:/);
    }
  });

  it("--version tells the version", async () => {
    const { code, out } = await run(folder, "--version");
    assert.equal(code, 0);
    assert.match(out, /^\d+\.\d+\.\d+\n$/);
  });

  it("names the command, option, style or path that it does not know", async () => {
    const errorOf = async (...args: string[]): Promise<string> => {
      const { code, error, out } = await run(folder, ...args);
      assert.equal(code, 2);
      assert.equal(out, "");
      return error;
    };
    assert.equal(
      await errorOf("explian"),
      `cosmos-session: there is no command "explian". Did you mean "explain"? Run "cosmos-session --help" for a start.\n`,
    );
    assert.equal(
      await errorOf("fix", "--dryrun"),
      `cosmos-session: Unknown option '--dryrun'. Did you mean "--dry-run"? "cosmos-session fix --help" tells the options.\n`,
    );
    assert.equal(
      await errorOf("fix", "--style", "fancy"),
      `cosmos-session: --style is "fancy"; expected one of inline, helper, ambient.\n`,
    );
    assert.equal(
      await errorOf("explain", "nowhere.ts"),
      `cosmos-session: there is no file or folder "nowhere.ts" in ${folder}.\n`,
    );
    assert.match(
      await errorOf("explain", "src/*.ts"),
      /leave the quotes out, or name the folder\.\n$/,
    );
  });
});
