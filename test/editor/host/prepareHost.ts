import { execFileSync } from "node:child_process";
import path from "node:path";
import { findBrowser } from "./findBrowser.ts";
import { installHost } from "./installHost.ts";

/** The extension's folder, which a workbench loads as it is. */
export const extension = path.join(import.meta.dirname, "../../../extension");

/**
 * VS Code, a browser that shows it, and the extension built.
 *
 * @returns the browser's path, or what is missing, in a sentence
 */
export async function prepareHost(): Promise<
  { readonly browser: string } | { readonly missing: string }
> {
  const browser = await findBrowser();
  if ("missing" in browser) return browser;
  const missing = await installHost();
  if (missing !== undefined) return { missing };
  execFileSync(process.execPath, ["build.mjs"], { cwd: extension });
  return { browser: browser.path };
}
