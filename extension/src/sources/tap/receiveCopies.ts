import { setTimeout as sleep } from "node:timers/promises";
import {
  explainTapFailure,
  type Trouble,
} from "../../connections/explainFailure.ts";
import type { PeekableMessage } from "../peek/readPeeked.ts";

/** Receives the copies of one tap. */
export interface TapReceiver {
  /**
   * Waits for copies, hands them on, and completes them then: what was not handed on comes again.
   *
   * @throws where the signal ends the wait, and where the connection or the tap is gone
   */
  receive(
    take: (messages: readonly PeekableMessage[]) => void,
    signal: AbortSignal,
  ): Promise<void>;
  close(): Promise<void>;
}

export interface CopiesOptions {
  /** A new connection, after the last one failed. */
  readonly connect: () => Promise<TapReceiver>;
  readonly take: (messages: readonly PeekableMessage[]) => void;
  /** A wait has ended without a failure. */
  readonly onSight: () => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

const LONGEST_PAUSE_MS = 60_000;

/**
 * Receives copies until the signal, and connects again after each failure that passes.
 *
 * @returns also after a failure that stays: a tap that is gone, a key that is wrong
 */
export async function receiveCopies(
  { connect, take, onSight, onTrouble }: CopiesOptions,
  signal: AbortSignal,
): Promise<void> {
  let receiver: TapReceiver | undefined;
  let failures = 0;
  const isEnding = (): boolean => signal.aborted;
  while (!isEnding()) {
    try {
      receiver ??= await connect();
      await receiver.receive(take, signal);
      failures = 0;
      onSight();
    } catch (error) {
      await receiver?.close().catch(() => {});
      receiver = undefined;
      // The signal ends a wait with an error, too.
      if (isEnding()) break;
      failures++;
      const trouble = explainTapFailure(error, "receiving");
      onTrouble(trouble);
      if (!trouble.isPassing) break;
      const pause = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** (failures - 1));
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
    }
  }
  await receiver?.close().catch(() => {});
}
