/**
 * Tokens that were meant for a read and do not reach it: wrong argument, wrong key, overwritten, turned into a
 * text that is no token, or the ordering key of Service Bus.
 */
import { REQUEST_OPTIONS, TOKEN_HEADER } from "../../sdk/cosmos.ts";
import type { CallRow } from "../../sdk/types.ts";
import type { CallExpr, Expr } from "../ir.ts";
import {
  hasLabel,
  type Obj,
  type SdkOrigin,
  type Value,
} from "../values/index.ts";
import type { LostMessageId } from "./events.ts";
import { hopAt, type Args, type Frame } from "./machine.ts";

interface ReadCall {
  readonly row: CallRow;
  readonly optionsIndex: number;
  readonly options: Value | undefined;
  readonly args: Args;
  readonly origin: SdkOrigin;
  readonly call: CallExpr;
}

/** A key that sounds like the option, but is not it. */
const soundsLikeToken = /^(x-?ms-?|cosmos[-_]?)?session[-_]?(token|id)?s?$/i;

export function noteLostTokens(frame: Frame, read: ReadCall): void {
  const note = (
    messageId: LostMessageId,
    expr: Expr,
    data: Readonly<Record<string, string>> = {},
  ): void => {
    frame.events.add({
      kind: "lost",
      file: frame.file,
      expr,
      messageId,
      data: { call: read.row.name, ...data },
      read: read.call,
      path: {
        hop: hopAt(frame, { call: read.call }),
        next: undefined,
      },
    });
  };
  read.args.list.forEach((value, index) => {
    const expr = read.args.exprs[index];
    if (expr && index !== read.optionsIndex && tokenFieldOf(value))
      note("wrongArgument", expr, { index: String(index + 1) });
  });
  const { options } = read;
  const expr = read.args.exprs[read.optionsIndex];
  if (!options || !expr) return;
  // Case: item.read(token)
  if (
    options.atoms.some(
      (atom) =>
        atom.t === "message" &&
        soundsLikeToken.test(atom.path[atom.path.length - 1] ?? ""),
    )
  )
    note("wrongArgument", expr, { index: String(read.optionsIndex + 1) });
  for (const atom of options.atoms) {
    if (atom.t !== "object" || atom.obj.kind !== "literal") continue;
    noteInOptions(atom.obj, expr, note);
  }
}

function tokenFieldOf(value: Value): boolean {
  return value.atoms.some((atom) => {
    if (atom.t !== "object" || atom.obj.kind !== "literal") return false;
    const field = atom.obj.fields.get("sessionToken");
    return field !== undefined && isMeant(field);
  });
}

function isMeant(value: Value): boolean {
  return (
    hasLabel(value, "message") ||
    hasLabel(value, "token") ||
    hasLabel(value, "bareToken")
  );
}

function noteInOptions(
  obj: Obj,
  expr: Expr,
  note: (
    messageId: LostMessageId,
    expr: Expr,
    data?: Readonly<Record<string, string>>,
  ) => void,
): void {
  const token = obj.fields.get("sessionToken");
  const replaced = obj.replaced?.get("sessionToken");
  if (replaced)
    note("overwritten", propExpr(obj, "sessionToken") ?? expr, {
      by: replaced.by,
    });
  if (token) {
    const at = propExpr(obj, "sessionToken") ?? expr;
    if (hasLabel(token, "sessionId")) note("serviceBusSession", at);
    else if (hasLabel(token, "stringified")) note("stringified", at);
    else if (hasLabel(token, "textOfUndefined") && isMeant(token))
      note("textOfUndefined", at);
    return;
  }
  for (const [name, value] of obj.fields) {
    if (REQUEST_OPTIONS.has(name) || !isMeant(value)) continue;
    if (name.toLowerCase() === TOKEN_HEADER || soundsLikeToken.test(name))
      note("wrongKey", propExpr(obj, name) ?? expr, { key: name });
  }
}

/** The value's expression in the literal, where the squiggle belongs. */
function propExpr(obj: Obj, name: string): Expr | undefined {
  const literal = obj.site?.expr;
  if (literal?.k !== "object") return undefined;
  for (let index = literal.props.length - 1; index >= 0; index--) {
    const prop = literal.props[index];
    if (prop && prop.kind !== "spread" && prop.name === name) return prop.value;
  }
  return undefined;
}
