import type { CosmosAttempt } from "./observation.ts";

interface Refused {
  readonly n: number;
  /** The token that the read asked with, also where the attempt was one without it. */
  readonly token: string;
}

export interface Repetition {
  /** Line of the attempt before. */
  readonly of: number;
  /** The token that the SDK took away; `undefined` where it is still there. */
  readonly dropped: string | undefined;
}

/** Connections whose last answers are remembered; those in use are always among them. */
const KEPT = 4096;

/**
 * Tells the SDK's own repetitions from reads of the program. After 404/1002 the SDK sends the request
 * again at once, on the connection of the first, without its token (measured with @azure/cosmos
 * 3.17.3 to 4.10.1) or, on accounts with several write regions and with a client that keeps its
 * token, with it.
 */
export class Repetitions {
  /** By connection, then by what was asked. */
  readonly #refused = new Map<number, Map<string, Refused>>();

  /** Takes the refusal that this attempt repeats, if it repeats one. */
  take(attempt: CosmosAttempt): Repetition | undefined {
    const ofConnection = this.#refused.get(attempt.connection);
    // Nearly always: nothing was refused on this connection.
    if (ofConnection === undefined || ofConnection.size === 0) return undefined;
    const key = askedFor(attempt);
    const refused = ofConnection.get(key);
    if (refused === undefined) return undefined;
    ofConnection.delete(key);
    if (attempt.sent === undefined) {
      return { of: refused.n, dropped: refused.token };
    }
    return attempt.sent === refused.token
      ? { of: refused.n, dropped: undefined }
      : undefined;
  }

  /** @param n line of the attempt, which was answered with 404/1002 */
  refuse(attempt: CosmosAttempt, n: number, token: string | undefined): void {
    if (token === undefined) return;
    const { connection } = attempt;
    const ofConnection =
      this.#refused.get(connection) ?? new Map<string, Refused>();
    ofConnection.set(askedFor(attempt), { n, token });
    this.#refused.delete(connection);
    this.#refused.set(connection, ofConnection);
    if (this.#refused.size > KEPT) {
      const [oldest] = this.#refused.keys();
      this.#refused.delete(oldest!);
    }
  }

  clear(): void {
    this.#refused.clear();
  }
}

function askedFor(attempt: CosmosAttempt): string {
  return `${attempt.method} ${attempt.operation} ${attempt.path} ${attempt.ranges.join()}`;
}
