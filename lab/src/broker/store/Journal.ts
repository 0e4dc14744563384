import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { EntityRecords, JournalRecord, MessageRecord } from "./records.ts";

const fileName = "broker.ndjson";

/** What was found in the folder. */
export interface Found {
  readonly entities: EntityRecords | undefined;
  readonly messages: readonly {
    readonly path: string;
    readonly message: MessageRecord;
  }[];
  /** Highest number given, by path. */
  readonly lastNumbers: ReadonlyMap<string, number>;
}

/**
 * Keeps messages and entities in a folder: what changes is added to a file at the end of each turn of
 * the event loop, and the file is written anew, without what has gone, at the next start. What a
 * machine loses that fails within this turn is lost; a process that ends has written it.
 */
export class Journal {
  readonly #path: string;
  readonly #describe: () => EntityRecords;
  #file: number | undefined;
  #lines: string[] = [];
  #entities = "";
  #isDue = false;

  /** @param describe The entities as they are now; asked each time when something is written. */
  constructor(folder: string, describe: () => EntityRecords) {
    mkdirSync(folder, { recursive: true });
    this.#path = join(folder, fileName);
    this.#describe = describe;
  }

  /** @throws {Error} When the file is there and cannot be read. */
  read(): Found {
    const live = new Map<string, { path: string; message: MessageRecord }>();
    const lastNumbers = new Map<string, number>();
    let entities: EntityRecords | undefined;
    const saw = (path: string, number: number): void =>
      void lastNumbers.set(path, Math.max(lastNumbers.get(path) ?? 0, number));
    for (const record of readRecords(this.#path)) {
      switch (record.kind) {
        case "message":
          live.set(keyOf(record.path, record.message.number), record);
          saw(record.path, record.message.number);
          break;
        case "gone":
          live.delete(keyOf(record.path, record.number));
          break;
        case "last":
          saw(record.path, record.number);
          break;
        case "entities":
          entities = record.entities;
          break;
      }
    }
    // A message that was changed keeps its place in the map; what falls into one queue is put in order.
    const messages = [...live.values()].sort(
      (a, b) => a.message.number - b.message.number,
    );
    return { entities, messages, lastNumbers };
  }

  /** Writes the file anew, with what is left of it, and takes changes from now on. */
  open({ messages, lastNumbers }: Found): void {
    const records: JournalRecord[] = [
      ...[...lastNumbers].map(
        ([path, number]) => ({ kind: "last", path, number }) as const,
      ),
      ...messages.map(
        ({ path, message }) => ({ kind: "message", path, message }) as const,
      ),
    ];
    const next = `${this.#path}.next`;
    writeFileSync(
      next,
      records.map((record) => `${JSON.stringify(record)}\n`).join(""),
    );
    renameSync(next, this.#path);
    this.#file = openSync(this.#path, "a");
    this.touch();
  }

  put(path: string, message: MessageRecord): void {
    this.#add({ kind: "message", path, message });
  }

  remove(path: string, number: number): void {
    this.#add({ kind: "gone", path, number });
  }

  /** Entities, rules or session states may have changed. */
  touch(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => this.flush());
  }

  flush(): void {
    this.#isDue = false;
    if (this.#file === undefined) return;
    const entities = JSON.stringify({
      kind: "entities",
      entities: this.#describe(),
    });
    if (entities !== this.#entities) this.#lines.push(`${entities}\n`);
    this.#entities = entities;
    if (this.#lines.length === 0) return;
    const text = this.#lines.join("");
    this.#lines = [];
    writeSync(this.#file, text);
  }

  /** Everything of before is forgotten. */
  clear(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#lines = [];
    this.#entities = "";
    this.open({ entities: undefined, messages: [], lastNumbers: new Map() });
  }

  close(): void {
    this.flush();
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #add(record: JournalRecord): void {
    if (this.#file === undefined) return;
    this.#lines.push(`${JSON.stringify(record)}\n`);
    this.touch();
  }
}

const keyOf = (path: string, number: number): string => `${path}\n${number}`;

function* readRecords(path: string): Generator<JournalRecord> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return;
    throw cause;
  }
  for (const line of text.split("\n")) {
    const record = parse(line);
    // The last line of a process that was killed while it wrote.
    if (record !== undefined) yield record;
  }
}

function parse(line: string): JournalRecord | undefined {
  try {
    return JSON.parse(line) as JournalRecord;
  } catch {
    return undefined;
  }
}
