let count = 0;

/** A name that nothing else has in this process. */
export function named(what: string): string {
  return `${what}-${++count}`;
}
