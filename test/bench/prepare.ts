import { cpSync, existsSync } from "node:fs";
import path from "node:path";
import { joinCopies } from "./joinCopies.ts";
import type { PluginBundle } from "./pluginBundle.ts";

/** Where a run takes place, and with what. */
export interface Place {
  readonly folder: string;
  readonly plugin: PluginBundle;
  /** For configurations and copies; removed in the end. */
  readonly scratch: string;
  /** The repository so many times in one project. */
  copies(count: number): Place;
  /** The repository in a copy that a run may write to. */
  writable(): Place;
}

export function placeAt(
  checkout: string,
  plugin: PluginBundle,
  scratch: string,
): Place {
  const at = (folder: string): Place => ({ ...place, folder });
  const place: Place = {
    folder: checkout,
    plugin,
    scratch,
    copies(count) {
      const folder = path.join(scratch, `${path.basename(checkout)}-${count}`);
      if (!existsSync(folder)) joinCopies(checkout, count, folder);
      return at(folder);
    },
    writable() {
      const folder = path.join(scratch, path.basename(checkout));
      if (!existsSync(folder))
        cpSync(checkout, folder, { recursive: true, verbatimSymlinks: true });
      return at(folder);
    },
  };
  return place;
}
