import { existsSync } from "node:fs";
import path from "node:path";

/** Where a workspace says what its lab starts with. */
export const LAB_FILE = "cosmos-session-lab.json";

export interface LabConfigPlaces {
  /** The setting `cosmosSession.lab.config`; empty where nobody set it. */
  readonly setting: string;
  /** The workspace's first folder. */
  readonly folder: string | undefined;
  /** What the lab starts with where nothing is said. */
  readonly standard: string;
}

/**
 * The file that the lab starts with: the one that is set, else the folder's, else the extension's.
 *
 * @throws {Error} where a file is set that is not there: another lab than the one asked for would mislead
 */
export function chooseLabConfig(places: LabConfigPlaces): string {
  const { setting, folder, standard } = places;
  if (setting !== "") {
    const file = path.resolve(folder ?? "", setting);
    if (existsSync(file)) return file;
    throw new Error(
      `The setting cosmosSession.lab.config names "${file}", which is not there. Correct it, or leave it empty to use the folder's ${LAB_FILE}.`,
    );
  }
  const own = folder === undefined ? undefined : path.join(folder, LAB_FILE);
  return own !== undefined && existsSync(own) ? own : standard;
}
