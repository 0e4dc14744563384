/** For tests: findings made by hand over a few sample files, and the texts after their edits. */
import type {
  Finding,
  Frame,
  MessageBinding,
  Place,
  ReadInfo,
  RuleName,
} from "../analysis/finding.ts";
import type { Host } from "../analysis/host.ts";
import { createMemoryHost } from "../analysis/project/memoryHost.ts";
import { applyEdits } from "./applyEdits.ts";
import { isCall, isFunction, type Node } from "./nodes.ts";
import { proposeEdits, type ProposeOptions } from "./proposeEdits.ts";
import type { Proposal } from "./proposal.ts";
import { Source } from "./source.ts";

export interface Sample {
  readonly files: Readonly<Record<string, string>>;
  /** The calls from the handler to the read: the text of each call, or how it begins. The last one is the read. */
  readonly path: readonly string[];
  readonly otherPaths?: readonly (readonly string[])[];
  /** How the handler's function begins, where it is not the function around the first call. */
  readonly handler?: string;
  readonly message?: Partial<MessageBinding>;
  readonly read?: Partial<ReadInfo>;
  readonly rule?: RuleName;
}

export function findingOf(sample: Sample): { finding: Finding; host: Host } {
  const host = createMemoryHost({ ...sample.files });
  const sources = Object.entries(sample.files)
    .filter(([file]) => /\.[mc]?[jt]sx?$/.test(file))
    .map(([file, text]) => new Source(file, text));
  const path = sample.path.map((text) => frameAt(sources, text));
  const last = path.at(-1)!;
  const first = path[0]!;
  const handlerFn =
    sample.handler === undefined
      ? first.fn
      : functionAt(sources, first.file, sample.handler);
  const text = sample.path.at(-1)!;
  const call =
    sample.read?.call ??
    (text.includes(".query(") ? "items.query" : "item.read");
  const read: ReadInfo = {
    call,
    text,
    place: last.call,
    optionsIndex: call === "items.query" ? 1 : 0,
    container: undefined,
    containerKey: "orders",
    ownTokenExists: false,
    consistencyLevel: undefined,
    ...sample.read,
  };
  return {
    host,
    finding: {
      rule: sample.rule ?? "require-session-token",
      messageId: "noToken",
      data: {},
      place: first.call,
      path,
      handler: {
        shape: "subscribe",
        file: first.file,
        name: "",
        entity: undefined,
        fn: handlerFn,
        start: first.call.start,
        message: {
          kind: "message",
          parameter: 0,
          isBatch: false,
          ...sample.message,
        },
      },
      read,
      otherHandlers: 0,
      otherPaths: (sample.otherPaths ?? []).map((calls) =>
        calls.map((call) => frameAt(sources, call)),
      ),
      identity: "test",
      dependsOn: Object.keys(sample.files).sort(),
    },
  };
}

export function propose(
  sample: Sample,
  options: Partial<Omit<ProposeOptions, "host">> = {},
): Proposal {
  const { finding, host } = findingOf(sample);
  return proposeEdits(finding, { style: "inline", ...options, host });
}

/** The texts of the files that a proposal changes, after it. */
export function textsAfter(
  sample: Sample,
  proposal: Proposal,
): Record<string, string> {
  if (proposal.kind === "refused")
    throw new Error(`Refused: ${proposal.reason}`);
  const texts: Record<string, string> = {};
  for (const { file, edits } of proposal.files)
    texts[file] = applyEdits(sample.files[file]!, edits);
  return texts;
}

function frameAt(sources: readonly Source[], text: string): Frame {
  for (const source of sources) {
    const offset = source.text.indexOf(text);
    if (offset === -1) continue;
    if (source.text.indexOf(text, offset + 1) !== -1)
      throw new Error(`"${text}" stands twice in ${source.file}`);
    const calls = source.nodes.filter(
      (node) => isCall(node) && node.start === offset,
    );
    const call =
      calls.find((node) => node.end === offset + text.length) ??
      calls.sort((a, b) => b.end - a.end)[0];
    if (call === undefined)
      throw new Error(`No call begins with "${text}" in ${source.file}`);
    const fn = source.functionAround(call);
    return {
      file: source.file,
      name: "",
      fn: { start: fn.start, end: fn.end },
      call: placeOf(source, call),
      callee: placeOf(source, call).start,
      byName: false,
    };
  }
  throw new Error(`"${text}" stands in no file`);
}

function functionAt(
  sources: readonly Source[],
  file: string,
  text: string,
): { start: number; end: number } {
  const source = sources.find((other) => other.file === file)!;
  const offset = source.text.indexOf(text);
  const fn = source.nodes.find(
    (node) => isFunction(node) && node.start === offset,
  );
  if (fn === undefined)
    throw new Error(`No function begins with "${text}" in ${file}`);
  return { start: fn.start, end: fn.end };
}

function placeOf(source: Source, { start, end }: Node): Place {
  return {
    file: source.file,
    span: { start, end },
    start: positionOf(source, start),
    end: positionOf(source, end),
  };
}

function positionOf(source: Source, offset: number) {
  const lineStart = source.text.lastIndexOf("\n", offset - 1) + 1;
  return { line: source.line(offset), column: offset - lineStart };
}
