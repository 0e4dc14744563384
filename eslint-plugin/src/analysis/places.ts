/** Places in texts: spans to lines and columns, calls to what a reader would call them. */
import type { Path } from "./evaluate/events.ts";
import type {
  Frame,
  HandlerInfo,
  MessageBinding,
  Place,
  Position,
} from "./finding.ts";
import type { HandlerRun } from "./flows.ts";
import type { Hop } from "./values/index.ts";
import {
  positionAt,
  type CallExpr,
  type Expr,
  type FileIr,
  type FunctionIr,
  type Span,
} from "./ir.ts";

export type Texts = (path: string) => string;

export function fileText(texts: Texts, path: string): string {
  return texts(path);
}

export function placeOf(file: FileIr, span: Span): Place {
  return {
    file: file.path,
    span: { start: span.start, end: span.end },
    start: positionAt(file, span.start),
    end: positionAt(file, span.end),
  };
}

/** The line of the called method's name is the line that a path shows. */
export function calleePosition(file: FileIr, expr: Expr): Position {
  const callee = expr.k === "call" ? expr.callee : expr;
  return positionAt(
    file,
    callee.k === "member" ? callee.nameStart : callee.start,
  );
}

/** The way as a reader goes it: what a function does in a callback of its own, it does itself. */
export function framesOf(path: Path): Frame[] {
  const hops: (Hop & { readonly call: CallExpr })[] = [];
  for (let at: Path | undefined = path; at; at = at.next) {
    const { hop } = at;
    const writer = hops.findIndex((one) => isInside(hop, one));
    if (writer >= 0) hops.length = writer;
    // Case: a getter or an initialiser leads on without a call in the text.
    if (hop.call) hops.push({ ...hop, call: hop.call });
  }
  return hops.map(({ file, fn, call }) => ({
    file: file.path,
    name: nameOf(file, fn),
    fn: { start: fn.start, end: fn.end },
    call: placeOf(file, call),
    callee: calleePosition(file, call),
  }));
}

/** `inner` stands in a function that `outer` wrote around it. */
function isInside(inner: Hop, outer: Hop): boolean {
  return (
    inner.file === outer.file &&
    inner.fn !== outer.fn &&
    inner.fn.start >= outer.fn.start &&
    inner.fn.end <= outer.fn.end
  );
}

function nameOf(file: FileIr, fn: FunctionIr): string {
  const cls = fn.owner === undefined ? undefined : file.classes[fn.owner];
  return cls?.name && fn.name ? `${cls.name}.${fn.name}` : fn.name;
}

export function handlerInfo(run: HandlerRun): HandlerInfo {
  return {
    shape: run.shape,
    file: run.file.path,
    name: nameOf(run.file, run.fn) || (run.entity ?? ""),
    entity: run.entity,
    fn: { start: run.fn.start, end: run.fn.end },
    start: positionAt(run.file, run.fn.start),
    message: messageBinding(run),
  };
}

function messageBinding(run: HandlerRun): MessageBinding {
  const { params, isBatch, carries } = run;
  const body = Math.max(run.params.indexOf("body"), 0);
  if (carries === "body" && !isBatch && params.includes("body"))
    return { kind: "body", parameter: body, isBatch };
  if (carries === "any" && !isBatch && params.includes("body"))
    return { kind: "any", parameter: body, isBatch };
  if (carries !== "properties")
    return { kind: "other", parameter: body, isBatch };
  if (run.isLoop) return { kind: "messages", parameter: -1, isBatch: true };
  const at = (param: HandlerRun["params"][number]): number =>
    params.indexOf(param);
  if (at("message") >= 0)
    return { kind: "message", parameter: at("message"), isBatch: false };
  if (at("messages") >= 0)
    return { kind: "messages", parameter: at("messages"), isBatch: true };
  if (at("sdkBinding") >= 0)
    return { kind: "sdkBinding", parameter: at("sdkBinding"), isBatch };
  const context = at("functionContext");
  if (context >= 0)
    return {
      kind: "metadata",
      parameter: body,
      context: {
        parameter: context,
        property:
          run.shape === "function.json" ? "bindingData" : "triggerMetadata",
      },
      isBatch,
    };
  return { kind: "apart", parameter: body, isBatch };
}

/** `this.orders.item(…).read()`: the call as written, arguments left out, on one line, at most 80 characters. */
export function readText(texts: Texts, file: FileIr, call: CallExpr): string {
  const text = texts(file.path);
  const written = shorten(text, call);
  return written.length > 80 ? `…${written.slice(-79)}` : written;
}

function shorten(text: string, expr: Expr): string {
  switch (expr.k) {
    case "call": {
      const args = expr.args.length > 0 ? "…" : "";
      return `${expr.isNew ? "new " : ""}${shorten(text, expr.callee)}(${args})`;
    }
    case "member":
      return expr.name !== undefined
        ? `${shorten(text, expr.object)}.${expr.name}`
        : `${shorten(text, expr.object)}[…]`;
    case "await":
      return `(await ${shorten(text, expr.value)})`;
    case "ref":
      return expr.name;
    case "this":
      return "this";
    case "cast":
      return shorten(text, expr.value);
    default:
      return "…";
  }
}
