import { originOf, type Position } from "./originOf.ts";

/** An SDK makes its first promise a few frames below the program, seldom more than twenty. */
const depths = [16, 60];

/** Missing in @types/node. */
interface Frame extends NodeJS.CallSite {
  isAsync(): boolean;
}

type Below = (...args: never[]) => unknown;

/**
 * The frame of the program that called what now runs: the topmost one that belongs neither to Node,
 * nor to a package, nor to us. None where the program itself runs.
 *
 * @param below function of ours whose caller is the first frame to look at
 */
export function findProgramFrame(below: Below): Position | undefined {
  for (const depth of depths) {
    const frames = stackOf(below, depth);
    for (const [index, frame] of frames.entries()) {
      // What awaits this code stands at its `await`, which may be lines above the call.
      if (frame.isAsync()) return undefined;
      const position = positionOf(frame);
      if (position !== undefined) return index === 0 ? undefined : position;
    }
    if (frames.length < depth) return undefined;
  }
  return undefined;
}

function positionOf(frame: Frame): Position | undefined {
  const file = frame.getFileName();
  if (file == null || file.startsWith("node:")) return undefined;
  return originOf(
    file,
    frame.getLineNumber() ?? 1,
    frame.getColumnNumber() ?? 1,
  );
}

/** Puts limit and formatter of stacks back, so that the program sees nothing of it. */
function stackOf(below: Below, depth: number): readonly Frame[] {
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
