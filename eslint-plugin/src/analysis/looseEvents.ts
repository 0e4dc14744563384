/** What happens in functions that no handler need reach: a token is lost in a producer, or in an HTTP function, too. */
import type { CodeBase } from "./codeBase.ts";
import type { Event } from "./evaluate/events.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import { activate } from "./evaluate/invoke.ts";
import type { FlowContext } from "./evaluate/machine.ts";
import { Pieces } from "./pieces.ts";

const FLOW: FlowContext = { mode: "flow", isVerified: false, isAmbient: false };
const STEPS_A_FILE = 40_000;

export function looseEvents(
  evaluator: Evaluator,
  codeBase: CodeBase,
  files: readonly string[] = codeBase.layout.tokenFiles,
): { events: Event[]; overBudget: string[] } {
  const events: Event[] = [];
  const overBudget: string[] = [];
  for (const path of files) {
    const file = codeBase.ir(path);
    if (!file) continue;
    const pieces = new Pieces(evaluator, file, STEPS_A_FILE);
    evaluator.runModule(path, FLOW, (part) => pieces.run(part));
    events.push(...(evaluator.moduleFrame(path)?.events.all ?? []));
    for (const fn of file.functions) {
      if (fn.id === 0 || fn.isBodiless) continue;
      const isLast = !pieces.run(() => {
        const closure = evaluator.closureOf(file, fn);
        if (!closure) return;
        const args = evaluator.genericArgs(fn, file);
        const { self } = closure;
        const frame = activate(evaluator, closure, self, args, FLOW, 6);
        events.push(...frame.events.all);
      });
      if (isLast) break;
    }
    if (pieces.isCut) overBudget.push(path);
  }
  return { events, overBudget };
}
