import { readFileSync } from "node:fs";
import { findSourceMap, SourceMap, type SourceMapPayload } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { packagedLines } from "./packagedLines.ts";

export interface Position {
  /** Absolute path; the source's, where a source map leads there. */
  readonly file: string;
  readonly line: number;
}

type Origin = (line: number, column: number) => Position | undefined;

const origins = new Map<string, Origin>();
const known = new Map<string, Position | undefined>();
const lines = new Map<string, Position>();

/**
 * Where code comes from.
 *
 * @param file Path or `file:` address, as a stack frame names it
 * @returns `undefined` for code of packages, also where a bundle holds it
 */
export function originOf(
  file: string,
  line: number,
  column: number,
): Position | undefined {
  if (isPackaged(file)) return undefined;
  const key = `${line}:${column}:${file}`;
  if (known.has(key)) return known.get(key);
  let origin = origins.get(file);
  if (origin === undefined) {
    origin = createOrigin(file);
    origins.set(file, origin);
  }
  const position = unique(origin(line, column));
  known.set(key, position);
  return position;
}

/** One object for each line, so that the same line is known by it. */
function unique(position: Position | undefined): Position | undefined {
  if (position === undefined) return undefined;
  const key = `${position.line}:${position.file}`;
  const first = lines.get(key) ?? position;
  lines.set(key, first);
  return first;
}

export function isPackaged(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}

function createOrigin(file: string): Origin {
  const at = toPath(file);
  if (at === undefined) return () => undefined;
  const text = readIfThere(at);
  const map = findSourceMap(file) ?? findSourceMap(at) ?? readMap(at, text);
  if (map !== undefined) return (line, column) => mapped(map, at, line, column);
  const isOfPackage = packagedLines(text);
  return (line) => (isOfPackage(line) ? undefined : { file: at, line });
}

function mapped(
  map: SourceMap,
  at: string,
  line: number,
  column: number,
): Position | undefined {
  const entry = map.findEntry(line - 1, column - 1);
  // Code that a tool added.
  if (!("originalSource" in entry)) return { file: at, line };
  const { originalSource, originalLine } = entry;
  const source = /^(?:file|webpack):/.test(originalSource)
    ? (toPath(originalSource) ?? originalSource)
    : path.resolve(path.dirname(at), originalSource);
  if (isPackaged(source)) return undefined;
  return { file: source, line: originalLine + 1 };
}

/** The map that the file names in its last line, also where Node runs without source maps. */
function readMap(at: string, text: string): SourceMap | undefined {
  const named = /^\/\/# sourceMappingURL=(\S+)\s*$/m.exec(
    text.slice(text.lastIndexOf("//# sourceMappingURL=")),
  )?.[1];
  if (named === undefined) return undefined;
  try {
    const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(named)?.[1];
    const json =
      inline === undefined
        ? readFileSync(new URL(named, pathToFileURL(at)), "utf8")
        : Buffer.from(inline, "base64").toString("utf8");
    return new SourceMap(JSON.parse(json) as SourceMapPayload);
  } catch {
    return undefined;
  }
}

function readIfThere(at: string): string {
  try {
    return readFileSync(at, "utf8");
  } catch {
    return "";
  }
}

function toPath(file: string): string | undefined {
  try {
    if (file.startsWith("file:")) return fileURLToPath(file);
  } catch {
    return undefined;
  }
  return path.isAbsolute(file) ? file : undefined;
}
