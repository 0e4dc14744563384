/** Missing in @types/node. */
export interface Frame extends NodeJS.CallSite {
  isAsync(): boolean;
}

type Below = (...args: never[]) => unknown;

/**
 * The stack as it is, topmost frame first. Puts limit and formatter of stacks back, so that the
 * program sees nothing of it.
 *
 * @param below function of ours whose caller is the first frame
 */
export function framesOf(below: Below, depth: number): readonly Frame[] {
  const { stackTraceLimit } = Error;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back, never called
  const { prepareStackTrace } = Error;
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = keepFrames;
    const holder: { stack?: readonly Frame[] } = {};
    Error.captureStackTrace(holder, below);
    return holder.stack ?? [];
  } catch {
    // Frozen intrinsics, or no room on the stack: then no line is known.
    return [];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
  }
}

function keepFrames(_error: Error, frames: NodeJS.CallSite[]): unknown {
  return frames;
}
