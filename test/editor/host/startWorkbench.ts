import type { Browser } from "playwright-core";
import { launchBrowser, type WorkbenchOptions } from "./openWorkbench.ts";
import { startServer, type ServerOptions } from "./startServer.ts";
import { Workbench } from "./Workbench.ts";

export interface StartedWorkbench {
  readonly workbench: Workbench;
  readonly close: () => Promise<void>;
}

/**
 * A VS Code of its own, and a browser whose window shows a folder.
 *
 * @param executable of the browser
 */
export async function startWorkbench(
  executable: string,
  options: WorkbenchOptions,
  serverOptions: ServerOptions = {},
): Promise<StartedWorkbench> {
  const server = await startServer(serverOptions);
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server.stop();
  };
  try {
    browser = await launchBrowser(executable);
    const workbench = await Workbench.open(browser, server.url, options);
    return { workbench, close };
  } catch (error) {
    await close();
    throw error;
  }
}
