import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { cases } from "./cases.ts";
import { programs } from "./programs.ts";

const root = path.join(import.meta.dirname, "../..");

function scriptsOf(part: string): Record<string, string> {
  const text = readFileSync(path.join(root, part, "package.json"), "utf8");
  return (JSON.parse(text) as { scripts: Record<string, string> }).scripts;
}

describe("npm run bench -- --only NAME", () => {
  for (const { name, steps } of programs) {
    it(`finds what ${name} starts`, () => {
      for (const step of steps) {
        const [command, what, , part = "."] = step;
        if (command === "run")
          assert.ok(scriptsOf(part)[what!], `no script "${what}" in ${part}`);
        else
          assert.ok(
            existsSync(path.join(root, "lab", step.at(-1)!)),
            step.at(-1),
          );
      }
    });
  }

  it("has one bench to a name", () => {
    const names = [...programs, ...cases].map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
  });
});
