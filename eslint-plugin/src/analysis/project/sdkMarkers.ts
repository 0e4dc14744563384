import type { MarkerTable } from "./scanTexts.ts";

/** Texts by which a file shows that it names an SDK. A handler without any of them is found through its imports. */
export const sdkMarkers = {
  cosmos: ["@azure/cosmos"],
  serviceBus: ["@azure/service-bus"],
  functions: ["@azure/functions", "durable-functions"],
} as const satisfies MarkerTable;
