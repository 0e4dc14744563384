/** For tests: findings made by hand over a few sample files, and the texts after their edits. */
import assert from "node:assert/strict";
import { createEngine } from "../analysis/engine.ts";
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
import { DEFAULT_SETTINGS } from "../analysis/settings.ts";
import { applyEdits } from "./applyEdits.ts";
import { isCall, isFunction, type Node } from "./nodes.ts";
import { proposeIn } from "./offerEdits.ts";
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

function findingOf(sample: Sample): { finding: Finding; host: Host } {
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

/** The answer to the sample's read; where none is named, to the one that the engine finds. */
export function propose(
  sample: Sample,
  options: Partial<Omit<ProposeOptions, "host">> = {},
): Proposal {
  if (sample.path.length === 0) return proposeForFound(sample, options);
  const { finding, host } = findingOf(sample);
  return proposeEdits(finding, { style: "inline", ...options, host });
}

function proposeForFound(
  { files }: Sample,
  { style = "inline" }: Partial<Omit<ProposeOptions, "host">>,
): Proposal {
  const [finding, ...others] = findingsIn(files);
  assert.ok(finding);
  assert.deepEqual(others, []);
  const host = projectOf(files);
  const engine = createEngine(host);
  return proposeIn(style, finding, engine, host, DEFAULT_SETTINGS);
}

function projectOf(files: Sample["files"]): Host {
  return createMemoryHost({ "/p/package.json": "{}", ...files });
}

/** What the engine finds in a project of these files. */
export function findingsIn(files: Sample["files"]): readonly Finding[] {
  const engine = createEngine(projectOf(files));
  return Object.keys(files).flatMap((file) =>
    engine.findingsIn(file, undefined, DEFAULT_SETTINGS),
  );
}

/** The texts of all files, after the proposal. */
export function textsAfter(
  sample: Sample,
  proposal: Proposal,
): Record<string, string> {
  if (proposal.kind === "refused")
    throw new Error(`Refused: ${proposal.reason}`);
  const texts = { ...sample.files };
  for (const { file, edits } of proposal.files)
    texts[file] = applyEdits(sample.files[file]!, edits);
  return texts;
}

function frameAt(sources: readonly Source[], text: string): Frame {
  const found: { source: Source; call: Node }[] = [];
  for (const source of sources) {
    const offsets = [
      ...source.text.matchAll(new RegExp(escape(text), "g")),
    ].map(({ index }) => index);
    for (const offset of offsets) {
      const calls = source.nodes
        .filter((node) => isCall(node) && node.start === offset)
        .sort((x, y) => y.end - x.end);
      const call =
        calls.find((node) => node.end === offset + text.length) ?? calls[0];
      if (call !== undefined) found.push({ source, call });
    }
  }
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) {
    throw new Error(`${found.length} calls begin with "${text}", expected one`);
  }
  const { source, call } = first;
  const fn = source.functionAround(call);
  const place = placeOf(source, call);
  return {
    file: source.file,
    name: "",
    fn: { start: fn.start, end: fn.end },
    call: place,
    callee: place.start,
  };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
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
