/** What the engine says, as plain data for the other side of the thread. */
import type {
  EditorFinding,
  HandlerName,
  HandlerSummary,
} from "../src/analysis/protocol.ts";
import { describeFinding, type Finding, type HandlerReport } from "./engine.ts";
import { firstLineOf, spotOf, stretchOf } from "./spots.ts";

export interface Surroundings {
  /** Paths in messages are relative to it. */
  readonly folder: string;
  /** What the message calls its token. */
  readonly tokenName: string;
  /** Of the finding's file. */
  readonly text: string;
  readonly level: EditorFinding["level"];
}

export function describe(
  finding: Finding,
  { folder, tokenName, text: source, level }: Surroundings,
): EditorFinding {
  const { text } = describeFinding(finding, {
    cwd: folder,
    tokenProperty: tokenName,
  });
  const range = stretchOf(finding.place);
  return {
    file: finding.place.file,
    range,
    underline: firstLineOf(range, source),
    rule: finding.rule,
    level,
    message: forEditors(text),
    identity: finding.identity,
    path: finding.path.map(({ call, name }) => ({
      file: call.file,
      range: stretchOf(call),
      name,
    })),
    handler: finding.handler && handlerName(finding.handler),
    read: finding.read?.text,
    dependsOn: finding.dependsOn,
  };
}

/** The command is for those who have only ESLint; here the quick-fix does it. */
function forEditors(text: string): string {
  return text.replace(
    "`npx cosmos-session fix` does it in all files on the way",
    "the quick-fix does it in all files on the way",
  );
}

export function summarise({ handler, reads }: HandlerReport): HandlerSummary {
  return {
    ...handlerName(handler),
    reads: reads.map(({ read, verdict, because }) => ({
      text: read.text,
      file: read.place.file,
      range: stretchOf(read.place),
      verdict,
      because,
    })),
  };
}

function handlerName({
  file,
  start,
  shape,
  name,
  entity,
}: HandlerReport["handler"]): HandlerName {
  // What a person looks for is the queue or topic; the function has often no name of its own.
  return { file, start: spotOf(start), shape, name: entity ?? name };
}
