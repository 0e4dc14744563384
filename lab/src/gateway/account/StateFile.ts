import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabRequestError } from "../../config.ts";
import type { Account } from "./Account.ts";
import { linesOf, restoreAccount } from "./keptState.ts";

const LOOK_EVERY_MS = 500;

/**
 * Keeps an account in a folder: what was done is there at the latest half a second later, and when
 * the lab is stopped. The file is replaced as a whole, so it is never half written.
 */
export class StateFile {
  readonly #path: string;
  readonly #account: () => Account;
  #timer: NodeJS.Timeout | undefined;
  #saved: Account | undefined;
  #savedRevision = -1;

  constructor(folder: string, account: () => Account) {
    this.#path = join(folder, "cosmos.ndjson");
    this.#account = account;
    mkdirSync(folder, { recursive: true });
  }

  /**
   * @returns Whether there was anything.
   * @throws {LabRequestError} `BrokenState`
   */
  load(): boolean {
    let text: string;
    try {
      text = readFileSync(this.#path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
      throw error;
    }
    try {
      restoreAccount(this.#account(), text);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new LabRequestError(
        "BrokenState",
        `The kept state in ${this.#path} cannot be read: ${why}. Move the file away to start empty.`,
      );
    }
    this.#note();
    return true;
  }

  start(): void {
    this.#timer = setInterval(() => this.save(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.save();
  }

  save(): void {
    const account = this.#account();
    const isKept =
      account === this.#saved && account.revision === this.#savedRevision;
    if (isKept) return;
    const lines = [...linesOf(account)];
    const draft = `${this.#path}.new`;
    writeFileSync(draft, `${lines.join("\n")}\n`);
    renameSync(draft, this.#path);
    this.#note();
  }

  #note(): void {
    this.#saved = this.#account();
    this.#savedRevision = this.#saved.revision;
  }
}
