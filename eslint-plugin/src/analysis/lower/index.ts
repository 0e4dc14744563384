/** A parser's tree to the intermediate form (`../ir.ts`). */
import type { FileIr } from "../ir.ts";
import { Context, none, type Lowerings } from "./context.ts";
import { declareBlock, declareVars } from "./declare.ts";
import { lowerExpression, lowerNamed } from "./expressions.ts";
import { finish } from "./functions.ts";
import { lineStartsOf } from "./positions.ts";
import { lowerStatement, lowerStatements } from "./statements.ts";
import type { Node } from "./tree.ts";

export type { Node } from "./tree.ts";

const lowerings: Lowerings = {
  expression: lowerExpression,
  named: lowerNamed,
  statement: lowerStatement,
  statements: lowerStatements,
};

/**
 * `program` is the `Program` node of Babel (with the `typescript` plugin) or of `oxc-parser`; `text` is what was
 * parsed, without a byte-order mark. Throws a `RangeError` where the tree is nested too deeply.
 */
export function lowerFile(path: string, program: Node, text: string): FileIr {
  const context = new Context(path, text, lowerings);
  // Function 0, before the functions in it.
  context.functions.push(undefined as never);
  const statements: readonly Node[] = program["body"];
  declareVars(context, context.scope, statements);
  declareBlock(context, statements);
  const body = lowerStatements(context, statements);
  context.functions[0] = finish(
    context.fn,
    program,
    { start: 0, end: text.length, name: "", nameStart: 0 },
    none,
    body,
  );
  return {
    path,
    functions: context.functions,
    classes: context.classes,
    bindings: context.bindings.all,
    exports: context.exports,
    starExports: context.starExports,
    sources: [...context.sources],
    lineStarts: lineStartsOf(text),
    isCommonJs: context.isCommonJs,
  };
}
