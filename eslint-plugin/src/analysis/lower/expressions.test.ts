import assert from "node:assert/strict";
import { bodyOf, lastExpr, lowered } from "./testing.ts";

describe("lowering expressions", () => {
  it("drops parentheses, `!` and `as const`", () => {
    assert.equal(
      bodyOf("((x!)).y; [1] as const; <const>[2]"),
      "^x.y; [1]; [2]",
    );
  });

  it("keeps casts with their type", () => {
    assert.equal(
      bodyOf("x as Item; <Item>x; x satisfies Item[]"),
      "(^x as ^Item); (^x as ^Item); (^x as ^Array<^Item>)",
    );
  });

  it("lets a cast to a type that names nothing fall away", () => {
    assert.equal(bodyOf('x as "literal"'), "^x");
  });

  it("names constant members alike, however they are written", () => {
    assert.equal(
      bodyOf('x.a; x["b"]; x[`c`]; x[0]; x[y]; x[y + 1]'),
      "^x.a; ^x.b; ^x.c; ^x.0; ^x[^y]; ^x[(+ ^y 1)]",
    );
  });

  it("flattens optional chains to flags", () => {
    assert.equal(
      bodyOf("a?.b.c?.[d]?.(e).f; (a?.b).c; a?.b!.c"),
      "^a?.b.c?.[^d]?.(^e).f; ^a?.b.c; ^a?.b.c",
    );
  });

  it("says where a member's name stands", () => {
    const expr = lastExpr('orders\n  .item("1")');
    assert.ok(expr.k === "call" && expr.callee.k === "member");
    assert.equal(expr.callee.nameStart, 10);
  });

  it("keeps literals as values", () => {
    assert.equal(
      bodyOf("1; 'a'; -1; true; null; undefined; void 0; `text`"),
      '1; "a"; -1; true; null; undefined; undefined; "text"',
    );
  });

  it("takes a variable named undefined for what it is", () => {
    assert.equal(
      bodyOf("f(function (undefined) {}); undefined"),
      "^f(fn1); undefined",
    );
  });

  it("keeps the first 200 characters of a long string", () => {
    const expr = lastExpr(`x = "${"a".repeat(500)}"`);
    assert.ok(expr.k === "assign" && expr.value.k === "lit");
    assert.equal(expr.value.value, "a".repeat(200));
  });

  it("makes regular expressions, bigints and new.target opaque", () => {
    assert.equal(
      bodyOf("/a/g; 10n; function f() { new.target }"),
      "opaque(); opaque()",
    );
  });

  it("takes import.meta for a global", () => {
    assert.equal(bodyOf("import.meta.url"), "^import.meta.url");
  });

  it("keeps texts, parts and tag of a template", () => {
    const expr = lastExpr("sql`select ${a} from ${b}`");
    assert.ok(expr.k === "template");
    assert.deepEqual(expr.texts, ["select ", " from ", ""]);
    assert.equal(bodyOf("sql`x`; `a${1}b`"), "^sql`x`; `a${1}b`");
  });

  it("keeps an object's properties, accessors, methods and spreads in order", () => {
    assert.equal(
      bodyOf(
        'x = { a, b: 1, "c d": 2, [k]: 3, [`e`]: 4, 5: 6, ...f, g() {}, get h() { return 1 } }',
      ),
      "(^x = {a: ^a, b: 1, c d: 2, [^k]: 3, e: 4, 5: 6, ...^f, g: fn1, get h: fn2})",
    );
  });

  it("fills an array's holes with undefined", () => {
    assert.equal(bodyOf("[1, , ...x]"), "[1, undefined, ...^x]");
  });

  it("tells the kinds of assignment apart", () => {
    assert.equal(
      bodyOf("a = 1; a ??= 1; a ||= 1; a &&= 1; a += 1; a++; --a"),
      "(^a = 1); (^a ??= 1); (^a ||= 1); (^a &&= 1); (^a op 1); (^a op 1); (^a op 1)",
    );
  });

  it("sees through casts on the left of an assignment", () => {
    assert.equal(
      bodyOf("(x as Item).token = 1; (x as Item) = 2; x! = 3"),
      "((^x as ^Item).token = 1); (^x = 2); (^x = 3)",
    );
  });

  it("keeps operators with their operands", () => {
    assert.equal(
      bodyOf("a + b * c; !a; typeof a; (a && b || c) ?? d; a, b; delete a.b"),
      "(+ ^a (* ^b ^c)); (! ^a); (typeof ^a); (((^a && ^b) || ^c) ?? ^d); (^a, ^b); delete ^a.b",
    );
  });

  it("keeps conditions, await and yield", () => {
    assert.equal(bodyOf("await (a ? b : c)"), "await (^a ? ^b : ^c)");
    assert.equal(
      lowered("function* f() { yield; yield 1; yield* g() }").functions.length,
      2,
    );
  });

  it("evaluates what stands inside JSX and keeps nothing else of it", () => {
    assert.equal(
      bodyOf(
        "<A b={c} d='e' {...f}>text {g(1)} <h i={j} /> {/* no */}</A>",
        "file.tsx",
      ),
      "opaque(^c, ^f, ^g(1), ^j)",
    );
  });

  it("reads generics of an arrow function in .ts and .mts, not JSX", () => {
    assert.equal(bodyOf("x = <T>(a: T) => a"), "(^x = fn1)");
    assert.equal(bodyOf("x = <Item>y", "file.mts"), "(^x = (^y as ^Item))");
  });

  it("reads a comparison in JavaScript as one, where TypeScript reads type arguments", () => {
    assert.equal(
      bodyOf("f(a < b, c > (d))", "file.js"),
      "^f((< ^a ^b), (> ^c ^d))",
    );
    assert.equal(bodyOf("f(a < b, c > (d))", "file.ts"), "^f(^a<^b, ^c>(^d))");
  });
});
