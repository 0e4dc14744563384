import path from "node:path";
import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import {
  openPage,
  workbenchUrl,
  type WorkbenchOptions,
} from "./openWorkbench.ts";

/** A machine may be slow and busy: nothing here is measured. */
const PATIENCE_MS = 60_000;

/** VS Code's window, driven as a person would: by keys, by names that are on the screen, and by the mouse. */
export class Workbench {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(
    browser: Browser,
    server: string,
    options: WorkbenchOptions,
  ): Promise<Workbench> {
    const page = await openPage(browser);
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(workbenchUrl(server, options));
    await page.locator(".monaco-workbench .part.statusbar").waitFor();
    await page
      .locator(".explorer-folders-view .monaco-list-row")
      .first()
      .waitFor();
    return new Workbench(page);
  }

  /** @param title as the palette shows it, with its category: `Cosmos Session: Start the Lab` */
  async run(title: string): Promise<void> {
    const { page } = this;
    // Where there is no such command the first row is another one.
    const row = page
      .locator(".quick-input-list .monaco-list-row")
      .filter({ has: page.getByText(title, { exact: true }) })
      .first();
    // One that is closing takes no key.
    await this.box().waitFor({ state: "hidden" });
    for (const end = Date.now() + PATIENCE_MS; ;) {
      try {
        // A key that comes while the focus moves into a webview is lost.
        if (!(await this.#palette().isVisible()))
          await page.keyboard.press("F1");
        // The palette does not look again by itself: commands of an extension that was read meanwhile are not in it.
        await this.box().fill(">", { timeout: 3000 });
        await this.box().fill(`>${title}`, { timeout: 3000 });
        // A key would go to whatever has the focus by now.
        await row.click({ timeout: 3000 });
        break;
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
    // What a command asks for comes into the same box: until the palette is gone, keys are for the palette.
    await this.#palette().waitFor({ state: "hidden" });
  }

  /** @param entry of the list that a command has opened */
  async choose(entry: string): Promise<void> {
    const row = this.page
      .locator(".quick-input-list .monaco-list-row")
      .filter({ has: this.page.getByText(entry, { exact: true }) })
      .first();
    await row.click();
  }

  /** @param text for the box that a command has opened; a password is not shown, but typed */
  async type(text: string): Promise<void> {
    await this.box().fill(text);
    await this.page.keyboard.press("Enter");
  }

  /**
   * For the box in which a command asks for a file.
   *
   * @param file absolute
   */
  async chooseFile(file: string): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; ;) {
      await this.box().fill(file);
      try {
        // VS Code writes the folder at which it begins into the box, late, over what was typed.
        await this.page
          .locator(".quick-input-list .monaco-list-row:visible")
          .filter({ hasText: path.basename(file) })
          .first()
          .waitFor({ timeout: 5000 });
        await this.page.keyboard.press("Enter");
        await this.box().waitFor({ state: "hidden", timeout: 5000 });
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }

  /** @param file from the folder on: `src/main.ts` */
  async openFile(file: string): Promise<Locator> {
    const name = file.slice(file.lastIndexOf("/") + 1);
    const tab = this.page.locator(`.tab[data-resource-name="${name}"]`);
    const row = this.page
      .locator(".quick-input-list .monaco-list-row")
      .filter({ hasText: name })
      .first();
    for (const end = Date.now() + PATIENCE_MS; ;) {
      try {
        await this.page.keyboard.press("Control+P");
        await this.box().fill(file, { timeout: 5000 });
        // A key would go to whatever has the focus by now.
        await row.click({ timeout: 5000 });
        await tab.waitFor({ timeout: 5000 });
        break;
      } catch (error) {
        // The list closes, and keys are lost, when the focus is taken away, as by a folder that comes to be trusted.
        if (Date.now() > end) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
    return this.page.locator(".monaco-editor .view-lines").first();
  }

  /** What is drawn in the webview that is in sight. VS Code puts two frames around it. */
  webview(): FrameLocator {
    return this.page
      .frameLocator("iframe.webview.ready")
      .frameLocator("iframe#active-frame");
  }

  /** What was copied last, as soon as it is what one waits for. */
  async clipboard(expected: RegExp): Promise<string> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
      const text = await this.page.evaluate<string>(
        "navigator.clipboard.readText()",
      );
      if (expected.test(text)) return text;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`Nothing was copied that looks like ${String(expected)}.`);
  }

  #palette(): Locator {
    return this.page.locator(".quick-input-widget:visible").filter({
      has: this.page.locator('[aria-label*="Type the name of a command"]'),
    });
  }

  /** Into which commands are typed, and what they ask for. */
  box(): Locator {
    return this.page.locator(".quick-input-widget:visible input").first();
  }
}
