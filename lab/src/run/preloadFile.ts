import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LabRequestError } from "../config.ts";

/**
 * The file for `node --require`. It lies beside the command in the published package; the sources
 * use the one that `npm run build:preload` makes.
 *
 * @throws {LabRequestError} `NoPreload`
 */
export function preloadFile(): string {
  const places = [
    "./preload.cjs",
    // This code is a part of its own, one folder below the command.
    "../preload.cjs",
    "../../dist/preload.cjs",
  ].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new LabRequestError(
    "NoPreload",
    `The file that is loaded into programs is not there: ${places.join(", ")}. In the sources, build it with "npm run build:preload -w lab"; else install the package again.`,
  );
}
