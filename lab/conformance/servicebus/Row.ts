import type { Bench } from "./Bench.ts";

/** One line of the table: a call of the SDK, and what it must have brought about. */
export interface Row {
  /** `ServiceBusReceiver.completeMessage` */
  readonly method: string;
  /** What the documentation says happens, and the test looks at. */
  readonly result: string;
  /** A version in which it cannot be shown, and why. */
  readonly except?: { readonly version: string; readonly reason: string };
  /** @throws {Error} When it is not so. */
  run(bench: Bench): Promise<void>;
}

export const row = (
  method: string,
  result: string,
  run: (bench: Bench) => Promise<void>,
  except?: Row["except"],
): Row => ({ method, result, run, ...(except && { except }) });
