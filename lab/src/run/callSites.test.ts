import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import { buildPreload } from "../../buildPreload.mjs";
import {
  makeProgramFolder,
  type ProgramFolder,
} from "../../test-support/programFolder.ts";
import { startLab, type Lab } from "../startLab.ts";
import { withPreload } from "./programEnvironment.ts";

const execute = promisify(execFile);
const fixtures = path.join(import.meta.dirname, "fixtures/calls");
const tsx = import.meta.resolve("tsx");

describe("the line of the program in the log", function () {
  // A process for each, on a machine that may be busy.
  this.timeout(120_000);
  let preload: string;

  before(async () => {
    preload = await buildPreload();
  });

  /** Runs the program on a lab that it is told of, without redirection. */
  async function siteOfEach(
    lab: Lab,
    { path: folder }: ProgramFolder,
    ...args: readonly string[]
  ): Promise<string[]> {
    const before = lab.log().length;
    await execute(process.execPath, args, {
      cwd: folder,
      env: {
        ...process.env,
        NODE_OPTIONS: withPreload(undefined, preload),
        NODE_EXTRA_CA_CERTS: lab.caFile,
        COSMOS_ENDPOINT: lab.cosmos.httpsEndpoint,
        COSMOS_KEY: lab.cosmos.key,
      },
    });
    return lab
      .log()
      .slice(before)
      .filter(({ kind }) => kind !== undefined)
      .map(({ callSite }) => callSite ?? "none");
  }

  /** `file:line` of each line that calls the SDK, as often as it asks for items. */
  function marked(folder: string, file: string): string[] {
    const text = readFileSync(path.join(folder, file), "utf8");
    return text.split("\n").flatMap((line, index) => {
      const mark = /\/\/ asked/.exec(line);
      return mark === null ? [] : [`${path.join(folder, file)}:${index + 1}`];
    });
  }

  for (const version of ["cosmos-3", "cosmos-4.0", "cosmos-4.9"]) {
    describe(`of a program with ${version}`, () => {
      let lab: Lab;
      let folder: ProgramFolder;

      before(async () => {
        lab = await startLab({
          lag: 0,
          config: {
            cosmos: {
              databases: [
                {
                  id: "shop",
                  containers: [
                    { id: "orders", partitionKey: "/customer", ranges: 2 },
                  ],
                },
              ],
            },
          },
        });
        folder = makeProgramFolder(fixtures, { "@azure/cosmos": version });
      });

      after(async () => {
        folder.remove();
        await lab.stop();
      });

      it("is that of the call, for reads, writes, batches, queries over ranges, and iterators", async () => {
        const sites = await siteOfEach(lab, folder, "calls.mjs");
        assert.deepEqual([...new Set(sites)], marked(folder.path, "calls.mjs"));
      });

      it("is that of the source, where tsx runs it", async () => {
        const args = ["--import", tsx, "typed.ts"];
        const sites = await siteOfEach(lab, folder, ...args);
        assert.deepEqual([...new Set(sites)], marked(folder.path, "typed.ts"));
      });
    });
  }
});
