import path from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../../scripts/check/paths.mjs";

/** Where people and extensions are told things, by what a person would call it. */
const PLACES = {
  "box at the top": ".quick-input-widget",
  dialog: ".monaco-dialog-box",
  notifications: ".notifications-toasts",
  "side bar": ".part.sidebar",
} as const;
const MOST = 400;

/**
 * What a person who saw the window would tell: for a test that failed on a machine that nobody can look at.
 *
 * @param name of the picture that is left behind
 */
export async function describeWindow(
  page: Page,
  name: string,
): Promise<string> {
  const picture = path.join(
    root,
    ".cache/editor/failed",
    `${name.replaceAll(/\W+/g, "-").slice(0, 80)}.png`,
  );
  await page.screenshot({ path: picture });
  const lines: string[] = [];
  for (const [place, selector] of Object.entries(PLACES)) {
    const shown = page.locator(`${selector}:visible`);
    const typed = await shown
      .locator("input:visible")
      .evaluateAll((all) =>
        all.map((input) => (input as { value?: string }).value),
      );
    const texts = await shown.allInnerTexts();
    const text = [...typed, ...texts].join(" ").replaceAll(/\s+/g, " ").trim();
    if (text !== "") lines.push(`${place}: ${text.slice(0, MOST)}`);
  }
  return [...lines, `picture: ${picture}`].join("\n  ");
}
