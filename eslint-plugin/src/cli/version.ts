import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** This package's version. The sources are two folders below `package.json`, the built command is one. */
export function version(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  for (const up of ["..", "../.."]) {
    try {
      const text = readFileSync(path.join(here, up, "package.json"), "utf8");
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      // One further up.
    }
  }
  throw new Error(`There is no package.json above ${here}.`);
}
