/** Runs a bundle inside the extension host of a real VS Code, as VS Code's own test runners do. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { format } from "node:util";
import { launchBrowser, openPage, workbenchUrl } from "./openWorkbench.ts";
import { startServer } from "./startServer.ts";

export interface SuiteResult {
  readonly title: string;
  readonly state: "passed" | "failed" | "pending";
  readonly error?: string;
}

export interface SuiteOptions {
  readonly browser: string;
  readonly folder: string;
  readonly extension: string;
  readonly suite: string;
  readonly limitMs: number;
}

/**
 * @returns what the bundle has written into the file that its variable `SUITE_RESULTS` names, read as JSON
 * @throws {Error} where it did not run to its end, with what it had written until then
 */
export async function runSuite<Result = SuiteResult>({
  browser: executable,
  folder,
  extension,
  suite,
  limitMs,
}: SuiteOptions): Promise<Result[]> {
  const folderOfResults = mkdtempSync(path.join(tmpdir(), "suite-"));
  const file = path.join(folderOfResults, "results.json");
  // The extension host has the environment of the server. Its console is no reliable channel; a file is one.
  const server = await startServer({ env: { SUITE_RESULTS: file } });
  try {
    const browser = await launchBrowser(executable);
    try {
      const page = await openPage(browser);
      let timer: NodeJS.Timeout | undefined;
      let said = "";
      const isLate = await new Promise<boolean>((resolve, reject) => {
        timer = setTimeout(() => {
          resolve(true);
        }, limitMs);
        page.on("crash", () => {
          reject(new Error("The page of the workbench crashed."));
        });
        // The workbench calls these two, where a page has them.
        Promise.all([
          page.exposeFunction(
            "codeAutomationLog",
            (_type: string, args: unknown[]) => {
              said = `${said}${format(...args)}\n`.slice(-3000);
            },
          ),
          page.exposeFunction("codeAutomationExit", () => {
            resolve(false);
          }),
        ])
          .then(() =>
            page.goto(workbenchUrl(server.url, { folder, extension, suite })),
          )
          .catch(reject);
      }).finally(() => {
        clearTimeout(timer);
      });
      const results = existsSync(file)
        ? (JSON.parse(readFileSync(file, "utf8")) as Result[])
        : [];
      if (!isLate && results.length > 0) return results;
      const done = results.map((result) => JSON.stringify(result));
      throw new Error(
        `The suite ${isLate ? `did not end within ${limitMs / 1000} s` : "left no results"}.\n${done.join("\n")}\n${said}\n${server.output()}`,
      );
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
    rmSync(folderOfResults, { recursive: true, force: true });
  }
}
