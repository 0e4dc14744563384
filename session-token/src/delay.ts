/** What is needed of an `AbortSignal`; written out, so that the types need neither DOM nor Node. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Waits, or rejects with the signal's reason as soon as it is aborted. */
export function delay(ms: number, signal: Signal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return untilAborted(
    signal,
    () =>
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      }),
  ).finally(() => {
    clearTimeout(timer);
  });
}

/** Runs the work, but does not wait for it any longer once the signal is aborted. */
export async function untilAborted<Result>(
  signal: Signal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (signal === undefined) return work();
  if (signal.aborted) throw reasonOf(signal);
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(reasonOf(signal));
    };
    signal.addEventListener("abort", stop);
  });
  try {
    // The loser of the race is handled by it, so a read that fails later disturbs nobody.
    return await Promise.race([work(), aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener("abort", stop);
  }
}

/** As `fetch` does: the reason itself, whatever the caller gave. */
function reasonOf(signal: Signal): Error {
  return (signal.reason ?? new Error("The read was aborted.")) as Error;
}
