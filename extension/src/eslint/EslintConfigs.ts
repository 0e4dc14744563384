import type { EslintSays } from "../analysis/protocol.ts";
import { findConfig } from "./findConfig.ts";
import type { ReadAnswer, Reading, ReadRequest } from "./protocol.ts";

/** What we use of the process that reads. */
export interface ReaderProcess {
  send(request: ReadRequest): void;
  onAnswer(listener: (answer: ReadAnswer) => void): void;
  /** However it ends. */
  onEnd(listener: () => void): void;
  end(): void;
}

export interface EslintConfigsOptions {
  readonly start: () => ReaderProcess;
  /** The folder of the workspace that a file lies in; `undefined` where its configuration is not to be run. */
  readonly rootOf: (file: string) => string | undefined;
  /** What is known of which file, as soon as it is. */
  readonly onSays: (says: ReadonlyMap<string, EslintSays | null>) => void;
  readonly log: (line: string) => void;
  /** A configuration that takes longer is given up. */
  readonly limitMs?: number;
  /** How long the process stays when nobody asks. */
  readonly idleMs?: number;
}

/** So that the time of one answer does not grow with the workspace. */
const filesAtOnce = 200;

type Finish = (reading: Reading) => void;

/**
 * Asks the workspace's own ESLint what it says of files and our rules. Each file is asked about once, until a
 * configuration changes; what it said holds until it has been asked again. What cannot be read is told once, and the
 * settings of VS Code hold.
 */
export class EslintConfigs {
  readonly #options: Required<EslintConfigsOptions>;
  /** File -> done, whatever came of it. */
  readonly #asked = new Map<string, Promise<void>>();
  readonly #open = new Map<number, Finish>();
  /** Folders whose configuration cannot be read: its other files need not wait for the same answer. */
  readonly #failed = new Set<string>();
  /** Files of which something was said that holds until they are asked about again. */
  readonly #said = new Set<string>();
  readonly #madeOf = new Set<string>();
  #process: ReaderProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #nextId = 1;
  /** Counts up when what was asked before is of no interest any more. */
  #generation = 0;
  #isDisposed = false;

  constructor(options: EslintConfigsOptions) {
    this.#options = { limitMs: 20_000, idleMs: 60_000, ...options };
  }

  /** Resolves when all that can be known of these files has been told. Never rejects. */
  async read(files: readonly string[]): Promise<void> {
    let generation: number;
    do {
      generation = this.#generation;
      await this.#readOnce(files);
      // What came of it may be forgotten already: then nobody goes on with the half of it.
    } while (generation !== this.#generation && !this.#isDisposed);
  }

  /** Whether a configuration that was read is made of this file, be it itself or what it imports. */
  isMadeOf(file: string): boolean {
    return this.#madeOf.has(withoutCase(file));
  }

  /**
   * A configuration has changed, or may be run no longer: all files are asked about again. What was said of them holds
   * until then, so that no squiggle changes its colour for a moment.
   */
  forget(): void {
    this.#generation++;
    this.#asked.clear();
    this.#failed.clear();
    this.#end();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#generation++;
    this.#asked.clear();
    this.#end();
  }

  async #readOnce(files: readonly string[]): Promise<void> {
    const byFolder = new Map<string, string[]>();
    const without: string[] = [];
    for (const file of files) {
      if (this.#asked.has(file)) continue;
      const root = this.#options.rootOf(file);
      const folder = root === undefined ? undefined : findConfig(file, root);
      if (folder === undefined || this.#failed.has(folder)) without.push(file);
      else byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
    }
    this.#unsay(without);
    for (const [folder, some] of byFolder) {
      let done = Promise.resolve();
      for (let at = 0; at < some.length; at += filesAtOnce) {
        const part = some.slice(at, at + filesAtOnce);
        done = done.then(() => this.#ask(folder, part));
        for (const file of part) this.#asked.set(file, done);
      }
    }
    await Promise.all(files.flatMap((file) => this.#asked.get(file) ?? []));
  }

  /** Nothing is known of these files any more. */
  #unsay(files: readonly string[]): void {
    const some = files.filter((file) => this.#said.delete(file));
    if (some.length > 0)
      this.#options.onSays(new Map(some.map((file) => [file, null])));
  }

  async #ask(folder: string, files: readonly string[]): Promise<void> {
    if (this.#failed.has(folder)) {
      this.#unsay(files);
      return;
    }
    const generation = this.#generation;
    const id = this.#nextId++;
    const reader = this.#running();
    const { limitMs, log, onSays } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<Reading>((resolve) => {
      this.#open.set(id, resolve);
      timer = setTimeout(() => {
        this.#end(`It did not end within ${limitMs / 1000} seconds.`);
      }, limitMs);
      reader.send({ id, folder, files });
    });
    clearTimeout(timer);
    this.#open.delete(id);
    if (generation !== this.#generation) return;
    if ("says" in answer) {
      for (const file of files) this.#said.add(file);
      onSays(new Map(files.map((file, at) => [file, answer.says[at] ?? null])));
    } else {
      this.#failed.add(folder);
      this.#unsay(files);
      log(
        `The ESLint configuration in ${folder} cannot be read, so only the settings of VS Code hold. ${answer.problem} Mend it and save it, or switch "cosmosSession.readEslintConfig" off.`,
      );
    }
  }

  #running(): ReaderProcess {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (this.#open.size === 0) this.#end();
      else this.#idle?.refresh();
    }, this.#options.idleMs);
    this.#idle.unref();
    if (this.#process) return this.#process;
    const reader = this.#options.start();
    this.#process = reader;
    reader.onAnswer((answer) => {
      for (const file of answer.madeOf) this.#madeOf.add(withoutCase(file));
      this.#open.get(answer.id)?.(answer);
    });
    reader.onEnd(() => {
      if (this.#process === reader)
        this.#end("It ended the process in which it was read.");
    });
    return reader;
  }

  #end(problem = "It was given up."): void {
    clearTimeout(this.#idle);
    const reader = this.#process;
    this.#process = undefined;
    reader?.end();
    for (const finish of this.#open.values()) finish({ problem });
    this.#open.clear();
  }
}

/** VS Code writes the letter of a drive small, Node does not. */
function withoutCase(file: string): string {
  return file.toLowerCase();
}
