import { readFileSync } from "node:fs";

/** Of the installed package; sources and bundle both lie one folder below package.json, or two. */
export function version(): string {
  for (const up of ["../package.json", "../../package.json"]) {
    try {
      const file = new URL(up, import.meta.url);
      const { name, version } = JSON.parse(readFileSync(file, "utf8")) as {
        readonly name: string;
        readonly version: string;
      };
      if (name === "cosmos-session-lab") return version;
    } catch {
      // Not there: the other one.
    }
  }
  return "unknown";
}
