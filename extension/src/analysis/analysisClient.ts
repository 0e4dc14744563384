/** The extension's side of the analysis worker: starts it when it is first asked, and again when it has died. */
import type {
  Answers,
  EslintSays,
  FolderSettings,
  FromWorker,
  RequestName,
  Requests,
  ToWorker,
} from "./protocol.ts";

/** What we use of a worker thread. */
export interface Thread {
  postMessage(message: ToWorker): void;
  on(event: "message", listener: (message: FromWorker) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  on(event: "exit", listener: (code: number) => void): void;
  terminate(): Promise<number>;
}

/** Thrown where the asker, or a newer question, gave up. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

interface Open {
  readonly resolve: (output: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: AskOptions["onProgress"];
}

/** A worker that dies this often in a row is not started again by itself. */
const maxDeaths = 3;

export class AnalysisClient {
  readonly #start: () => Thread;
  readonly #log: (line: string) => void;
  readonly #open = new Map<number, Open>();
  readonly #unsaved = new Map<string, string>();
  readonly #eslint = new Map<string, EslintSays>();
  #folders: readonly FolderSettings[] = [];
  #thread: Thread | undefined;
  #nextId = 1;
  #deaths = 0;

  constructor(start: () => Thread, log: (line: string) => void) {
    this.#start = start;
    this.#log = log;
  }

  configure(folders: readonly FolderSettings[]): void {
    this.#folders = folders;
    this.#thread?.postMessage({ kind: "configure", folders });
  }

  /** @param text `undefined`: the file on the disk counts again. */
  setText(file: string, text: string | undefined): void {
    if (this.#unsaved.get(file) === text) return;
    if (text === undefined) this.#unsaved.delete(file);
    else this.#unsaved.set(file, text);
    this.#thread?.postMessage({ kind: "text", file, text });
  }

  /** @param says `null` for a file that nothing is known of any more */
  setEslint(says: ReadonlyMap<string, EslintSays | null>): void {
    for (const [file, one] of says) {
      if (one === null) this.#eslint.delete(file);
      else this.#eslint.set(file, one);
    }
    this.#thread?.postMessage({ kind: "eslint", says });
  }

  /** @throws {Cancelled} */
  async ask<Name extends RequestName>(
    kind: Name,
    input: Requests[Name],
    { signal, onProgress }: AskOptions = {},
  ): Promise<Answers[Name]> {
    if (signal?.aborted) throw new Cancelled("The question was given up.");
    const thread = this.#running();
    const id = this.#nextId++;
    const cancel = () => thread.postMessage({ kind: "cancel", id });
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await new Promise<Answers[Name]>((resolve, reject) => {
        this.#open.set(id, { resolve, reject, onProgress });
        // The compiler cannot see that a kind and its input belong together.
        thread.postMessage({ kind, id, input } as unknown as ToWorker);
      });
    } catch (error) {
      throw signal?.aborted
        ? new Cancelled("The question was given up.")
        : error;
    } finally {
      this.#open.delete(id);
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** Ends the thread; the next question starts a new one that knows nothing yet. */
  async restart(): Promise<void> {
    this.#deaths = 0;
    await this.dispose();
  }

  async dispose(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    this.#giveUp("The analysis was ended.");
    await thread?.terminate();
  }

  #running(): Thread {
    if (this.#thread) return this.#thread;
    if (this.#deaths >= maxDeaths)
      throw new Error(
        'The analysis ended unexpectedly several times and stays off. The command "Cosmos Session: Restart the Analysis" starts it again; what happened is in the output "Cosmos Session".',
      );
    const thread = this.#start();
    this.#thread = thread;
    thread.on("message", (message) => {
      this.#take(message);
    });
    thread.on("error", (error) => {
      this.#log(`The analysis failed: ${error.stack ?? error.message}`);
    });
    thread.on("exit", (code) => {
      if (this.#thread !== thread) return;
      this.#thread = undefined;
      this.#deaths++;
      this.#log(`The analysis ended with code ${code}.`);
      this.#giveUp("The analysis ended unexpectedly.");
    });
    thread.postMessage({ kind: "configure", folders: this.#folders });
    if (this.#eslint.size > 0)
      thread.postMessage({ kind: "eslint", says: this.#eslint });
    for (const [file, text] of this.#unsaved)
      thread.postMessage({ kind: "text", file, text });
    return thread;
  }

  #take(message: FromWorker): void {
    if (message.kind === "problems") {
      for (const problem of message.problems) this.#log(problem);
      return;
    }
    const open = this.#open.get(message.id);
    if (message.kind === "progress")
      open?.onProgress?.(message.done, message.total);
    else if (message.kind === "failed")
      open?.reject(new Error(message.message));
    else {
      this.#deaths = 0;
      open?.resolve(message.output as never);
    }
  }

  #giveUp(reason: string): void {
    for (const { reject } of this.#open.values()) reject(new Error(reason));
    this.#open.clear();
  }
}
