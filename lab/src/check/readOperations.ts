import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { LabRequestError } from "../config.ts";
import { itemKey } from "../observe/KnownWrites.ts";
import type { LogEntry } from "../observe/LogEntry.ts";
import { partsOf } from "../observe/tokenParts.ts";
import type { Operation, State } from "./Operation.ts";

/**
 * Turns lines of the lab's log into operations. A session is what the line calls `client`. Lines that
 * say nothing of a state (messages, metadata, failed calls, refusals) are passed over.
 */
export class OperationReader {
  /** The state that the write of each etag made. */
  readonly #writeOfEtag = new Map<string, State>();

  read(entry: LogEntry, line: number): Operation | undefined {
    const { kind, container, served, status = 200 } = entry;
    if (kind === undefined || container === undefined || served === undefined) {
      return undefined;
    }
    const isMissing = kind === "read" && status === 404;
    if (status >= 400 && !isMissing) return undefined;
    const states = partsOf(served).map(stateOf);
    const item =
      entry.itemId === undefined
        ? undefined
        : itemKey(container, {
            id: entry.itemId,
            partitionKey: entry.partitionKey ?? "",
          });
    return {
      n: entry.n,
      session: entry.client ?? `#${entry.connection}`,
      kind,
      item,
      container,
      states,
      seen: this.#seen(entry, kind, states),
      // Without it, as in a log of another origin: one after the other.
      after: entry.after ?? entry.n - 1,
      line,
    };
  }

  #seen(
    { etag }: LogEntry,
    kind: "read" | "write",
    [state]: readonly State[],
  ): State | undefined {
    if (etag === undefined) return undefined;
    if (kind === "read") return this.#writeOfEtag.get(etag);
    if (state !== undefined) this.#writeOfEtag.set(etag, state);
    return undefined;
  }
}

type Part = ReturnType<typeof partsOf>[number];

function stateOf(part: Part): State {
  return {
    range: part.rangeId,
    version: part.form === "vector" ? part.version : -1n,
    lsn: part.globalLsn,
  };
}

/**
 * Reads a log as `GET /log` and `run --log` write it, line by line.
 *
 * @throws {LabRequestError} `InvalidLog`, naming the file and the line.
 */
export async function* readOperations(file: string): AsyncGenerator<Operation> {
  const reader = new OperationReader();
  let line = 0;
  const lines = createInterface({
    input: createReadStream(file),
    crlfDelay: Infinity,
  });
  for await (const text of lines) {
    line++;
    if (text.trim() === "") continue;
    const operation = reader.read(parseLine(text, file, line), line);
    if (operation !== undefined) yield operation;
  }
}

function parseLine(text: string, file: string, line: number): LogEntry {
  try {
    const entry = JSON.parse(text) as LogEntry;
    if (typeof entry === "object" && typeof entry.n === "number") return entry;
  } catch {
    // The same words for both.
  }
  throw new LabRequestError(
    "InvalidLog",
    `${file}, line ${line}, is no line of a lab's log. Record one with "curl -s CONTROL/log > FILE" or "cosmos-session-lab run --log FILE".`,
  );
}
