import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { showBindings, showBody, showClass } from "./lower/show.ts";
import { parseFile, type ParseResult } from "./parse.ts";

function errorOf(result: ParseResult) {
  assert.ok("error" in result, "the text was parsed");
  return result.error;
}

function bodyOf(file: string, text: string): string {
  const result = parseFile(file, text, "babel");
  if ("error" in result) assert.fail(JSON.stringify(result.error));
  return showBody(result.ir);
}

describe("parsing a file", () => {
  it("says what is wrong with a text and where", () => {
    assert.deepEqual(errorOf(parseFile("a.ts", "const a = 1;\nlet b = ;\n")), {
      message: "Unexpected token",
      line: 2,
      column: 8,
    });
  });

  it("answers half-typed code with an error", () => {
    errorOf(parseFile("a.ts", "container.item("));
    errorOf(parseFile("a.ts", "const x = item."));
    errorOf(parseFile("a.ts", "function f() { return {"));
  });

  it("parses code with errors that only its meaning has", () => {
    assert.equal(
      bodyOf("a.ts", "const a = 1; const a = 2; break; new.target; super.x"),
      "const a = 1; const a = 2; break; opaque(); super.x",
    );
  });

  it("counts offsets and columns without a byte-order mark", () => {
    const result = parseFile("a.ts", "\ufeffconst a = 1;");
    assert.ok("ir" in result);
    assert.equal(result.ir.bindings[0]?.start, 6);
    assert.deepEqual(result.ir.lineStarts, [0]);
    assert.equal(errorOf(parseFile("a.ts", "\ufefflet;=")).column, 4);
  });

  it("counts offsets in UTF-16 units", () => {
    const result = parseFile("a.ts", 'const a = "😀é𝒳"; b;');
    assert.ok("ir" in result);
    const last = result.ir.functions[0]?.body.at(-1);
    assert.deepEqual(last?.span, { start: 19, end: 21 });
  });

  it("parses an empty file, and one of a byte-order mark only", () => {
    assert.equal(bodyOf("a.ts", ""), "");
    assert.equal(bodyOf("a.ts", "\ufeff"), "");
  });

  it("parses scripts that are no modules", () => {
    assert.equal(
      bodyOf("a.js", "with (a) { b } var await = 1; return await"),
      "^a; { ^b }; var await = 1; return await",
    );
    assert.equal(
      bodyOf("a.cjs", "#!/usr/bin/env node\nreturn require('a')"),
      'return ^require("a")',
    );
  });

  it("parses TypeScript in a .js file when it is no JavaScript", () => {
    assert.equal(
      bodyOf("a.js", "const a: Item = <div>{b}</div>;"),
      "const a: ^Item = opaque(^b)",
    );
  });

  it("parses JSX in .jsx, .tsx and .js", () => {
    assert.equal(bodyOf("a.jsx", "<a>{b}</a>"), "opaque(^b)");
    assert.equal(bodyOf("a.tsx", "<a>{b as C}</a>"), "opaque((^b as ^C))");
    assert.equal(bodyOf("C:\\x\\a.JS", "<a>{b}</a>"), "opaque(^b)");
  });

  it("parses decorators of both proposals", () => {
    const older = parseFile(
      "a.ts",
      "class A { constructor(@Inject() private a: B) {} }",
      "babel",
    );
    assert.ok("ir" in older);
    assert.equal(
      showClass(older.ir, 0),
      "class A { constructor constructor fn1; parameter 0 a: ^B }",
    );
    const newer = parseFile(
      "a.ts",
      "export @(a.b()) class A { @c accessor d = 1 }",
      "babel",
    );
    assert.ok("ir" in newer);
    assert.equal(showClass(newer.ir, 0), "@^a.b() class A { @^c field d = 1 }");
  });

  it("parses .d.ts, .mts and .cts", () => {
    assert.equal(
      bodyOf(
        "a.d.ts",
        "export const a: B; declare function f(): C; export default _default",
      ),
      "",
    );
    assert.equal(bodyOf("a.mts", "a = <T>(b: T) => b"), "(^a = fn1)");
    assert.equal(bodyOf("a.cts", 'import a = require("m"); export = a;'), "");
  });

  it("refuses a text of more than 3 MiB", () => {
    const error = errorOf(parseFile("a.ts", "a;".repeat(1.5 * 2 ** 20) + "b"));
    assert.match(error.message, /too large/);
  });
});

