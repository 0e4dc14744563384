import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { captureAll } from "../docs/capture.mjs";
import { read } from "../docs/include.mjs";
import { tool } from "../scripts/check/command.mjs";
import { copySample } from "../scripts/demo/copySample.mjs";

const root = path.resolve(import.meta.dirname, "..");

/** As in CI: nobody looks, and nobody types. */
function runDemo(temporary: string): { output: string; exitCode: number } {
  const { stdout, stderr, status, error } = spawnSync(
    process.execPath,
    ["scripts/demo.mjs"],
    {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 290_000,
      env: {
        ...process.env,
        NO_COLOR: "1",
        FORCE_COLOR: undefined,
        TMPDIR: temporary,
        TEMP: temporary,
      },
    },
  );
  if (error !== undefined) throw error;
  return { output: stdout + stderr, exitCode: status ?? -1 };
}

describe("npm run demo", () => {
  const temporary = mkdtempSync(path.join(tmpdir(), "demo-test-"));
  let output = "";
  let exitCode = -1;

  before(function () {
    this.timeout(300_000);
    ({ output, exitCode } = runDemo(temporary));
  });
  after(() => rmSync(temporary, { recursive: true, force: true }));

  /** The part of the story below a title, without the breaks and indents of its lines. */
  function chapter(title: string): string {
    const start = output.indexOf(title);
    assert.notEqual(start, -1, `The demo has no "${title}":\n${output}`);
    const rest = output.slice(start + title.length);
    const end = rest.search(/^(\d\. |What to do next)/m);
    return rest.slice(0, end < 0 ? undefined : end).replaceAll(/\s+/g, " ");
  }

  it("ends well", () => {
    assert.equal(exitCode, 0, output);
  });

  it("explains the problem before it shows a report", () => {
    assert.match(chapter("1. Two programs"), /old version, or no order at all/);
  });

  it("shows a stale read with its tokens, and how many there were", () => {
    const happens = chapter("2. What happens");
    const [, carried, answered] =
      /message carried 0:-1#(\d+) the read asked with nothing the replica answered at 0:-1#(\d+)/.exec(
        happens,
      ) ?? [];
    assert.ok(Number(answered) < Number(carried), happens);
    const [, stale, all] =
      /(\d+) of (\d+) reads were stale/.exec(happens) ?? [];
    assert.ok(Number(stale) > 0 && Number(all) >= 100, happens);
  });

  it("shows the read in the handler and the read two files away with the way to it", () => {
    const lint = chapter("3. ESLint");
    assert.match(lint, /src\/consumer\/main\.ts/);
    assert.match(lint, /orders\.item\(/);
    assert.match(
      lint,
      /src\/consumer\/main\.ts:\d+ -> src\/consumer\/shippingService\.ts:\d+ -> src\/consumer\/orderRepository\.ts:\d+/,
    );
    assert.equal(countReports(lint), 2);
  });

  it("shows what it changes, in all three files of the way", () => {
    const mend = chapter("4. Mend it");
    for (const file of ["main", "shippingService", "orderRepository"]) {
      assert.match(mend, new RegExp(`src/consumer/${file}\\.ts`));
    }
    assert.match(mend, /\+ .*cosmosSessionToken/);
  });

  it("compiles the mended copy and lints it clean", () => {
    const check = chapter("5. Does it still compile");
    assert.match(check, /npx tsc --noEmit/);
    assert.match(check, /npx eslint \./);
    assert.match(check, /no errors, no reports/);
    assert.doesNotMatch(check, /problem|cosmos-session\//);
  });

  it("runs the mended pair on the lab: two reads for each of a hundred messages, none stale", () => {
    const again = chapter("6. The same again");
    assert.match(again, /stale \d+ 0 in all \d+ 200/);
  });

  it("says what to do next", () => {
    assert.match(
      chapter("What to do next"),
      /cosmosSession\.configs\.recommended/,
    );
  });

  it("prints no colours and no line wider than a terminal when NO_COLOR is set", () => {
    assert.ok(!output.includes("\u001b"));
    const wide = output.split("\n").filter((line) => line.length > 100);
    assert.deepEqual(wide, []);
  });

  it("leaves nothing behind", () => {
    // Node 22 and later keep the code that npm and tsc compiled there; that is theirs.
    const left = readdirSync(temporary).filter(
      (name) => name !== "node-compile-cache",
    );
    assert.deepEqual(left, []);
  });

  it("prints what the README shows", function () {
    for (const [file, text] of Object.entries(captureAll())) {
      assert.equal(text, read(file), 'Run "npm run docs".');
    }
  });
});

function countReports(output: string): number {
  return output.match(/cosmos-session\/require-session-token/g)?.length ?? 0;
}

describe("the config for eslint --cache in the README", () => {
  it("notices a change in a file that is not the one with the report", function () {
    const { folder, remove } = copySample("orders");
    const lint = () => {
      const { file, args } = tool(
        "eslint",
        "eslint",
        "src",
        "--config=eslint.config.cached.js",
        "--cache",
        "--cache-location=.eslintcache",
      );
      return spawnSync(file, args, { cwd: folder, encoding: "utf8" }).stdout;
    };
    const repository = path.join(folder, "src/consumer/orderRepository.ts");
    try {
      assert.equal(countReports(lint()), 2);
      const text = readFileSync(repository, "utf8");
      const unread = text
        .replace(/const \{ resources \}[^;]*;/, "")
        .replace("return resources", "return []");
      assert.notEqual(unread, text);
      writeFileSync(repository, unread);
      assert.equal(countReports(lint()), 1);
    } finally {
      remove();
    }
  });
});
