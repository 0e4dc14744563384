/** Texts that make a file worth a look, under given settings. */
import { COSMOS_MODULE, TOKEN_HEADER } from "../sdk/cosmos.ts";
import { SERVICE_BUS_MODULE } from "../sdk/serviceBus.ts";
import { presetMarkers } from "../sdk/handlers.ts";
import type { MarkerTable } from "./project/scanTexts.ts";
import type { Settings } from "./settings.ts";

export function markersFor(settings: Settings): MarkerTable {
  const handler = new Set([SERVICE_BUS_MODULE, "serviceBus"]);
  for (const preset of settings.presets)
    for (const marker of presetMarkers[preset]) handler.add(marker);
  for (const custom of settings.handlers) {
    if ("trigger" in custom) handler.add(custom.trigger);
    else handler.add(custom.call.slice(custom.call.lastIndexOf(".") + 1));
  }
  return {
    // An input binding is a read without the SDK.
    cosmos: [COSMOS_MODULE, "input.cosmosDB"],
    handler: [...handler],
    token: ["sessionToken", TOKEN_HEADER],
  };
}

/** Every text holds the empty text: no file is left out. */
export const everyFileMarkers: MarkerTable = {
  cosmos: [""],
  handler: [""],
  token: [""],
};
