import type { EditorFinding } from "../analysis/protocol.ts";

/** A finding for tests: whatever is not said is plausible. */
export function testFinding(over: Partial<EditorFinding> = {}): EditorFinding {
  const file = over.file ?? "/w/src/main.ts";
  const range = {
    start: { line: 4, character: 2 },
    end: { line: 4, character: 30 },
  };
  return {
    file,
    range,
    underline: range,
    level: "warning",
    rule: "require-session-token",
    message: "`orders.item(…).read()` runs without the session token.",
    identity: "require-session-token|handle|read|0",
    path: [{ file, range, name: "handle" }],
    handler: {
      file,
      start: { line: 2, character: 0 },
      shape: "subscribe",
      name: "order-created",
    },
    read: "orders.item(…).read()",
    dependsOn: [file],
    ...over,
  };
}
