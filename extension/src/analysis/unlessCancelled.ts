import { Cancelled } from "./analysisClient.ts";

/**
 * For work that cannot be stopped: whoever gave up does not wait for its end.
 *
 * @throws {Cancelled} as soon as the signal says so
 */
export async function unlessCancelled<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  let cancel = (): void => {};
  const cancelled = new Promise<never>((_, reject) => {
    cancel = () => reject(new Cancelled("The question was given up."));
    signal.addEventListener("abort", cancel);
    if (signal.aborted) cancel();
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
