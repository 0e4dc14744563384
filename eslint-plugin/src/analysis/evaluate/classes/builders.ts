/**
 * Builders: `new Options().withSession(token).build()`. Each is made, changed and used up in one place, so that one
 * instance for all of them would hold what any of them got. They count by what they hold, like object literals.
 */
import type { ClassIr, FileIr, Stmt } from "../../ir.ts";
import type { ClassRef } from "../../values/index.ts";

const known = new WeakMap<ClassIr, boolean>();

/** A method of it changes a field and gives the instance back. */
export function isBuilder({ file, ir }: ClassRef): boolean {
  let answer = known.get(ir);
  if (answer === undefined)
    known.set(
      ir,
      (answer = ir.members.some(
        ({ kind, isStatic, fn }) =>
          kind === "method" && !isStatic && isFluent(file, fn),
      )),
    );
  return answer;
}

function isFluent(file: FileIr, id: number | undefined): boolean {
  const fn = id === undefined ? undefined : file.functions[id];
  return fn !== undefined && fn.writesFields.length > 0 && givesThis(fn.body);
}

function givesThis(body: readonly Stmt[]): boolean {
  return body.some((statement) => {
    switch (statement.k) {
      case "return":
        return statement.value?.k === "this";
      case "if":
        return givesThis(statement.then) || givesThis(statement.otherwise);
      case "block":
        return givesThis(statement.body);
      default:
        return false;
    }
  });
}
