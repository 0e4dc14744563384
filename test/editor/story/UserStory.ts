import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FrameLocator, Locator } from "playwright-core";
import { reduceColours } from "./reduceColours.ts";
import type { Workbench } from "../host/Workbench.ts";

const HANDLER = "src/consumer/main.ts";
/** The line of the read in the handler, as VS Code counts. */
const READ_LINE = 14;
/** The call that leads to the other read; the first fix puts a line above it. */
const CALL_LINE = 22;
const CONSUMER = "node --import tsx src/consumer/main.ts";
const PRODUCER = "node --import tsx src/producer/main.ts";
/** A picture is loaded by everybody who reads a page about the extension. */
const MOST_BYTES = 120_000;

/** Steps in the order in which somebody takes them; each ends when what it is about is on the screen. */
export class UserStory {
  readonly #workbench: Workbench;
  readonly #pictures: string;
  readonly #panel: FrameLocator;

  constructor(workbench: Workbench, pictures: string) {
    this.#workbench = workbench;
    this.#pictures = pictures;
    this.#panel = workbench.webview();
  }

  async tell(): Promise<void> {
    mkdirSync(this.#pictures, { recursive: true });
    await this.#workbench.page.setViewportSize({ width: 1200, height: 750 });
    try {
      await this.#seeTheSquiggle();
      await this.#startTheLab();
      await this.#seeTheStaleRead();
      await this.#goToTheRead();
      await this.#mend();
      await this.#seeTheFreshRead();
    } catch (error) {
      const file = path.join(tmpdir(), "story-stopped-here.png");
      await this.#workbench.page.screenshot({ path: file });
      throw new Error(`What was on the screen is in ${file}.`, {
        cause: error,
      });
    }
  }

  async #seeTheSquiggle(): Promise<void> {
    const { page } = this.#workbench;
    await this.#workbench.openFile(HANDLER);
    await page.locator(".squiggly-warning").first().waitFor();
    await this.#goToLine(READ_LINE, 45);
    await this.#workbench.run("Show or Focus Hover");
    await page
      .locator(".monaco-hover:visible", {
        hasText: "without the session token",
      })
      .first()
      .waitFor();
    await this.#picture("squiggle");
    await page.keyboard.press("Escape");
  }

  async #startTheLab(): Promise<void> {
    await this.#workbench.run("Cosmos Session: Start the Lab");
    await this.#panel.locator(".source.is-live", { hasText: "Lab" }).waitFor();
  }

  async #seeTheStaleRead(): Promise<void> {
    const { page } = this.#workbench;
    await this.#workbench.run(
      "Cosmos Session: Run with Token Flow (New Terminal)",
    );
    await page
      .locator(".terminal-wrapper.active .xterm-rows", { hasText: /[#$]/ })
      .waitFor();
    await this.#runPrograms();
    await this.#rows("stale").first().waitFor();
    await this.#endPrograms();
    await this.#rows("stale").first().click();
    await this.#details()
      .getByText("served", { exact: true })
      .first()
      .waitFor();
    await this.#picture("stale");
  }

  async #goToTheRead(): Promise<void> {
    await this.#workbench.page.keyboard.press("c");
    await this.#statusBar(new RegExp(`Ln ${READ_LINE}\\b`)).waitFor();
  }

  /** The read in the handler by itself, then the one that lies two files further on. */
  async #mend(): Promise<void> {
    const { page } = this.#workbench;
    await this.#chooseFix(READ_LINE, 39, /Pass/);
    await page
      .locator(".view-line", { hasText: ".read<Order>({" })
      .first()
      .waitFor();
    await page
      .locator(".codelens-decoration", { hasText: "1 protected" })
      .first()
      .waitFor();
    await this.#chooseFix(CALL_LINE + 1, 11, /with preview/);
    const preview = page.locator(".refactor-preview, .bulk-edit-panel").first();
    await preview.waitFor();
    await this.#picture("preview");
    await page.getByRole("button", { name: "Apply", exact: true }).click();
    await preview.waitFor({ state: "hidden" });
    await page
      .locator(".squiggly-warning")
      .first()
      .waitFor({ state: "hidden" });
    await this.#workbench.run("File: Save All");
  }

  async #seeTheFreshRead(): Promise<void> {
    await this.#workbench.run("Cosmos Session: Open Token Flow");
    await this.#panel.getByRole("button", { name: "Clear" }).click();
    await this.#rows("stale").first().waitFor({ state: "hidden" });
    await this.#runPrograms();
    await this.#rows("fresh").first().waitFor();
    await this.#endPrograms();
    await this.#rows("fresh").first().click();
    await this.#details()
      .getByText("served", { exact: true })
      .first()
      .waitFor();
    await this.#picture("fresh");
  }

  async #runPrograms(): Promise<void> {
    await this.#type(`${CONSUMER} & ${PRODUCER} 1`);
  }

  async #endPrograms(): Promise<void> {
    await this.#type("kill %%");
    await this.#hideTerminal();
  }

  async #chooseFix(line: number, column: number, title: RegExp): Promise<void> {
    const { page } = this.#workbench;
    await this.#goToLine(line, column);
    await page.keyboard.press("Control+.");
    const entry = page
      .locator(".action-widget .monaco-list-row", { hasText: title })
      .first();
    await entry.waitFor();
    await entry.click();
  }

  async #goToLine(line: number, column: number): Promise<void> {
    const { page } = this.#workbench;
    await page.keyboard.press("Control+G");
    await page.keyboard.type(`${line}:${column}`);
    await page.keyboard.press("Enter");
    await this.#statusBar(new RegExp(`Ln ${line}, Col ${column}\\b`)).waitFor();
  }

  async #type(command: string): Promise<void> {
    const { page } = this.#workbench;
    await this.#workbench.run("Terminal: Focus Terminal");
    // While the palette closes, keys go there.
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    const terminal = page
      .locator(".terminal-wrapper.active .xterm-helper-textarea")
      .first();
    await terminal.pressSequentially(command);
    await terminal.press("Enter");
  }

  async #hideTerminal(): Promise<void> {
    const { page } = this.#workbench;
    await this.#workbench.run("View: Hide Panel");
    await page.locator(".terminal-wrapper.active").waitFor({ state: "hidden" });
  }

  #rows(verdict: "stale" | "fresh"): Locator {
    return this.#panel.locator(`.rows .row.is-${verdict}`);
  }

  #details(): Locator {
    return this.#panel.getByRole("region", {
      name: "Details of the selected flow",
    });
  }

  #statusBar(text: RegExp): Locator {
    return this.#workbench.page
      .locator(".statusbar .statusbar-item", { hasText: text })
      .first();
  }

  async #picture(name: string): Promise<void> {
    const file = path.join(this.#pictures, `${name}.png`);
    const { page } = this.#workbench;
    const picture = await reduceColours(page, await page.screenshot());
    assert.ok(
      picture.length <= MOST_BYTES,
      `${name}.png has ${picture.length} bytes.`,
    );
    writeFileSync(file, picture);
    console.log(`${name}.png, ${Math.round(picture.length / 1000)} kB`);
  }
}
