/** For tests: a text lowered, and printed. */
import assert from "node:assert/strict";
import type { Expr, FileIr } from "../ir.ts";
import { parseFile } from "../parse.ts";
import { showBody } from "./show.ts";

/** Parsed by Babel; parse-oxc.test.ts shows that the other parser gives the same. */
export function lowered(text: string, path = "file.ts"): FileIr {
  const result = parseFile(path, text, "babel");
  if ("error" in result) assert.fail(JSON.stringify(result.error));
  return result.ir;
}

/** The module body as `showBody` prints it. */
export function bodyOf(text: string, path?: string): string {
  return showBody(lowered(text, path));
}

/** The expression of the text's last statement. */
export function lastExpr(text: string, path?: string): Expr {
  const statement = lowered(text, path).functions[0]?.body.at(-1);
  assert.ok(statement?.k === "expr", "the last statement is no expression");
  return statement.expr;
}
