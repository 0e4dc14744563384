/** Settings as the evaluator asks for them. */
import { triggerPresets } from "../sdk/handlers.ts";
import type { EngineSettings } from "./evaluate/machine.ts";
import type { Settings } from "./settings.ts";

export function engineSettings(settings: Settings): EngineSettings {
  return {
    presets: new Set(settings.presets),
    handlers: settings.handlers.flatMap((one) =>
      "trigger" in one ? [] : [one],
    ),
    triggers: new Set(
      settings.handlers.flatMap((one) =>
        "trigger" in one ? [one.trigger] : [],
      ),
    ),
  };
}

/** Trigger types that are handlers under the settings in force. */
export function isHandledTrigger(
  { presets, triggers }: Pick<EngineSettings, "presets" | "triggers">,
  type: string,
): boolean {
  if (triggers.has(type)) return true;
  if (!Object.hasOwn(triggerPresets, type)) return false;
  const preset = triggerPresets[type];
  return preset === undefined || presets.has(preset as never);
}
