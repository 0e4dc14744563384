/** Code that only listens: nobody asks for it, and it has run when the first event comes. */
import type { FlowContext, Machine } from "../machine.ts";
import type { Obj } from "../../values/index.ts";
import { NOTHING } from "../../values/index.ts";

const FLOW: FlowContext = { mode: "flow", isVerified: false, isAmbient: false };
/** More files than this that listen say nothing about one source of events. */
const MAX_FILES = 40;
const ASKED = "#asked";

/** Runs what may listen to `source`: modules that call a member of this name, and calls into them that were left out. */
export function runListening(
  m: Machine,
  source: Obj,
  name: "on" | "subscribe",
): void {
  if (source.fields.has(ASKED)) return;
  const files = m.project.filesUsing(name, "call");
  if (files.length > MAX_FILES) return;
  source.fields.set(ASKED, NOTHING);
  m.step(m.project.searchSteps);
  for (const path of files) m.runModule(path, FLOW);
  m.completeIn(files);
}
