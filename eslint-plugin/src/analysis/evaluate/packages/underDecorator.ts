/** Classes and methods of the code base that stand under a decorator of a package. */
import type { Expr, FileIr } from "../../ir.ts";
import {
  NOTHING,
  join,
  joinAll,
  type ClassRef,
  type Value,
} from "../../values/index.ts";
import type { Frame, Machine } from "../machine.ts";
import { Memo } from "../Memo.ts";

export interface Decorated {
  readonly cls: ClassRef;
  /** Absent where the class itself is decorated. */
  readonly method: string | undefined;
  /** The decorator's first argument, or all of them where it takes several. */
  readonly given: Value;
}

/** More classes than this under one decorator are looked at no further. */
const MAX_FOUND = 200;
const known = new Memo<Machine, string, readonly Decorated[]>();

export function decoratedBy(
  m: Machine,
  module: string,
  decorator: string,
): readonly Decorated[] {
  return known.once(m, `${module}:${decorator}`, () =>
    search(m, module, decorator),
  );
}

function search(m: Machine, module: string, decorator: string): Decorated[] {
  const found: Decorated[] = [];
  const files = m.project.filesUsing(decorator, "decorator");
  m.step(m.project.searchSteps);
  for (const path of files) {
    const file = m.project.ir(path);
    for (const ir of file?.classes ?? []) {
      const cls = file && m.classAt(file, ir);
      if (!cls || found.length >= MAX_FOUND) continue;
      const add = (exprs: readonly Expr[], method: string | undefined) => {
        for (const expr of exprs)
          if (isUseOf(m, cls.file, expr, module, decorator))
            found.push({ cls, method, given: givenTo(m, cls, expr) });
      };
      add(ir.decorators, undefined);
      for (const member of ir.members)
        if (member.kind === "method" && member.name !== undefined)
          add(member.decorators, member.name);
    }
  }
  return found;
}

function isUseOf(
  m: Machine,
  file: FileIr,
  expr: Expr,
  module: string,
  decorator: string,
): expr is Extract<Expr, { k: "call" }> {
  if (expr.k !== "call" || expr.callee.k !== "ref") return false;
  const { binding } = expr.callee;
  const imported =
    binding === undefined ? undefined : file.bindings[binding]?.imported;
  if (imported?.name !== decorator) return false;
  const target = m.project.resolve(file.path, imported.source);
  return target.kind === "external" && target.package === module;
}

function givenTo(
  m: Machine,
  cls: ClassRef,
  expr: Extract<Expr, { k: "call" }>,
): Value {
  const frame = m.frameAt(cls.env);
  return joinAll(expr.args.map((arg) => m.expr(frame, arg)));
}

/** The methods, each on the instance that stands for all of its class. */
export function methodsOf(
  m: Machine,
  frame: Frame,
  decorated: readonly Decorated[],
  method?: string,
): Value {
  let result: Value = NOTHING;
  for (const one of decorated) {
    const name = one.method ?? method;
    if (name !== undefined)
      result = join(result, m.member(frame, m.instanceOf(one.cls), name));
  }
  return result;
}
