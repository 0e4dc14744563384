import {
  framesOf,
  type Frame,
} from "../../../../../instrumentation/src/callSites/framesOf.ts";
import {
  originOf,
  type Position,
} from "../../../../../instrumentation/src/callSites/originOf.ts";

/** An SDK makes its first promise a few frames below the program, seldom more than twenty. */
const depths = [16, 60];

type Below = (...args: never[]) => unknown;

/**
 * The frame of the program that called what now runs: the topmost one that belongs neither to Node,
 * nor to a package, nor to us. None where the program itself runs.
 *
 * @param below function of ours whose caller is the first frame to look at
 */
export function findProgramFrame(below: Below): Position | undefined {
  for (const depth of depths) {
    const frames = framesOf(below, depth);
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
