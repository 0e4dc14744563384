import type { Locator } from "playwright-core";
import type { Workbench } from "../host/Workbench.ts";

/** A line that is drawn again in the same moment may stay closed. */
const AGAIN_MS = 5000;
const PATIENCE_MS = 60_000;

/** Lines of VS Code's side bar, each by what a screen reader says of it: its name, a colon, the words beside it. */
export class SideBar {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** @param name as a pattern; VS Code puts a remark behind it where the line has buttons */
  line(name: string): Locator {
    return this.#workbench.page.locator(".part.sidebar").getByRole("treeitem", {
      name: new RegExp(`^${name}(?:, has actions)?$`),
    });
  }

  /** Lines that do not fit are not drawn: the other views are closed. */
  async showConnections(): Promise<void> {
    await this.#workbench.run("Cosmos Session: Focus on Connections View");
    for (const name of ["Findings", "Token Flow Sources"]) {
      const header = this.#workbench.page.locator(
        ".part.sidebar .pane-header",
        { hasText: name },
      );
      if ((await header.getAttribute("aria-expanded")) === "true") {
        await header.click();
      }
    }
  }

  /** Opens a line until one of its children is there. */
  async open(name: string, child: string): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; ;) {
      if ((await this.line(name).getAttribute("aria-expanded")) !== "true") {
        await this.line(name).click();
      }
      try {
        await this.line(child).first().waitFor({ timeout: AGAIN_MS });
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }

  /** The buttons of a line are there while the mouse is on it. */
  async press(name: string, button: string): Promise<void> {
    await this.line(name).hover();
    await this.line(name).getByRole("button", { name: button }).click();
  }

  /** Presses the button until what it takes away is gone: a line that is drawn again in the same moment hears nothing. */
  async pressUntilGone(
    name: string,
    button: string,
    gone: Locator,
  ): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; ;) {
      if (await this.line(name).isVisible()) await this.press(name, button);
      try {
        await gone.waitFor({ state: "detached", timeout: AGAIN_MS });
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }

  async connect(connectionString: string): Promise<void> {
    await this.#workbench.run("Cosmos Session: Connect…");
    await this.#workbench.choose("Connection string");
    await this.#workbench.type(connectionString);
  }
}
