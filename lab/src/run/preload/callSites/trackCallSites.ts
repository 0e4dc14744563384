import { AsyncLocalStorage } from "node:async_hooks";
import { promiseHooks } from "node:v8";
import type { Position } from "../../../../../instrumentation/src/callSites/originOf.ts";
import { findProgramFrame } from "./findProgramFrame.ts";

const sites = new AsyncLocalStorage<Position>();

/**
 * Remembers, for all that happens later because of it, which line of the program called into a
 * library last.
 *
 * A stack at the moment of the request is not enough: the engine follows only `await`, and
 * `@azure/cosmos` 3.17.3 and 4.0.0 end most of their functions with `return promise` (measured: no
 * frame of the program in any request of theirs; 4.9.3 and 4.10.1 keep it for calls of items, 4.10.1
 * not for each request of a query). So the line is looked up when a promise is made, while the program still stands
 * on the stack: an async function of the SDK makes one at once. From there it is carried by
 * `AsyncLocalStorage`.
 */
export function trackCallSites(): void {
  promiseHooks.onInit(rememberProgramFrame);
}

function rememberProgramFrame(): void {
  const frame = findProgramFrame(rememberProgramFrame);
  if (frame !== undefined && frame !== sites.getStore()) sites.enterWith(frame);
}

/** The line of the program because of which the current code runs. */
export function currentCallSite(): Position | undefined {
  return findProgramFrame(currentCallSite) ?? sites.getStore();
}
