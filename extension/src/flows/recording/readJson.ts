import { RecordingError } from "./RecordingError.ts";

const NO_JSON = "The file is no JSON, so it is no recording";

/** @throws {RecordingError} that says where the text is no JSON */
export function readJson(text: string): unknown {
  // Editors on Windows put a mark in front.
  const json = text.replace(/^\uFEFF/, "");
  if (json.trim() === "") throw new RecordingError("The file is empty.");
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new RecordingError(`${NO_JSON}: ${whyOf(error, json)}`);
  }
}

/** V8 names the position of most faults, and shows the text around the others. */
function whyOf(error: unknown, json: string): string {
  const words = error instanceof Error ? error.message : String(error);
  if (words.includes("end of JSON")) {
    return `it ends too early, in line ${lineOf(json)}. Was it copied whole?`;
  }
  const [, what, position] = / *(.*?)(?: in JSON)? at position (\d+)/.exec(
    words,
  ) ?? ["", words, undefined];
  if (position === undefined) return `${what}.`;
  const before = json.slice(0, Number(position));
  const column = before.length - before.lastIndexOf("\n");
  return `line ${lineOf(before)}, column ${column}: ${what}.`;
}

function lineOf(text: string): number {
  return text.split("\n").length;
}
