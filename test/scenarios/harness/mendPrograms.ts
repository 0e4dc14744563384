import { writeFileSync } from "node:fs";
import { mend } from "../../../eslint-plugin/src/cli/mend.ts";
import { findTargets } from "../../../eslint-plugin/src/cli/targets.ts";
import {
  createDiskHost,
  createEngine,
  DEFAULT_SETTINGS,
  type Style,
} from "../../../eslint-plugin/src/editor.ts";

/**
 * Does what `cosmos-session fix --style STYLE` does, in this process.
 *
 * @returns why findings are left, in the plugin's words
 */
export function mendPrograms(folder: string, style: Style): string[] {
  const host = createDiskHost();
  return findTargets([], folder, createEngine(host), host).flatMap((target) => {
    const { changes, left } = mend(target, { ...DEFAULT_SETTINGS, style });
    for (const { file, after } of changes) writeFileSync(file, after);
    return left.map(({ reason }) => reason);
  });
}
