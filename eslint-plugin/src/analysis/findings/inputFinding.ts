/** The report of an input binding: the Functions host reads, before any code of the handler runs. */
import type { Finding, Frame, HandlerInfo } from "../finding.ts";
import type { HandlerRun } from "../flows.ts";
import { fileText, placeOf } from "../places.ts";
import type { FindingOptions } from "./options.ts";
import { readsOf } from "./readInfo.ts";

export function inputFinding(
  run: HandlerRun,
  handler: HandlerInfo,
  input: HandlerRun["inputs"][number],
  options: FindingOptions,
): Finding {
  const start = run.fn.nameStart;
  const end =
    run.fn.name !== "" && run.fn.nameStart !== run.fn.start
      ? start + run.fn.name.length
      : firstLineEnd(options, run);
  const place = placeOf(run.file, { start, end });
  const frame: Frame = {
    file: run.file.path,
    name: handler.name,
    fn: { start: run.fn.start, end: run.fn.end },
    call: place,
    callee: place.start,
  };
  return {
    rule: "require-session-token",
    messageId: "inputBinding",
    data: {
      binding: input.name,
      bindingFile: input.file,
      bindingLine: String(input.line),
      property: options.tokenProperty,
    },
    place,
    path: [frame],
    handler,
    read: {
      call: "input-binding",
      text: input.name,
      place,
      optionsIndex: -1,
      container: undefined,
      containerKey: undefined,
      ownTokenExists: false,
      consistencyLevel: undefined,
      binding: { file: input.file, line: input.line },
    },
    handlerReads: readsOf(run, options),
    otherHandlers: 0,
    otherPaths: [],
    identity: [
      "require-session-token",
      handler.shape,
      handler.name,
      "input",
      input.name,
    ].join(" > "),
    dependsOn: options.dependsOn([run.file.path, input.file]),
  };
}

function firstLineEnd(options: FindingOptions, run: HandlerRun): number {
  const text = fileText(options.texts, run.file.path).slice(
    run.fn.start,
    run.fn.end,
  );
  const line = text.indexOf("\n");
  return run.fn.start + (line < 0 ? text.length : line);
}
