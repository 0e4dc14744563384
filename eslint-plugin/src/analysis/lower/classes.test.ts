import assert from "node:assert/strict";
import { showBody, showClass, showFunction } from "./show.ts";
import { lowered } from "./testing.ts";

function first(text: string): string {
  return showClass(lowered(text), 0);
}

describe("lowering classes", () => {
  it("keeps members of every kind", () => {
    assert.equal(
      first(
        'class A { a = 1; static b: Item; #c?: Item = x; "d e"() {} get f() { return 1 } set f(v) {} [g]() {} static async h() {} accessor i = 2; constructor() {} declare j: Item; [k: string]: Item }',
      ),
      "class A { field a = 1; static field b: ^Item; field #c: ^Item = ^x; method d e fn1; get f fn2; set f fn3; method [^g] fn4; static method h fn5; field i = 2; constructor constructor fn6; field j: ^Item }",
    );
  });

  it("declares a class at its place", () => {
    assert.equal(
      showBody(lowered("f(); class A {} export class B {}")),
      "^f(); class0; class1",
    );
  });

  it("keeps base class and interfaces with type arguments", () => {
    assert.equal(
      first(
        'import { Base } from "m"; abstract class A<T> extends Base<T> implements I, ns.J<T> {}',
      ),
      "abstract class A extends Base (Base<T>) implements ^I, ^ns.J<T> {  }",
    );
    assert.equal(
      first("class A extends mixin(B) {}"),
      "class A extends ^mixin(^B) {  }",
    );
  });

  it("keeps decorators of class and members", () => {
    assert.equal(
      first("@Controller('x') class A { @Inject() db; @Get m() {} }"),
      '@^Controller("x") class A { @^Inject() field db; @^Get method m fn1 }',
    );
    assert.equal(first("@a export class A {}"), "@^a class A {  }");
  });

  it("begins with its decorators", () => {
    const text = "@a export class A { @b c() {} }";
    const ir = lowered(text);
    assert.equal(ir.classes[0]?.start, 0);
    assert.equal(ir.classes[0].members[0]?.span.start, text.indexOf("@b"));
    assert.equal(ir.functions[1]?.start, text.indexOf("@b"));
  });

  it("makes fields of parameter properties, by index without `this`", () => {
    assert.equal(
      first(
        "class A { constructor(a: X, private readonly db: Db, public n = 1) {} }",
      ),
      "class A { constructor constructor fn1; parameter 1 db: ^Db; parameter 2 n }",
    );
  });

  it("keeps abstract members without a body and drops overloads", () => {
    const ir = lowered(
      "abstract class A { abstract m(): Item; n(a: string): void; n(a: any) {} static n(a: 1): void; static n(a: any) {} }",
    );
    assert.equal(
      showClass(ir, 0),
      "abstract class A { method m fn1; method n fn2; static method n fn3 }",
    );
    assert.equal(showFunction(ir, 1), "bodiless m() : ^Item of class0");
  });

  it("keeps one signature of each method of a declared class", () => {
    assert.equal(
      first("declare class A { m(): Item; m(a: string): Other; f: Item }"),
      "class A { method m fn1; field f: ^Item }",
    );
  });

  it("makes a function of each static block", () => {
    const ir = lowered("class A { static x; static { this.x = 1 } }");
    assert.equal(
      showClass(ir, 0),
      "class A { static field x; static block fn1 }",
    );
    assert.equal(showFunction(ir, 1), "(unnamed)() of class0 writes this.x");
  });

  it("gives arrows in a field's initialiser to the class, as their `this` is its instance", () => {
    const ir = lowered(
      "class A { a = () => this.b; c = { d: () => this.b, e() {} }; f = function () {} }",
    );
    assert.equal(showFunction(ir, 1), "arrow a() of class0");
    assert.equal(showFunction(ir, 2), "arrow d() of class0");
    assert.equal(showFunction(ir, 3), "e()");
    assert.equal(showFunction(ir, 4), "f() of class0");
  });

  it("binds a class expression's name inside it only", () => {
    const ir = lowered("const A = class B { m() { return B } }; B");
    assert.equal(showBody(ir, 1), "return B");
    assert.equal(showBody(ir), "const A = class0; ^B");
  });

  it("names a class after what it is put in", () => {
    assert.equal(first("const A = class {}"), "class A {  }");
    assert.equal(first("exports.B = class {}"), "class B {  }");
    assert.equal(first("export default class {}"), "class default {  }");
  });

  it("reads private names in `in`, calls and super", () => {
    const ir = lowered(
      "class A extends B { #p; m() { super.m(); return #p in this && this.#p } }",
    );
    assert.equal(showBody(ir, 1), "super.m(); return ((in this) && this.#p)");
  });
});
