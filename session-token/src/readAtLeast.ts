import { delay, untilAborted, type Signal } from "./delay.ts";
import { parse } from "./parse.ts";
import { checkAnswer, checkError, type Checked } from "./checkAnswer.ts";
import { SessionTokenError } from "./SessionTokenError.ts";
import { StaleReadError } from "./StaleReadError.ts";

/** What the read is called with: hand it on to the SDK's call as its options. */
export interface ReadOptions {
  sessionToken?: string;
}

export interface ReadAtLeastOptions {
  /** Milliseconds until no further attempt is made; 5000 by default. It cuts no attempt short. */
  readonly timeoutMs?: number;
  /** Cuts a running attempt or pause short; the call then rejects with the signal's reason. */
  readonly signal?: Signal;
  /** Milliseconds before the second attempt; each further pause is twice as long, up to 1000. 50 by default. */
  readonly retryMs?: number;
}

const LONGEST_PAUSE_MS = 1000;

/**
 * Reads until the answer has seen the writes of `token`, and gives that answer.
 *
 * The SDK answers 404/1002 by repeating the read without the token and returns what it gets: old
 * data, or a plain 404, without an error. This compares the token of each answer with the one asked
 * for, takes a 404 by a replica that is behind for old data too, and reads again.
 *
 * Without a token (`undefined`) it reads once, as before. An answer that cannot be compared, because
 * it is of another partition key range or bears no token although nothing was refused, is returned.
 *
 * Answers that lose the token (`fetchAll`, ORDER BY) are judged by the SDK's diagnostics, which only
 * 4.x has.
 *
 * @example
 * const { resource } = await readAtLeast(tokenFrom(message), (options) =>
 *   container.item(id, partitionKey).read(options),
 * );
 * @throws {StaleReadError} at the deadline, with `required`, `served`, `attempts`.
 * @throws {SessionTokenError} `MALFORMED`, `NOT_TEXT`, `WRONG_OPTION` before the first attempt;
 *   `UNVERIFIABLE_ANSWER` for a feed without token of @azure/cosmos 3.x.
 * Any other error of the read is passed on at once.
 */
export async function readAtLeast<Answer>(
  token: string | undefined,
  read: (options: ReadOptions) => Answer | PromiseLike<Answer>,
  options: ReadAtLeastOptions = {},
): Promise<Answer> {
  const timeoutMs = checkedMs(options.timeoutMs, "timeoutMs", 5000);
  let pauseMs = checkedMs(options.retryMs, "retryMs", 50);
  const { signal } = options;
  if (typeof read !== "function") {
    throw new SessionTokenError(
      "WRONG_OPTION",
      "readAtLeast takes the read as a function: readAtLeast(token, (options) => item.read(options)).",
    );
  }
  // Plain JavaScript hands over null or "" for an absent token, as the SDK allows.
  if (token === undefined || (token as unknown) === null || token === "") {
    return untilAborted(signal, async () => read({}));
  }
  const required = parse(token);

  const deadline = performance.now() + timeoutMs;
  for (let attempts = 1; ; attempts++) {
    let checked: Checked;
    let cause: unknown;
    try {
      const answer = await untilAborted(signal, async () =>
        read({ sessionToken: token }),
      );
      checked = checkAnswer(answer, required);
      if (checked.order !== "stale") return answer;
    } catch (error) {
      if (signal?.aborted === true) throw error;
      checked = checkError(error, required);
      if (checked.order !== "stale") throw error;
      cause = error;
    }
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) {
      throw new StaleReadError(
        { required: token, served: checked.served, attempts, timeoutMs },
        cause === undefined ? undefined : { cause },
      );
    }
    await delay(Math.min(pauseMs, leftMs), signal);
    pauseMs = Math.min(Math.max(1, pauseMs) * 2, LONGEST_PAUSE_MS);
  }
}

function checkedMs(
  value: number | undefined,
  name: string,
  otherwise: number,
): number {
  if (value === undefined) return otherwise;
  if (typeof value === "number" && value >= 0 && value !== Infinity) {
    return value;
  }
  throw new SessionTokenError(
    "WRONG_OPTION",
    `The option ${name} must be a number of milliseconds, 0 or more.`,
  );
}
