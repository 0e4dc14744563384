/** What only a report needs: a bundle of its own (build.mjs), as `lateAnalysis.ts` is. */
import type { Engine } from "../analysis/engine.types.ts";
import type { Settings } from "../analysis/settings.ts";
import { HandlerReads } from "./offerEdits.ts";

export { applyEdits } from "./applyEdits.ts";
export { offerEdits } from "./offerEdits.ts";

export function createHandlerReads(
  engine: Engine,
  settings: Settings,
): HandlerReads {
  return new HandlerReads(engine, settings);
}
