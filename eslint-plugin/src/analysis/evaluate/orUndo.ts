/**
 * A query that runs out of steps is cut where it stands. What was marked as done on the way is not: `undo` takes the
 * mark back, so that the next query does it again, from its beginning.
 */
export function orUndo<T>(work: () => T, undo: () => void): T {
  let isDone = false;
  try {
    const result = work();
    isDone = true;
    return result;
  } finally {
    if (!isDone) undo();
  }
}
