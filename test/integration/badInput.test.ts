/** Code bases as they are found: silence where nobody can act, the right answer where it can be had, never an exception. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { createEngine } from "../../eslint-plugin/src/analysis/engine.ts";
import { createDiskHost } from "../../eslint-plugin/src/analysis/project/hostFromDisk.ts";
import { DEFAULT_SETTINGS } from "../../eslint-plugin/src/analysis/settings.ts";
import { noHiddenExceptions } from "./noHiddenExceptions.ts";
import {
  HANDLER,
  REPORTED,
  REPOSITORY,
  handler,
  repository,
  shop,
  withToken,
} from "./shop.ts";

/** Reads as root what everybody may read only: a test cannot take a right away from root otherwise. */
function asSomebody(work: () => void): void {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe("a damaged code base", function () {
  noHiddenExceptions();

  it("neighbours that do not parse are passed over", () => {
    const { lint } = shop({
      "src/broken.ts": "export function ( {",
      "src/markers.ts":
        "<<<<<<< HEAD\nexport const a = 1;\n=======\n>>>>>>> theirs\n",
      "src/noText.ts": "",
      "src/picture.ts": "\u0000\u0001\u0002\ufffd\ud800",
      "src/usesCosmos.ts": `import { CosmosClient } from "@azure/cosmos"; new CosmosClient(`,
      "src/usesServiceBus.ts": `import { ServiceBusClient } from "@azure/service-bus"; new ServiceBusClient("").createReceiver("q").subscribe({ processMessage: async (`,
    });
    assert.deepEqual(lint(), REPORTED);
  });

  it("a linted file that is half typed has ESLint's own message and none of ours", () => {
    const { lint } = shop();
    assert.deepEqual(lint(HANDLER, { text: `${handler()}\nconst a = ;` }), [
      "fatal 11",
    ]);
    assert.deepEqual(lint(), REPORTED);
  });

  it("every beginning of the handler, as it is typed, is answered without an exception", () => {
    const { lint } = shop();
    const whole = handler();
    for (let end = 0; end <= whole.length; end += 3)
      lint(HANDLER, { text: whole.slice(0, end) });
    assert.deepEqual(lint(), REPORTED);
  });

  it("every beginning of a dependency, as it is typed, is answered without an exception", () => {
    const { lint, write } = shop();
    for (let end = 0; end <= withToken.length; end += 7) {
      write(REPOSITORY, withToken.slice(0, end));
      lint();
    }
    write(REPOSITORY, withToken);
    assert.deepEqual(lint(), []);
  });

  it("packages and files that are missing do not hide the read", () => {
    const { lint } = shop({
      [HANDLER]: `${handler()}
import express from "express";
import { gone } from "./gone";
import far from "../../../../../outside";
import "./style.css";
import data from "./data.json";
export * from "./goneToo";
express().use(gone(far, data));
require("./goneAsWell"); import("./neverThere"); import(\`./\${data}\`); require(data);
`,
    });
    assert.deepEqual(lint(), REPORTED);
  });

  it("imports in a circle end", () => {
    const { lint } = shop({
      [HANDLER]: handler("./a"),
      "src/a.ts": `export * from "./b"; export * from "./a"; import "./handler";`,
      "src/b.ts": `export * from "./a"; export { load } from "./c"; export { nobody } from "./a";`,
      "src/c.ts": `import * as self from "./c"; export { load } from "./orders"; export { self, self as b };`,
    });
    assert.deepEqual(lint(), REPORTED);
  });

  it("names that are exported by nobody but each other end", () => {
    const { lint } = shop({
      [HANDLER]: handler("./a"),
      "src/a.ts": `export { load } from "./b";`,
      "src/b.ts": `export { load } from "./a";`,
    });
    assert.deepEqual(lint(), []);
  });

  it("classes, values and functions in a circle end", () => {
    const { lint } = shop({
      "src/circles.ts": `
import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
class A extends B { go() { return super.go(this); } }
class B extends A { go(x) { return new A().go(new B(x)); } }
class C extends C {}
const a = { b }; const b = { a, c: () => a.b.a.b.c() }; a.b = b.a; a.self = a;
let x = y, y = x;
const f = (g) => g(f); const h = () => f(h); f(f);
function* gen() { yield* gen(); }
const [p, q = p] = [q, p];
new ServiceBusClient("").createReceiver("q").subscribe({ processMessage: async (m) => { f(h); new A().go(m); b.c(); for (const z of gen()) h(z); await new CosmosClient("").database("d").container("c").item(m.body.id).read(); }, processError: f });
`,
    });
    assert.deepEqual(lint(), REPORTED);
    assert.deepEqual(
      lint("src/circles.ts").filter(
        (one) => !one.startsWith("require-session-token 12"),
      ),
      [],
    );
  });

  for (const [what, line] of Object.entries({
    "functions that call each other": (i: number) =>
      `const f${i} = (a) => f${(i * 7) % 50_000}(a);`,
    "values that name each other": (i: number) =>
      `const v${i} = { n: () => v${(i * 7) % 50_000} };`,
    "one value": (i: number) =>
      i === 0
        ? "export const all = ["
        : i < 49_999
          ? `  { id: ${i}, name: "n${i}" },`
          : "];",
    "classes, each with the one before as base": (i: number) =>
      `class C${i}${i > 0 ? ` extends C${i - 1}` : ""} { a = 1 }`,
    "statements of one function": (i: number) =>
      i === 0
        ? "export function work(a) {"
        : i < 49_999
          ? `  a = work(a.b${i % 90}(() => a, "${i}"));`
          : "}",
  }))
    it(`a neighbour of 50,000 lines, ${what}, is no hindrance, and is linted itself`, () => {
      const lines = Array.from({ length: 50_000 }, (_, i) => line(i));
      const { lint } = shop({
        "src/large.ts": `import "@azure/cosmos";\nimport "@azure/service-bus";\n${lines.join("\n")}`,
      });
      assert.deepEqual(lint(), REPORTED);
      const text = "export {};\n";
      assert.deepEqual(lint("src/large.ts", { text }), []);
    });

  it("a handler before a value of 50,000 lines is found", () => {
    const lines = Array.from(
      { length: 50_000 },
      (_, i) => `  { id: ${i}, name: "n${i}" },`,
    );
    const { folder } = shop({
      "src/large.ts": `${handler()}export const all = [\n${lines.join("\n")}\n];\n`,
    });
    // ESLint's own part would take ten seconds.
    const file = path.join(folder, "src/large.ts");
    const found = createEngine(createDiskHost()).findingsIn(
      file,
      undefined,
      DEFAULT_SETTINGS,
    );
    assert.deepEqual(
      found.map(({ rule, place }) => `${rule} ${place.start.line}`),
      REPORTED,
    );
  });

  it("code that is nested without end is passed over", () => {
    const { lint } = shop({
      "src/deep.ts": `import "@azure/cosmos"; import "@azure/service-bus"; export const a = ${"[".repeat(20_000)}${"]".repeat(20_000)};`,
      "src/sum.ts": `import "@azure/service-bus"; export const b = ${"1 + ".repeat(20_000)}1;`,
      "src/chain.ts": `import "@azure/service-bus"; export const c = q${".then(f)".repeat(5_000)};`,
      "src/ifs.ts": `import "@azure/service-bus"; ${"if (a) {} else ".repeat(3_000)} {}`,
    });
    assert.deepEqual(lint(), REPORTED);
  });

  it("links in a circle, broken links and links out of the project end", function () {
    const { folder, lint, write } = shop({
      [HANDLER]: handler("./linked/orders"),
    });
    const link = (to: string, from: string): void =>
      fs.symlinkSync(to, path.join(folder, from));
    try {
      link(folder, "src/again");
    } catch {
      this.skip(); // Windows, without the right to make links
    }
    link("circle-b", "circle-a");
    link("circle-a", "circle-b");
    link("nowhere.ts", "src/broken.ts");
    link("self.ts", "src/self.ts");
    link("..", "src/up");
    link(".", "src/linked");
    link("/", "root");
    write(
      "src/more.ts",
      `import "./self"; import "./broken"; import "../circle-a/x"; import "./again/src/again/src/orders";`,
    );
    assert.deepEqual(lint(), REPORTED);
    assert.deepEqual(lint("src/more.ts"), []);
  });

  it("a folder under a source's name, and a pipe that nobody writes to, are no sources", function () {
    if (process.platform === "win32") this.skip();
    const { folder, lint, write } = shop();
    write("src/folder.ts/inner.ts", "export const a = 1;");
    write(
      "src/more.ts",
      `import "./folder"; import "./folder.ts"; import "./pipe"; import "./pipe.ts";`,
    );
    write("tsconfig.json/x", "");
    execFileSync("mkfifo", [path.join(folder, "src/pipe.ts")]);
    assert.deepEqual(lint(), REPORTED);
    assert.deepEqual(lint("src/more.ts"), []);
  });

  it("folders and files that may not be read are passed over", function () {
    if (process.platform === "win32") this.skip();
    const { folder, lint } = shop({
      "closed/inside.ts": "export const a = 1;",
      "src/closed.ts": "export const a = 1;",
      "tsconfig.json": "{}",
      "src/more.ts": `import "../closed/inside"; import "./closed";`,
    });
    fs.chmodSync(folder, 0o755);
    for (const one of ["closed", "src/closed.ts", "tsconfig.json"])
      fs.chmodSync(path.join(folder, one), 0);
    try {
      asSomebody(() => {
        assert.throws(() => fs.readdirSync(path.join(folder, "closed")));
        assert.deepEqual(lint(), REPORTED);
        assert.deepEqual(lint("src/more.ts"), []);
      });
    } finally {
      fs.chmodSync(path.join(folder, "closed"), 0o700);
    }
  });

  for (const [what, files] of Object.entries({
    "does not end": { "tsconfig.json": `{ "compilerOptions": { "paths": {` },
    "is empty": {
      "tsconfig.json": "",
      "package.json": "",
      "jsconfig.json": "",
    },
    "is no object": { "tsconfig.json": "[1]", "package.json": "null" },
    "extends itself": { "tsconfig.json": `{ "extends": "./tsconfig.json" }` },
    "extends in a circle": {
      "tsconfig.json": `{ "extends": ["./other.json", "./gone.json", "package-that-is-missing", 7] }`,
      "other.json": `{ "extends": "./tsconfig.json", "references": [{ "path": "." }, { "path": 3 }, null] }`,
    },
    "has values of other kinds": {
      "tsconfig.json": `{ "compilerOptions": { "paths": { "*": "orders", "a": [3], "**": ["*"] }, "baseUrl": 5, "rootDirs": {}, "outDir": [] }, "files": 1, "include": {}, "extends": {}, "references": "x" }`,
      "package.json": `{ "name": 3, "workspaces": { "packages": 7 }, "exports": [[[]]], "imports": { "#a": null, "#b": 7 }, "main": {}, "type": [] }`,
    },
    "leads names to themselves": {
      "tsconfig.json": `{ "compilerOptions": { "baseUrl": ".", "paths": { "*": ["*"], "./orders": ["./orders"] } } }`,
      "package.json": `{ "name": "shop", "workspaces": [".", "..", "**", "/"], "imports": { "#a": "#a" }, "exports": { ".": "./package.json" }, "dependencies": { "shop": "file:." } }`,
    },
    "has names of Object's members": {
      "tsconfig.json": `{ "compilerOptions": { "paths": { "__proto__": ["x"], "constructor": ["y"], "toString": ["z"] } }, "__proto__": { "extends": 3 } }`,
      "package.json": `{ "__proto__": null, "dependencies": { "__proto__": "1", "hasOwnProperty": "2" } }`,
    },
  } as Record<string, Record<string, string>>)) {
    it(`a configuration that ${what} says nothing, and the rest counts`, () => {
      const { lint } = shop(files);
      assert.deepEqual(lint(), REPORTED);
    });
  }

  it("a function.json that is broken or absurd says nothing, and the rest counts", () => {
    const names: Record<string, string> = {
      ends: `{ "bindings": [`,
      empty: "",
      list: "[]",
      kinds: `{ "bindings": {}, "scriptFile": 7, "entryPoint": [] }`,
      inner: `{ "bindings": [null, 3, [], { "type": 7 }, { "type": "serviceBusTrigger", "name": {} }], "scriptFile": "../../../../etc/passwd" }`,
      folder: `{ "bindings": [{ "type": "serviceBusTrigger", "name": "m" }], "scriptFile": "." }`,
    };
    const { lint } = shop(
      Object.fromEntries(
        Object.entries(names).flatMap(([name, text]) => [
          [`${name}/function.json`, text],
          [`${name}/index.ts`, `export default async function (context, m) {}`],
        ]),
      ),
    );
    assert.deepEqual(lint(), REPORTED);
    for (const name of Object.keys(names))
      assert.deepEqual(lint(`${name}/index.ts`), []);
  });

  it("file names with every sort of sign are followed", function () {
    if (process.platform === "win32") this.skip();
    for (const name of [
      "[id]",
      "a b",
      "ü\u0301ber",
      "%20",
      "#hash",
      "a?b",
      "(group)",
      "__proto__",
      "constructor",
      "node",
      "$",
      "😀",
      "a'b",
      "a\\b".replace("\\", "+"),
    ]) {
      const { lint, remove } = shop({
        [HANDLER]: handler(`./${name}`),
        [`src/${name}.ts`]: repository(),
      });
      remove(REPOSITORY);
      assert.deepEqual(lint(), REPORTED, name);
    }
  });

  it("exports, members and keys named like Object's members are followed or not, without an exception", () => {
    const { lint } = shop({
      "src/names.ts": `
import { ServiceBusClient } from "@azure/service-bus";
import { __proto__ as a, constructor as b, hasOwnProperty as c, toString, valueOf } from "./orders";
import * as all from "./orders";
const o = { __proto__: all, constructor: a, ["hasOwnProperty"]: b, get toString() { return c; }, "": 1, 0: 2 };
class Named { constructor() { this.constructor = o; this.__proto__ = a; } static prototype() {} static name = "x"; }
new ServiceBusClient("").createReceiver("q").subscribe({
  async processMessage(__proto__) { a(__proto__); o.constructor(__proto__); all.hasOwnProperty(o); all["__proto__"].x(); new Named().constructor.toString(); toString(valueOf); },
  async processError() {},
});
`,
    });
    assert.deepEqual(lint("src/names.ts"), []);
    assert.deepEqual(lint(), REPORTED);
  });

  it("byte-order marks, UTF-16 and other line ends change no line", () => {
    const { lint, write } = shop();
    for (const text of [
      `\ufeff${repository()}`,
      repository().replaceAll("\n", "\r\n"),
      repository().replaceAll("\n", "\r"),
      repository().replaceAll("\n", "\u2028"),
      Buffer.from(`\ufeff${repository()}`, "utf16le"),
    ]) {
      write(REPOSITORY, text);
      assert.deepEqual(lint(), REPORTED);
    }
    write(HANDLER, `\ufeff${handler().replaceAll("\n", "\r\n")}`);
    assert.deepEqual(lint(), REPORTED);
  });
});