describe("parsing hostile text", () => {
  for (const [what, code] of Object.entries({
    "parameter list": "const b = async (,) => a;",
    interface: 'interface { b } from "./b";',
    "parameter property": "class B { constructor(private [c]) {} }",
  }))
    it(`names the fault of a half-typed ${what}`, () => {
      const { message, line } = errorOf(
        parseFile("a.ts", `const a = 1;\n${code}`, "babel"),
      );
      assert.equal(line, 2);
      assert.doesNotMatch(message, /could not be analysed/);
    });

  it("answers deep nesting with an error", () => {
    assert.match(
      errorOf(parseFile("a.ts", "(".repeat(100_000))).message,
      /nested too deeply/,
    );
    assert.match(
      errorOf(parseFile("a.ts", "[".repeat(100_000), "babel")).message,
      /nested too deeply/,
    );
    assert.match(
      errorOf(parseFile("a.ts", `x = ${"a => ".repeat(50_000)}1`)).message,
      /nested too deeply/,
    );
    assert.match(
      errorOf(parseFile("a.js", `x = ${"a ? b : ".repeat(50_000)}1`)).message,
      /nested too deeply/,
    );
    assert.match(
      errorOf(parseFile("a.ts", `${"if (a); else ".repeat(50_000)}b`)).message,
      /nested too deeply/,
    );
    assert.match(
      errorOf(parseFile("a.ts", `x${".y".repeat(100_000)}`, "babel")).message,
      /nested too deeply/,
    );
    assert.match(
      errorOf(parseFile("a.ts", `let x: ${"A<".repeat(50_000)}`)).message,
      /nested too deeply/,
    );
  });

  it("parses a sum of a thousand terms", () => {
    const result = parseFile("a.ts", `x = ${"'a' +\n".repeat(1000)}'b'`);
    assert.ok("ir" in result);
  });

  it("parses 50,000 lines", () => {
    const result = parseFile("a.ts", "await c.read(d);\n".repeat(50_000));
    assert.ok("ir" in result);
    assert.equal(result.ir.lineStarts.length, 50_001);
    assert.equal(result.ir.functions[0]?.body.length, 50_000);
  });

  it("answers random bytes with a result or an error, and never throws", () => {
    let seed = 42;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % below;
    };
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(
        Array.from({ length: random(200) }, () => random(256)),
      );
      parseFile("a.ts", bytes.toString("latin1"));
      parseFile("a.js", bytes.toString("utf8"));
      parseFile("a.tsx", bytes.toString("utf16le"));
    }
  });

  it("answers pieces of code in any order with a result or an error, and never throws", () => {
    const pieces =
      "a|b.c|(|)|{|}|[|]|=>|=|;|,|:|?|?.|...|class A|extends|function f|async|await|yield|import|export|default|from 'm'|const|let|var|type T|interface I|enum E|namespace N|declare|abstract|<T>|`x${|}`|@d|#p|static|get|set|new|delete|typeof|in|of|for|if|else|try|catch|finally|switch|case 1|return|throw|this|super|!|as X|satisfies Y|1|'s'|/r/|\n".split(
        "|",
      );
    let seed = 7;
    let parsed = 0;
    for (let round = 0; round < 3000; round++) {
      let text = "";
      for (let i = 0; i < 1 + (round % 9); i++) {
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        text += `${pieces[(seed >>> 8) % pieces.length]} `;
      }
      const result = parseFile(round % 2 ? "a.ts" : "a.tsx", text, "babel");
      if ("ir" in result) parsed++;
      else
        assert.doesNotMatch(
          result.error.message,
          /could not be analysed/,
          text,
        );
    }
    assert.ok(parsed > 100, `only ${parsed} texts were programs`);
  });

  it("lets names like those of Object's own members pass", () => {
    const result = parseFile(
      "a.ts",
      "const { __proto__, constructor: toString } = x; __proto__.valueOf = 1;",
      "babel",
    );
    assert.ok("ir" in result);
    assert.equal(showBindings(result.ir), "const __proto__; const toString");
  });
});

describe("parsing the SDKs", () => {
  it("parses every source of @azure/functions and every module of @azure/cosmos", () => {
    const require = createRequire(import.meta.url);
    const functions = path.dirname(
      require.resolve("@azure/functions/package.json"),
    );
    const cosmos = path.dirname(path.dirname(require.resolve("@azure/cosmos")));
    const sources = filesUnder(path.join(functions, "src"), ".ts").concat(
      filesUnder(cosmos, ".js"),
    );
    assert.ok(sources.length > 200, `${sources.length} files`);
    for (const file of sources) {
      const result = parseFile(file, readFileSync(file, "utf8"), "babel");
      if ("error" in result)
        assert.fail(`${file}: ${JSON.stringify(result.error)}`);
    }
  });
});

function filesUnder(folder: string, extension: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(extension))
    .map((file) => path.join(folder, file));
}
