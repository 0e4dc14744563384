import { excerptAround } from "./words.ts";

export interface StaleReadDetails {
  readonly required: string;
  readonly served: string | undefined;
  readonly attempts: number;
  readonly timeoutMs: number;
}

/**
 * `readAtLeast` ran out of time: every answer was older than the token asked for.
 *
 * In a message handler do not abandon at once: the message comes back within milliseconds and burns
 * its delivery count. Wait inside the lock and read again, or schedule the message for later.
 */
export class StaleReadError extends Error {
  override readonly name = "StaleReadError";
  readonly code = "STALE_READ";
  /** The token that the read had to reach. */
  readonly required: string;
  /** The token of the last answer; `undefined` when it bore none. */
  readonly served: string | undefined;
  /** How often the read was made. */
  readonly attempts: number;

  constructor(
    { required, served, attempts, timeoutMs }: StaleReadDetails,
    options?: { readonly cause: unknown },
  ) {
    super(
      `The read did not reach session token ${excerptAround(required)} within ${timeoutMs} ms (${attempts} ${attempts === 1 ? "attempt" : "attempts"}); ` +
        `the last answer ${served === undefined ? "bore no token or was refused with 404/1002" : `was at ${excerptAround(served)}`}. ` +
        "Wait inside the message's lock and read again, or schedule the message for later.",
      options,
    );
    this.required = required;
    this.served = served;
    this.attempts = attempts;
  }
}
