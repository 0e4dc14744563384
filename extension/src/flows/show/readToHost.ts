import type { PanelCommand, ToHost } from "../../../panel/protocol.ts";

type Fields = Readonly<Record<string, unknown>>;

const LONGEST = 2000;
const sorts = ["time", "verdict", "lag", "container", "process"] as const;
const plain = [
  "startLab",
  "copyLab",
  "run",
  "connect",
  "import",
  "export",
  "clear",
] as const;
const atCode = ["goToCode", "showFix"] as const;

/**
 * A message of the webview, whose page may have been taken over: only what the protocol knows, with
 * numbers that are numbers and texts that end.
 */
export function readToHost(message: unknown): ToHost | undefined {
  if (!isFields(message)) return undefined;
  const { type } = message;
  switch (type) {
    case "ready":
      return { type };
    case "look": {
      const first = wholeIn(message, "first");
      const count = wholeIn(message, "count");
      if (count === undefined) return undefined;
      if (!("first" in message)) return { type, count };
      return first === undefined ? undefined : { type, first, count };
    }
    case "filter": {
      const line = textIn(message, "line");
      return line === undefined ? undefined : { type, line };
    }
    case "complete": {
      const line = textIn(message, "line");
      const cursor = wholeIn(message, "cursor");
      return line === undefined || cursor === undefined
        ? undefined
        : { type, line, cursor };
    }
    case "window": {
      const { window } = message;
      if (!isFields(window)) return { type, window: undefined };
      const from = wholeIn(window, "from");
      const to = wholeIn(window, "to");
      return from === undefined || to === undefined
        ? undefined
        : { type, window: { from, to } };
    }
    case "sort": {
      const by = sorts.find((sort) => sort === message["by"]);
      return by === undefined ? undefined : { type, by };
    }
    case "hold":
      return { type, isHeld: message["isHeld"] === true };
    case "select":
      return { type, n: wholeIn(message, "n") };
    case "command": {
      const command = commandIn(message["command"]);
      return command === undefined ? undefined : { type, command };
    }
    default:
      return undefined;
  }
}

function commandIn(value: unknown): PanelCommand | undefined {
  if (!isFields(value)) return undefined;
  const { id } = value;
  const simple = plain.find((one) => one === id);
  if (simple !== undefined) return { id: simple };
  const code = atCode.find((one) => one === id);
  if (code !== undefined) {
    const callSite = textIn(value, "callSite");
    return callSite === undefined ? undefined : { id: code, callSite };
  }
  if (id === "readNow") {
    return { id, n: wholeIn(value, "n"), read: wholeIn(value, "read") };
  }
  const source = textIn(value, "source");
  return id === "retry" && source !== undefined ? { id, source } : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function textIn(fields: Fields, name: string): string | undefined {
  const text = fields[name];
  return typeof text === "string" ? text.slice(0, LONGEST) : undefined;
}

function wholeIn(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? value
    : undefined;
}
