/**
 * Takes the editor's messages in their order and sends the answers. Between two files it lets go of the thread, so
 * that a newer text or a cancellation comes in while a whole workspace is being looked at.
 */
import type {
  EditorFinding,
  FromWorker,
  ToWorker,
} from "../src/analysis/protocol.ts";
import { Analyst, SharedReads } from "./analyst.ts";
import { mend } from "./mend.ts";

type Request = Extract<
  ToWorker,
  { readonly id: number; readonly input: object }
>;

export class Desk {
  readonly #analyst = new Analyst();
  readonly #send: (message: FromWorker) => void;
  readonly #cancelled = new Set<number>();
  readonly #open = new Set<number>();
  /** Texts that came while `mend` had laid its own over them. */
  readonly #held = new Map<string, string | undefined>();
  #isMending = false;
  #queue: Promise<void> = Promise.resolve();

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  take(message: ToWorker): void {
    switch (message.kind) {
      case "configure": {
        const problems = this.#analyst.configure(message.folders);
        this.#send({ kind: "problems", problems });
        return;
      }
      case "text":
        if (this.#isMending) this.#held.set(message.file, message.text);
        else this.#analyst.setText(message.file, message.text);
        return;
      case "eslint":
        this.#send({
          kind: "problems",
          problems: this.#analyst.setEslint(message.says),
        });
        return;
      case "cancel":
        if (this.#open.has(message.id)) this.#cancelled.add(message.id);
        return;
      default:
        this.#open.add(message.id);
        this.#queue = this.#queue.then(() => this.#answer(message));
    }
  }

  async #answer(request: Request): Promise<void> {
    const { id } = request;
    try {
      // A request that was given up before its turn costs nothing.
      await this.#breathe(id);
      const output = await this.#work(request);
      this.#send({ kind: "answer", id, output });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#send({ kind: "failed", id, message });
    } finally {
      this.#open.delete(id);
      this.#cancelled.delete(id);
    }
  }

  async #work(request: Request): Promise<unknown> {
    const { id } = request;
    const pause = async (done: number, total: number) => {
      if (done % 20 === 0 || done === total)
        this.#send({ kind: "progress", id, done, total });
      await this.#breathe(id);
    };
    switch (request.kind) {
      case "check": {
        const { files } = request.input;
        const findings: EditorFinding[] = [];
        const reads = new SharedReads();
        for (const [index, file] of files.entries()) {
          findings.push(...this.#analyst.findingsIn(file, reads));
          await pause(index + 1, files.length);
        }
        return findings;
      }
      case "offers":
        return this.#analyst.offersFor(
          request.input.file,
          request.input.identity,
        );
      case "handlers":
        return this.#analyst.handlersIn(request.input.file);
      case "mend":
        this.#isMending = true;
        try {
          return await mend(this.#analyst, request.input.files, pause);
        } finally {
          this.#isMending = false;
          for (const [file, text] of this.#held)
            this.#analyst.setText(file, text);
          this.#held.clear();
        }
    }
  }

  /** @throws where the request was cancelled meanwhile */
  async #breathe(id: number): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#cancelled.has(id)) throw new Error("cancelled");
  }
}
