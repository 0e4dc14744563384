/** Where a person can act on bad input, what is said names the place, what was expected and what to do. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { run } from "../../eslint-plugin/src/cli/testCommand.ts";
import { lintInProject } from "../../eslint-plugin/src/rules/testProject.ts";
import { noHiddenExceptions } from "./noHiddenExceptions.ts";
import { HANDLER, REPORTED, shop } from "./shop.ts";

const absurd: readonly unknown[] = [
  "event-hubs",
  7,
  true,
  [],
  () => 1,
  { presets: "event-hubs" },
  { presets: ["event-hub", 3, null, {}] },
  { handlers: {} },
  { handlers: [{}, null, [], { call: "" }, { call: "a b", handler: "x" }] },
  { handlers: [{ call: "a", handler: -1, message: 1e9, batch: "yes" }] },
  { handlers: [{ trigger: {} }, { trigger: "a", call: "b" }] },
  { ignoreContainers: [""] },
  { style: "INLINE" },
  { tokenProperty: "a b" },
  { fingerprint: 5 },
  { unknownKey: 1, presetz: [] },
  { constructor: 1, toString: 2 },
];

describe("a clear message", function () {
  noHiddenExceptions();

  for (const settings of absurd)
    it(`settings ${show(settings)}: told once, and the rest goes on with what is right of them`, () => {
      const { folder } = shop();
      const messages = lintInProject(folder, HANDLER, {
        settings: settings as Record<string, unknown>,
      });
      const told = messages.filter(({ line }) => line === 1);
      assert.ok(told.length > 0);
      for (const { message } of told)
        assert.match(message, /settings\["cosmos-session"\]/);
      const reports = messages
        .filter(({ line }) => line !== 1)
        .map(({ ruleId, line }) => `${ruleId?.split("/")[1]} ${line}`);
      assert.deepEqual(reports, REPORTED);
    });

  it("explain --stats names each file that it could not read, with line and reason", async () => {
    const { folder } = shop({
      "src/half.ts": `import "@azure/cosmos"; import "@azure/service-bus";\nexport const a = ; receiver.subscribe({});`,
      "tsconfig.json": `{\n  "compilerOptions": {\n`,
      "job/function.json": `{\n  "bindings": [ { "type": "serviceBusTrigger" \n`,
      "job/index.ts": "export default function () {}",
    });
    const { out, error, code } = await run(folder, "explain", "--stats");
    assert.equal(error, "");
    assert.equal(code, 0);
    assert.match(out, /src\/half\.ts:2\b.*Unexpected token/);
    assert.match(out, /tsconfig\.json .*\bline 3: expected/);
    assert.match(out, /job\/function\.json .*\bline 3: expected/);
  });

  it("explain --stats names a file that is too large", async () => {
    const { folder } = shop({
      "src/huge.ts": `import "@azure/cosmos"; import "@azure/service-bus"; receiver.subscribe({});\n${"export {};\n".repeat(350_000)}`,
    });
    const { out } = await run(folder, "explain", "--stats");
    assert.match(out, /src\/huge\.ts.*too large.*limit/);
  });

  it("explain and fix say what is wrong with a path that is not there", async () => {
    const { folder } = shop();
    for (const command of ["explain", "fix"]) {
      const { code, out, error } = await run(folder, command, "src/gone.ts");
      assert.notEqual(code, 0);
      assert.equal(out, "");
      assert.match(error, /src\/gone\.ts/);
    }
  });
});

function show(value: unknown): string {
  return typeof value === "function" ? "a function" : JSON.stringify(value);
}
