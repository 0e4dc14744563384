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

  /**
   * Presses a line's button, which is there while the mouse is on the line, until what it brings is seen: a line that
   * is drawn again in the same moment hears nothing.
   *
   * @param state of `outcome`: "detached" where the button takes it away
   */
  async press(
    name: string,
    button: string,
    outcome: Locator,
    state: "visible" | "detached" = "visible",
  ): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; ;) {
      try {
        const line = this.line(name);
        await line.hover({ timeout: AGAIN_MS });
        await line
          .getByRole("button", { name: button })
          .click({ timeout: AGAIN_MS });
      } catch (error) {
        // It came late, and the line is another one by now, or lies behind a dialog.
        if (Date.now() > end) throw error;
      }
      try {
        await outcome.waitFor({ state, timeout: AGAIN_MS });
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
