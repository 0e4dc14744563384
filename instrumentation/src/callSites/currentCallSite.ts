import { framesOf } from "./framesOf.ts";
import { isPackaged, originOf, type Position } from "./originOf.ts";

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
  for (const frame of framesOf(currentCallSite, DEPTH)) {
    const file = frame.getFileName();
    if (file == null || isOfOthers(file)) continue;
    const position = originOf(
      file,
      frame.getLineNumber() ?? 1,
      frame.getColumnNumber() ?? 1,
    );
    if (position !== undefined) return show(position);
  }
  return undefined;
}

const ofOthers = new Map<string, boolean>();

/** Nearly every frame; to know the line of one costs more than to know its file. */
function isOfOthers(file: string): boolean {
  let found = ofOthers.get(file);
  if (found === undefined) {
    found = file.startsWith("node:") || file === ownFile || isPackaged(file);
    ofOthers.set(file, found);
  }
  return found;
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

const ownFile = framesOf(currentCallSite, 1)[0]?.getFileName();
