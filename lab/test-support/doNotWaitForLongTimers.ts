/**
 * Until the function that it returns is called, a timer of a minute or more does not keep the
 * process alive.
 *
 * @azure/service-bus 7.7.0 leaves one behind where a session is refused (its link's claim is to be
 * renewed in 45 minutes, and closing the client does not take that back): measured, the tests were
 * over and their process stayed.
 */
export function doNotWaitForLongTimers(): () => void {
  const { setTimeout } = globalThis;
  const patched = (
    callback: (...args: unknown[]) => void,
    delayMs?: number,
    ...args: unknown[]
  ): NodeJS.Timeout => {
    const timer = setTimeout(callback, delayMs, ...args);
    if (delayMs !== undefined && delayMs >= 60_000) timer.unref();
    return timer;
  };
  // With what else hangs on it: `util.promisify` looks for a symbol there.
  globalThis.setTimeout = Object.assign(patched, setTimeout);
  return () => {
    globalThis.setTimeout = setTimeout;
  };
}
