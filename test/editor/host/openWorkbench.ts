import path from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";

export interface WorkbenchOptions {
  /** Or a file `*.code-workspace`. */
  readonly folder: string;
  /** Folder of an extension under development. */
  readonly extension?: string;
  /** Entry of a suite that runs in the extension host. */
  readonly suite?: string;
}

export async function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      // Nothing but this machine.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

export async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  return context.newPage();
}

export function workbenchUrl(
  server: string,
  { folder, extension, suite }: WorkbenchOptions,
): string {
  const payload = [
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
    ...(extension === undefined
      ? []
      : [["extensionDevelopmentPath", remote(extension)]]),
    ...(suite === undefined ? [] : [["extensionTestsPath", remote(suite)]]),
  ];
  const query = new URLSearchParams({
    [folder.endsWith(".code-workspace") ? "workspace" : "folder"]:
      path.resolve(folder),
    payload: JSON.stringify(payload),
  });
  return `${server}/?${query.toString()}`;
}

/** code-server's name for itself is the word "remote", whatever its address. */
function remote(file: string): string {
  return `vscode-remote://remote${encodeURI(path.resolve(file))}`;
}
