import type { HandlerInfo } from "../analysis/finding.ts";

/** `the handler of queue "orders" and 2 more handlers`: the handler as its team would call it. */
export function showHandler(
  handler: HandlerInfo | undefined,
  otherHandlers: number,
): string {
  return handler === undefined
    ? "a message handler"
    : `${showOne(handler)}${showOthers(otherHandlers)}`;
}

function showOne({ entity, name, shape }: HandlerInfo): string {
  if (entity !== undefined && entity !== "")
    return `the handler of ${entityKind(shape)}"${entity}"`;
  if (name !== "") return `the message handler \`${name}\``;
  return `the \`${shape}\` handler`;
}

/** Known only where the shape says it: `app.serviceBusQueue`. */
function entityKind(shape: string): string {
  if (/queue/i.test(shape)) return "queue ";
  return /topic/i.test(shape) ? "topic " : "";
}

function showOthers(count: number): string {
  if (count === 0) return "";
  return count === 1 ? " and 1 more handler" : ` and ${count} more handlers`;
}
