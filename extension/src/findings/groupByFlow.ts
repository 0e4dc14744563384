import type { EditorFinding, HandlerName } from "../analysis/protocol.ts";

/** A handler with what was found on the ways from it; or a file, for what needs no handler. */
export interface FlowGroup {
  /** The same from one scan to the next. */
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly handler: HandlerName | undefined;
  readonly findings: readonly EditorFinding[];
}

/** By flow, in the order of files and lines. */
export function groupByFlow(findings: readonly EditorFinding[]): FlowGroup[] {
  const groups = new Map<
    string,
    { handler: HandlerName | undefined; file: string; found: EditorFinding[] }
  >();
  for (const finding of findings) {
    const { handler } = finding;
    const file = handler?.file ?? finding.file;
    const id =
      handler === undefined
        ? file
        : `${file}:${handler.start.line}:${handler.start.character}`;
    const group = groups.get(id) ?? { handler, file, found: [] };
    group.found.push(finding);
    groups.set(id, group);
  }
  return [...groups]
    .map(([id, { handler, file, found }]) => ({
      id,
      title: handler === undefined ? "" : titleOf(handler),
      file,
      handler,
      findings: found.sort(byPlace),
    }))
    .sort(
      (a, b) =>
        compare(a.file, b.file) ||
        (a.handler?.start.line ?? 0) - (b.handler?.start.line ?? 0),
    );
}

/** `subscribe "order-created"`: how the handler is registered, and what for. */
function titleOf({ shape, name }: HandlerName): string {
  return name === "" ? shape : `${shape} "${name}"`;
}

function byPlace(a: EditorFinding, b: EditorFinding): number {
  return (
    compare(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
