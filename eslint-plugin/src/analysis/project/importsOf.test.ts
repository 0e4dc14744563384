import assert from "node:assert/strict";
import { importsOf } from "./importsOf.ts";

describe("importsOf", () => {
  it("finds every form of import and export", () => {
    assert.deepEqual(
      importsOf(`
        import a from "./a";
        import{b}from'./b';
        import * as c from  "./c.js";
        import type { D } from "./d";
        import "./e";
        import'./f';
        export * from "./g";
        export { h } from "./h";
        export{i}from"./i"
        import j = require("./j");
      `).sort(),
      ["./a", "./b", "./c.js", "./d", "./e", "./f", "./g", "./h", "./i", "./j"],
    );
  });

  it("finds import() and require() wherever they stand", () => {
    assert.deepEqual(
      importsOf(`
        const a = require('./a'), b = require( "./b" ).b;
        const c = await import("./c");
        const d = () => import(\`./d\`);
        if (x) require?.("./e");
        module.require("./f");
        type G = import("./g").G;
        const h = (0,require)("./not-a-constant-call");
      `).sort(),
      ["./a", "./b", "./c", "./d", "./e", "./f", "./g"],
    );
  });

  it("sees through comments and line breaks between the words", () => {
    assert.deepEqual(
      importsOf(`
        import {
          a, // from "./not-this-but-it-does-no-harm"
          b,
        } from
          // the store
          "./store";
        const c = import(/* webpackChunkName: "c" */ /* webpackPrefetch: true */ "./c");
        const d = require /* why */ (\t'./d'\r\n);
        export * from/*x*/"./e";
      `)
        .filter((specifier) => !specifier.includes("harm"))
        .sort(),
      ["./c", "./d", "./e", "./store"],
    );
  });

  it("is not led astray by an apostrophe or a quote in a comment", () => {
    assert.deepEqual(
      importsOf(
        `// don't import\nimport a from "./a"; // it's "quoted\nimport b from './b';`,
      ),
      ["./a", "./b"],
    );
  });

  it("leaves out what is no constant", () => {
    assert.deepEqual(
      importsOf(
        "import(`${name}/x`); require(name); import.meta.url; import(path); fromDate('x'); importScripts('y');",
      ),
      [],
    );
  });

  it("names the folder of what is loaded by a part of its name", () => {
    assert.deepEqual(
      importsOf(
        "import(`./locales/${name}`); require('../jobs/' + name); require('./plain');",
      ),
      ["./locales/*", "../jobs/*", "./plain"],
    );
  });

  it('takes a word like "global" for no listing of a folder', () => {
    const text = 'global.root = path.join(__dirname, "handlers");';
    assert.deepEqual(importsOf(text), []);
    assert.deepEqual(importsOf(`glob.sync("*"); ${text}`), ["./handlers/*"]);
  });

  it("reads escapes in a specifier", () => {
    assert.deepEqual(
      importsOf(
        String.raw`import "./caf\u00e9"; import "./\x61\u{62}"; import './it\'s';`,
      ),
      ["./café", "./ab", "./it's"],
    );
  });

  it("names a module once, however often it is imported", () => {
    assert.deepEqual(
      importsOf(
        `import a from "./a"; import { b } from "./a"; require("./a");`,
      ),
      ["./a"],
    );
  });

  it("gives nothing for an empty text and for half a statement", () => {
    assert.deepEqual(importsOf(""), []);
    assert.deepEqual(importsOf("import a from"), []);
    assert.deepEqual(importsOf('import a from "./a'), []);
    assert.deepEqual(importsOf("import(/* no end"), []);
    assert.deepEqual(importsOf('import a from "'), []);
  });

  // Looked at from each place again, such a text takes hours.
  it("ends on a text that is one long comment or one long line", () => {
    assert.deepEqual(importsOf("import/*".repeat(200_000)), []);
    assert.deepEqual(importsOf("from//".repeat(200_000)), []);
    assert.deepEqual(importsOf('from"'.repeat(200_000)), ["from"]);
  });
});
