import assert from "node:assert/strict";
import { showBody, showFunction } from "./show.ts";
import { lowered } from "./testing.ts";

/** The first function of the text. */
function first(text: string): string {
  return showFunction(lowered(text), 1);
}

/** Names of all functions, each with the text at `nameStart`. */
function namesIn(text: string): string[] {
  const ir = lowered(text);
  return ir.functions
    .slice(1)
    .map(
      ({ name, nameStart }) =>
        `${name}@${text.slice(nameStart, nameStart + 4).split(/\W/, 1)[0]}`,
    );
}

describe("lowering functions", () => {
  it("keeps parameters with types, defaults and rest, and the result", () => {
    assert.equal(
      first(
        "function f(a: Item, b = 1, { c }: Options = {}, ...d: Item[]): Promise<void> {}",
      ),
      "f(a: ^Item, b = 1, {c: c} = {}: ^Options, ...d: ^Array<^Item>) : ^Promise<^void>",
    );
  });

  it("leaves out the `this` parameter", () => {
    assert.equal(first("function f(this: Window, a: Item) {}"), "f(a: ^Item)");
  });

  it("knows async functions, generators and arrows", () => {
    assert.equal(first("async function* f() {}"), "async generator f()");
    assert.equal(first("const f = async () => {}"), "async arrow f()");
  });

  it("turns an arrow's expression into a return", () => {
    assert.equal(showBody(lowered("x = (a) => a.b"), 1), "return a.b");
  });

  it("hoists function declarations, and not the variables that hold functions", () => {
    const ir = lowered(
      "function a() { if (x) { function b() {} } } const c = () => {};",
    );
    assert.equal(showFunction(ir, 0), "(unnamed)() hoists a=fn1");
    assert.equal(showFunction(ir, 1), "a() hoists b=fn2");
  });

  it("drops signatures in favour of the implementation", () => {
    const ir = lowered(
      "function f(a: string): void; function f(a: number): void; function f(a: any) { g() }",
    );
    assert.equal(ir.functions.length, 2);
    assert.equal(showFunction(ir, 1), "f(a: ^any)");
  });

  it("keeps the first signature of a function that is only declared", () => {
    const ir = lowered(
      "declare function f(): Item; declare function f(a: string): Other;",
    );
    assert.equal(ir.functions.length, 2);
    assert.equal(showFunction(ir, 1), "bodiless f() : ^Item");
    assert.equal(ir.functions[0]?.hoisted.length, 1);
  });

  it("names functions after what they are put in", () => {
    assert.deepEqual(
      namesIn(
        "const ab = () => {}; let cd = (function () {} as Fn); ef = async () => {}; gh.ij = () => {}; exports.kl = function () {}; x = { mn() {}, op: () => {}, get qr() { return 1 } }; const { st = () => {} } = x; class C { uv() {} wx = () => {}; constructor() {} }",
      ),
      [
        "ab@ab",
        "cd@cd",
        "ef@ef",
        "ij@ij",
        "kl@kl",
        "mn@mn",
        "op@op",
        "qr@qr",
        "st@st",
        "uv@uv",
        "wx@wx",
        "constructor@cons",
      ],
    );
  });

  it("prefers a function's own name", () => {
    assert.deepEqual(namesIn("const ab = function cd() {};"), ["cd@cd"]);
  });

  it("leaves a callback unnamed, placed at its start", () => {
    const ir = lowered("on(async () => {})");
    assert.equal(ir.functions[1]?.name, "");
    assert.equal(ir.functions[1].nameStart, 3);
  });

  it("names an exported default function", () => {
    assert.equal(
      first("export default async () => {}"),
      "async arrow default()",
    );
    assert.equal(first("export default function () {}"), "default()");
    assert.equal(first("export default function f() {}"), "f()");
  });

  it("knows the function around a function", () => {
    const ir = lowered("function a() { return () => function b() {} }");
    assert.deepEqual(
      ir.functions.map((fn) => fn.parent),
      [undefined, 0, 1, 2],
    );
  });

  it("covers a method from its first modifier to its end", () => {
    const text = "x = { async *f(a) { a } }";
    const fn = lowered(text).functions[1];
    assert.equal(text.slice(fn?.start, fn?.end), "async *f(a) { a }");
  });
});
