import { existsSync } from "node:fs";
import { runBounded } from "./runBounded.ts";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** The browser that shows the workbench; where Debian's package manager may be used, it is installed. */
export async function findBrowser(): Promise<
  { readonly path: string } | { readonly missing: string }
> {
  const asked = process.env["CHROMIUM"];
  const found = [...(asked === undefined ? [] : [asked]), ...places].find(
    (place) => existsSync(place),
  );
  if (found !== undefined) return { path: found };
  const byHand =
    'Install it with "apt-get install chromium", or name one in the variable CHROMIUM.';
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    return { missing: `There is no Chromium. ${byHand}` };
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await runBounded("apt-get", ["update", "-q"], { env, limitMs: 30_000 });
    await runBounded(
      "apt-get",
      ["install", "-qy", "--no-install-recommends", "chromium"],
      { env, limitMs: 80_000 },
    );
  } catch (error) {
    return {
      missing: `Chromium could not be installed. ${byHand} ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  return existsSync(places[0]!)
    ? { path: places[0]! }
    : { missing: `There is no Chromium after its installation. ${byHand}` };
}
