import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "mocha";
import { LabRequestError } from "../config.ts";
import { listenOn } from "../listenOn.ts";
import { explainError } from "./explainError.ts";
import { UsageError } from "./parseOptions.ts";

async function errorOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return assert.fail("It went well.");
}

describe("an error of the command line", () => {
  it("that is wrong use leads to --help and ends with 2", () => {
    assert.deepEqual(explainError(new UsageError("No such option.")), {
      text: "No such option.\nSee cosmos-session-lab --help.",
      code: 2,
    });
  });

  it("that the lab explains itself is told as it is", () => {
    assert.deepEqual(explainError(new LabRequestError("Any", "Do that.")), {
      text: "Do that.",
      code: 1,
    });
  });

  it("names the port that is taken, and how to get a free one", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, "127.0.0.1", resolve);
    });
    const { port } = taken.address() as AddressInfo;
    try {
      const { text, code } = explainError(
        await errorOf(() =>
          listenOn(createServer(), { host: "127.0.0.1", port }),
        ),
      );
      assert.equal(code, 1);
      assert.ok(text.startsWith(`Port ${port} of 127.0.0.1 is taken`), text);
    } finally {
      taken.close();
    }
  });

  it("names an address that is not this machine's", async () => {
    // RFC 5737 keeps this one for documents.
    const { text } = explainError(
      await errorOf(() =>
        listenOn(createServer(), { host: "192.0.2.1", port: 0 }),
      ),
    );
    assert.match(text, /^192\.0\.2\.1 is no address of this machine\./);
  });

  it("names the folder that cannot be made", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "cosmos-session-"));
    const file = path.join(folder, "data");
    writeFileSync(file, "");
    try {
      const { text } = explainError(
        await errorOf(async () => {
          await Promise.resolve();
          mkdirSync(file, { recursive: true });
        }),
      );
      assert.ok(text.startsWith(`The folder "${file}" of --data`), text);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("that nobody thought of has its stack", () => {
    assert.match(explainError(new TypeError("x")).text, /TypeError: x\n +at /);
  });
});
