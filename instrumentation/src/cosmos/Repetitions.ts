import type { Attempt } from "./Call.ts";

/** A call as far as it went: attempts that were refused, and may be repeated. */
export interface Refused {
  readonly attempts: Attempt[];
  /** The token that the call asked with, also where its last attempt was one without it. */
  readonly token: string | undefined;
}

/** Refused calls that are waited for. The SDK repeats at once. */
const MOST_WAITING = 1000;
const WAIT_MS = 1000;

/**
 * Tells the SDK's own repetitions from calls of the program. After 404/1002 the SDK sends the request
 * again at once, on the connection of the first, without its token (measured with @azure/cosmos
 * 3.17.3 to 4.10.1) or, with a client that keeps its token and on accounts with several write
 * regions, with it.
 */
export class Repetitions {
  #waiting: Refused[] = [];

  /** Takes the call that this attempt goes on with, if there is one. */
  take(attempt: Attempt): Refused | undefined {
    if (this.#waiting.length === 0) return undefined;
    const at = this.#waiting.findIndex((refused) => repeats(attempt, refused));
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0];
  }

  wait(refused: Refused): Refused | undefined {
    this.#waiting.push(refused);
    return this.#waiting.length > MOST_WAITING
      ? this.#waiting.shift()
      : undefined;
  }

  /** Calls that were not repeated; at the end, all. */
  ended(nowMs: number, isLast: boolean): readonly Refused[] {
    const [ended, waiting]: [Refused[], Refused[]] = [[], []];
    for (const refused of this.#waiting) {
      const { endMs } = refused.attempts.at(-1)!;
      (isLast || endMs + WAIT_MS < nowMs ? ended : waiting).push(refused);
    }
    this.#waiting = waiting;
    return ended;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }
}

function repeats(attempt: Attempt, { attempts, token }: Refused): boolean {
  const last = attempts.at(-1)!;
  const { request } = attempt;
  return (
    request.path === last.request.path &&
    request.operation === last.request.operation &&
    request.partitionKey === last.request.partitionKey &&
    request.rangeId === last.request.rangeId &&
    (request.sent === undefined || request.sent === token) &&
    attempt.handler === last.handler &&
    attempt.socket === last.socket
  );
}
