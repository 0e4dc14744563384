/** Runs something of ours. Whatever goes wrong in it, the program does not notice. */
export function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
