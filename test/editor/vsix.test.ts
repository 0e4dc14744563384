/**
 * The packed extension, installed as somebody does who got the file: what was forgotten in the package is missing
 * here, and here alone. It lies far from this repository, so that nothing of ours can stand in. The folder is not
 * trusted at first.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator } from "playwright-core";
import { copyWorkspace } from "./host/copyWorkspace.ts";
import { packExtension, type Packed } from "./host/packExtension.ts";
import { showFolder } from "./host/showFolder.ts";
import type { Workbench } from "./host/Workbench.ts";
import { SideBar } from "./support/SideBar.ts";
import { putStandInPlugin } from "./support/standInPlugin.ts";

describe("the packed extension, installed in VS Code", function () {
  let packed: Packed;
  /** There as soon as something of the workspace was run. */
  let marker: string;
  const shown = showFolder(this, {
    isPacked: true,
    makeFolder: () => {
      const copy = copyWorkspace("orders", ["eslint"]);
      marker = leaveTrap(copy.folder);
      return copy;
    },
    server: async () => {
      packed = await packExtension();
      return { extensions: [packed.vsix], driver: false, trust: true };
    },
  });
  let workbench: Workbench;

  before("the window is there", () => {
    ({ workbench } = shown);
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

  it("makes no connections there, and says why", async () => {
    const { page } = workbench;
    await workbench.run("Cosmos Session: Focus on Connections View");
    await new SideBar(workbench).line("Start the lab: .*").waitFor();
    await workbench.run("Cosmos Session: Connect…");
    await toast("Connections are made in trusted workspaces only.").waitFor();
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
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

  it("mends nothing where somebody cancels it while it is at work", async () => {
    const { page } = workbench;
    const config = path.join(shown.folder, "eslint.config.js");
    const original = readFileSync(config, "utf8");
    // A configuration that never ends is given up after a while. One that changes is waited for anew.
    let changes = 0;
    const change = (): void =>
      writeFileSync(
        config,
        `// ${changes++}\n${original}\nawait new Promise(() => setInterval(() => 0, 1e6));\n`,
      );
    rmSync(marker);
    change();
    const changing = setInterval(change, 5000);
    try {
      while (!existsSync(marker)) await page.waitForTimeout(100);
      await workbench.run("Cosmos Session: Fix All in Workspace…");
      const progress = toast("Cosmos Session: mending");
      await progress.getByRole("button", { name: "Cancel" }).click();
      await progress.waitFor({ state: "hidden" });
      assert.equal(await page.locator(".bulk-edit-panel").count(), 0);
      assert.equal(await page.locator(".tab.dirty").count(), 0);
    } finally {
      clearInterval(changing);
      writeFileSync(config, original);
    }
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
      shown.folder,
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
