/**
 * Tokens that were meant for a read and do not reach it: wrong argument, wrong key, overwritten, turned into a
 * text that is no token, or the ordering key of Service Bus.
 */
import { REQUEST_OPTIONS, TOKEN_HEADER } from "../../../sdk/cosmos.ts";
import type { CallRow } from "../../../sdk/types.ts";
import type { CallExpr, Expr, FileIr, FunctionIr } from "../../ir.ts";
import {
  hasLabel,
  type Obj,
  type SdkOrigin,
  type Value,
} from "../../values/index.ts";
import type { LostMessageId } from "../events.ts";
import { hopAt, type Args, type Frame } from "../machine.ts";
import { looksForUndefinedText } from "../tested.ts";

interface ReadCall {
  readonly row: CallRow;
  readonly optionsIndex: number;
  readonly options: Value | undefined;
  readonly args: Args;
  readonly origin: SdkOrigin;
  readonly call: CallExpr;
}

/** An expression; options may be made in another file than the read. */
interface Spot {
  readonly file: FileIr;
  readonly expr: Expr;
}

type Note = (
  messageId: LostMessageId,
  spot: Spot,
  data?: Readonly<Record<string, string>>,
) => void;

/** A key that sounds like the option, but is not it. */
const soundsLikeToken = /^(x-?ms-?|cosmos[-_]?)?session[-_]?(token|id)?s?$/i;

export function noteLostTokens(frame: Frame, read: ReadCall): void {
  const note: Note = (messageId, { file, expr }, data = {}) => {
    frame.events.add({
      kind: "lost",
      file,
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
      note(
        "wrongArgument",
        { file: frame.file, expr },
        { index: String(index + 1) },
      );
  });
  const { options } = read;
  const expr = read.args.exprs[read.optionsIndex];
  if (!options || !expr) return;
  const spot = { file: frame.file, expr };
  // Case: item.read(token)
  if (
    options.atoms.some(
      (atom) =>
        atom.t === "message" &&
        soundsLikeToken.test(atom.path[atom.path.length - 1] ?? ""),
    )
  )
    note("wrongArgument", spot, { index: String(read.optionsIndex + 1) });
  for (const atom of options.atoms) {
    if (atom.t !== "object" || atom.obj.kind !== "literal") continue;
    noteInOptions(atom.obj, spot, frame.fn, note);
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

function noteInOptions(obj: Obj, spot: Spot, fn: FunctionIr, note: Note): void {
  const token = obj.fields.get("sessionToken");
  const replaced = obj.replaced?.get("sessionToken");
  if (replaced)
    note("overwritten", spotOf(obj, "sessionToken") ?? spot, {
      by: replaced.by,
    });
  if (token) {
    const at = spotOf(obj, "sessionToken") ?? spot;
    if (hasLabel(token, "sessionId")) note("serviceBusSession", at);
    else if (hasLabel(token, "stringified")) note("stringified", at);
    else if (
      hasLabel(token, "textOfUndefined") &&
      isMeant(token) &&
      !looksForUndefinedText(fn)
    )
      note("textOfUndefined", at);
    return;
  }
  for (const [name, value] of obj.fields) {
    if (REQUEST_OPTIONS.has(name) || !isMeant(value)) continue;
    if (name.toLowerCase() === TOKEN_HEADER || soundsLikeToken.test(name))
      note("wrongKey", spotOf(obj, name) ?? spot, { key: name });
  }
}

/** The value's expression in the literal, where the squiggle belongs. */
function spotOf({ site }: Obj, name: string): Spot | undefined {
  if (site?.expr.k !== "object") return undefined;
  const literal = site.expr;
  for (let index = literal.props.length - 1; index >= 0; index--) {
    const prop = literal.props[index];
    if (prop && prop.kind !== "spread" && prop.name === name)
      return { file: site.file, expr: prop.value };
  }
  return undefined;
}
