/**
 * The packed extension, installed as somebody does who got the file: what was forgotten in the package is missing
 * here, and here alone. It lies far from this repository, so that nothing of ours can stand in. The folder is not
 * trusted at first.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Locator } from "playwright-core";
import { copyWorkspace, type WorkspaceCopy } from "./host/copyWorkspace.ts";
import { launchBrowser } from "./host/openWorkbench.ts";
import { packExtension, type Packed } from "./host/packExtension.ts";
import { findHost } from "./host/prepareHost.ts";
import { startServer, type Server } from "./host/startServer.ts";
import { Workbench } from "./host/Workbench.ts";
import { putStandInPlugin } from "./support/standInPlugin.ts";

describe("the packed extension, installed in VS Code", function () {
  // Each test is quick by itself; a machine may not be.
  this.timeout(120_000);
  // They tell one story: what comes later needs what came before.
  this.bail(true);

  let sample: WorkspaceCopy | undefined;
  let server: Server | undefined;
  let browser: Browser | undefined;
  let packed: Packed;
  /** There as soon as something of the workspace was run. */
  let marker: string;
  let workbench: Workbench;

  before("it is packed, installed, and shows a folder", async function () {
    this.timeout(250_000);
    const host = await findHost();
    if ("missing" in host) {
      console.log(`    passed over: ${host.missing}`);
      this.skip();
    }
    packed = await packExtension();
    sample = copyWorkspace("orders", ["eslint"]);
    marker = leaveTrap(sample.folder);
    server = await startServer({
      extensions: [packed.vsix],
      driver: false,
      trust: true,
    });
    browser = await launchBrowser(host.browser);
    workbench = await Workbench.open(browser, server.url, {
      folder: sample.folder,
    });
  });

  after(async function () {
    this.timeout(60_000);
    await browser?.close();
    await server?.stop();
    sample?.remove();
  });

  it("is packed without a warning", () => {
    assert.match(packed.output, /Packaged: .*\.vsix/);
    assert.doesNotMatch(packed.output, /warn|error/i);
  });

  it("underlines the read in a handler of a folder that is not trusted, and names its rule", async () => {
    const { page } = workbench;
    await page.getByRole("button", { name: /^No, I don't trust/ }).click();
    await workbench.openFile("src/consumer/main.ts");
    await page.locator(".squiggly-warning").first().waitFor();
    await page.keyboard.press("Control+Shift+M");
    const problem = page.locator(".markers-panel .monaco-list-row", {
      hasText: "require-session-token",
    });
    await problem.first().waitFor();
    assert.match(await problem.first().innerText(), /Cosmos Session/);
    assert.equal(existsSync(marker), false);
  });

  it("opens the page of that rule", async () => {
    await workbench.run("Cosmos Session: Explain a Rule…");
    await workbench.choose("require-session-token");
    await tab(/Preview require-session-token\.md/).waitFor();
  });

  it("starts no program there, and says why", async () => {
    await workbench.run("View: Close All Editors");
    await workbench.run("Cosmos Session: Open Token Flow");
    const panel = workbench.webview();
    await panel.getByRole("button", { name: "Start the lab" }).click();
    await toast("The lab is started in trusted workspaces only.").waitFor();
    await panel.getByRole("button", { name: "Run with token flow" }).click();
    await toast("Programs are started with token flow in trusted").waitFor();
    const { page } = workbench;
    assert.equal(await page.locator(".terminal-wrapper").count(), 0);
    assert.equal(await panel.locator(".source").count(), 0);
    assert.equal(existsSync(marker), false);
  });

  it("starts the lab, and reads the ESLint configuration, as soon as the folder is trusted", async () => {
    const { page } = workbench;
    await workbench.run("Workspaces: Manage Workspace Trust");
    await page.getByRole("button", { name: "Trust", exact: true }).click();
    await page.getByText("You trust this folder").first().waitFor();
    await workbench.openFile("src/consumer/main.ts");
    await page.locator(".squiggly-error").first().waitFor();
    assert.equal(existsSync(marker), true);
    await workbench.run("Cosmos Session: Open Token Flow");
    const panel = workbench.webview();
    await panel.getByRole("button", { name: "Start the lab" }).click();
    await panel.locator(".source.is-live", { hasText: "Lab" }).waitFor();
  });

  it("mends the whole workspace after a look at every edit, and nothing where that is discarded", async () => {
    const { page } = workbench;
    await workbench.openFile("src/consumer/main.ts");
    for (const choice of ["Discard", "Apply"]) {
      await page.locator(".squiggly-error").first().waitFor();
      await workbench.run("Cosmos Session: Fix All in Workspace…");
      const preview = page.locator(".bulk-edit-panel").first();
      for (const file of ["main.ts", "orderRepository.ts"])
        await preview.getByText(file).first().waitFor();
      await page.getByRole("button", { name: choice, exact: true }).click();
      await preview.waitFor({ state: "hidden" });
      const changed = page.locator(".tab.dirty");
      if (choice === "Discard") assert.equal(await changed.count(), 0);
    }
    await page.locator(".squiggly-error").first().waitFor({ state: "hidden" });
    await workbench.run("File: Save All");
    await page.locator(".tab.dirty").first().waitFor({ state: "hidden" });
    const repository = path.join(
      sample!.folder,
      "src/consumer/orderRepository.ts",
    );
    assert.match(readFileSync(repository, "utf8"), /sessionToken/);
  });

  function toast(text: string): Locator {
    return workbench.page.locator(".notification-toast", { hasText: text });
  }

  function tab(name: RegExp): Locator {
    return workbench.page.getByRole("tab", { name });
  }
});

/** @returns the file that the ESLint configuration writes when it is run */
function leaveTrap(folder: string): string {
  const file = path.join(folder, "has-run");
  putStandInPlugin(folder);
  writeFileSync(
    path.join(folder, "eslint.config.js"),
    `import { writeFileSync } from "node:fs";
import cosmosSession from "eslint-plugin-cosmos-session";
writeFileSync(${JSON.stringify(file)}, "");
export default [{
  files: ["**/*.ts"],
  plugins: { "cosmos-session": cosmosSession },
  rules: { "cosmos-session/require-session-token": "error" },
}];
`,
  );
  return file;
}
