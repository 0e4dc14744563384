import { originOf, type Position } from "./originOf.ts";

/** From the SDK's request down to the program: about 25 frames in @azure/cosmos 4.9.3. */
const DEPTH = 60;

/**
 * The line of the program that called into a library: the topmost frame that belongs neither to Node,
 * nor to a package, nor to us. The engine goes on from a function to the one that awaits it, so that
 * the line is found long after the program itself has left the stack; there it is the line of the
 * `await`.
 *
 * @returns `file:line`; `undefined` where a library ends its functions with `return promise`, which
 *   breaks the chain (@azure/cosmos 3.17.3 and 4.0.0, measured)
 */
export function currentCallSite(): string | undefined {
  for (const frame of stack()) {
    const file = frame.getFileName();
    if (file == null || file.startsWith("node:") || file === ownFile) continue;
    const position = originOf(
      file,
      frame.getLineNumber() ?? 1,
      frame.getColumnNumber() ?? 1,
    );
    if (position !== undefined) return show(position);
  }
  return undefined;
}

const shown = new WeakMap<Position, string>();

function show(position: Position): string {
  let text = shown.get(position);
  if (text === undefined) {
    text = `${position.file}:${position.line}`;
    shown.set(position, text);
  }
  return text;
}

/** Puts limit and formatter of stacks back, so that the program sees nothing of it. */
function stack(): readonly NodeJS.CallSite[] {
  const { stackTraceLimit } = Error;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back, never called
  const { prepareStackTrace } = Error;
  try {
    Error.stackTraceLimit = DEPTH;
    Error.prepareStackTrace = keepFrames;
    const holder: { stack?: readonly NodeJS.CallSite[] } = {};
    Error.captureStackTrace(holder, stack);
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

const ownFile = stack()[0]?.getFileName();
