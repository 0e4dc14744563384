import assert from "node:assert/strict";
import { member, parseJson, texts } from "./json.ts";

describe("parseJson", () => {
  it("reads plain JSON as JSON.parse does", () => {
    const text = `{ "a": [1, -2.5e3, true, false, null, "x\\n\\u00e9\\"/"], "b": { "c": {} }, "": "" }`;
    assert.deepEqual(parseJson(text).value, JSON.parse(text));
  });

  it("takes comments, trailing commas and a byte-order mark", () => {
    assert.deepEqual(
      parseJson(`\uFEFF// one\n{ /* two */ "a": [1, 2,], // "b": 3\n }`).value,
      { a: [1, 2] },
    );
  });

  it("does not take what looks like a comment in a string", () => {
    assert.deepEqual(parseJson(`{ "a": "https://x/*y*/" }`).value, {
      a: "https://x/*y*/",
    });
  });

  it("says what is wrong, and on which line", () => {
    assert.deepEqual(parseJson("").error, {
      message: "expected a value, found the end of the text",
      line: 1,
    });
    assert.deepEqual(parseJson(`{\n"a": 1\n"b": 2 }`).error, {
      message: 'expected "," or "}", found """',
      line: 3,
    });
    assert.deepEqual(parseJson(`{ "a": tru }`).error, {
      message: 'expected a value, found "t"',
      line: 1,
    });
    assert.deepEqual(parseJson(`[,]`).error, {
      message: 'expected a value, found ","',
      line: 1,
    });
    assert.deepEqual(parseJson(`{} {}`).error, {
      message: 'expected the end of the text, found "{"',
      line: 1,
    });
    assert.deepEqual(parseJson(`\n/* no end`).error, {
      message: "comment without an end",
      line: 2,
    });
    assert.deepEqual(parseJson(`{ "a\n": 1 }`).error, {
      message: "string without an end",
      line: 1,
    });
    assert.deepEqual(parseJson(`"\\q"`).error, {
      message: "string with an escape that JSON does not have",
      line: 1,
    });
    assert.deepEqual(parseJson("<<<<<<< HEAD\n{}").error, {
      message: 'expected a value, found "<"',
      line: 1,
    });
  });

  it("refuses to follow nesting without end", () => {
    assert.deepEqual(parseJson("[".repeat(100_000)).error, {
      message: "nested more than 200 levels deep",
      line: 1,
    });
  });

  it("knows on which line an object begins", () => {
    const { value, lineOf } = parseJson(
      `{\n  "list": [\n    {},\n    { "x": 1 } ] }`,
    );
    const list = member(value, "list");
    assert.ok(Array.isArray(list));
    assert.deepEqual(
      list.map((part: object) => lineOf(part)),
      [3, 4],
    );
    assert.equal(lineOf(list), 2);
  });

  it("keeps a name such as __proto__ a name", () => {
    const { value } = parseJson(`{ "__proto__": { "polluted": true } }`);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.deepEqual(member(value, "__proto__"), { polluted: true });
  });
});

describe("member and texts", () => {
  it("answer undefined and nothing for values of another shape", () => {
    assert.equal(member("text", "length"), undefined);
    assert.equal(member(null, "a"), undefined);
    assert.equal(member({}, "toString"), undefined);
    assert.deepEqual(texts(["a", 1, null, "b"]), ["a", "b"]);
    assert.deepEqual(texts({ 0: "a" }), []);
  });
});
