import { execFileSync } from "node:child_process";
import path from "node:path";
import { findBrowser } from "./findBrowser.ts";
import { installHost } from "./installHost.ts";

/** The extension's folder, which a workbench loads as it is. */
export const extension = path.join(import.meta.dirname, "../../../extension");

/** The browser's path, or what is missing, in a sentence. */
export type HostOfTests =
  { readonly browser: string } | { readonly missing: string };

/** VS Code, a browser that shows it, and the extension built. */
export async function prepareHost(): Promise<HostOfTests> {
  const host = await findHost();
  if ("browser" in host)
    execFileSync(process.execPath, ["build.mjs"], { cwd: extension });
  return host;
}

/** VS Code, and a browser that shows it. */
export async function findHost(): Promise<HostOfTests> {
  const browser = await findBrowser();
  if ("missing" in browser) return browser;
  const missing = await installHost();
  return missing === undefined ? { browser: browser.path } : { missing };
}
