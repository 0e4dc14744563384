/** How evenly the panel draws while it is scrolled and events flood in, against a webview in which nothing happens. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { bundleSuite } from "../host/bundleSuite.ts";
import { startWorkbench } from "../host/startWorkbench.ts";
import type { Workbench } from "../host/Workbench.ts";

export interface FramesFigures {
  /** 95th percentile of the times between two frames while the wheel turns, in milliseconds. */
  readonly empty: number;
  readonly flooded: number;
  /** What the receiver has taken, of what was sent for as many seconds. */
  readonly taken: number;
  readonly seconds: number;
  /** How many flows the panel counted in the end. */
  readonly counts: string;
}

const RATE = 5000;
const WHEEL_MS = 50;

export async function measureFrames({
  browser,
  extension,
  folder,
  seconds,
}: {
  readonly browser: string;
  readonly extension: string;
  readonly folder: string;
  readonly seconds: number;
}): Promise<FramesFigures> {
  const out = mkdtempSync(path.join(tmpdir(), "flood-"));
  const file = path.join(out, "taken.json");
  const flood = await bundleSuite(path.join(import.meta.dirname, "flood.ts"));
  const { workbench, close } = await startWorkbench(browser, {
    folder,
    extension,
  });
  try {
    const { page } = workbench;
    await workbench.run("Cosmos Session: Open Token Flow");
    const panel = await webviewOf(workbench);
    const empty = await framesWhile(page, panel, Math.min(10, seconds));

    await workbench.run("Cosmos Session: Run with Token Flow (New Terminal)");
    await page.locator(".terminal-wrapper .xterm").first().click();
    // The shell may still be reading its profile; what is typed meanwhile is kept by the terminal.
    await page.keyboard.type(
      `${process.execPath} ${flood} ${seconds} ${RATE} ${file}`,
    );
    await page.keyboard.press("Enter");
    await panel.waitForSelector(".rows .row", { timeout: 60_000 });
    const flooded = await framesWhile(page, panel, seconds);
    await untilWritten(file);
    await page.waitForTimeout(1000);
    const counts = await panel.locator(".counts").first().innerText();
    return {
      empty: percentile(empty, 0.95),
      flooded: percentile(flooded, 0.95),
      ...(JSON.parse(readFileSync(file, "utf8")) as {
        taken: number;
        seconds: number;
      }),
      counts: counts.replace(/\s+/g, " "),
    };
  } finally {
    await close();
    rmSync(out, { recursive: true, force: true });
  }
}

/** The page inside of the two frames that VS Code puts around a webview. */
async function webviewOf(workbench: Workbench): Promise<Frame> {
  const body = await workbench.webview().locator("body").elementHandle();
  const frame = await body.ownerFrame();
  if (frame == null) throw new Error("The panel has no page.");
  return frame;
}

/** Turns the wheel over the middle of the window, up and down, and counts the frames of the webview meanwhile. */
async function framesWhile(
  page: Page,
  panel: Frame,
  seconds: number,
): Promise<number[]> {
  await panel.evaluate(`{
    window.frameTimes = [];
    window.areFramesNoted = true;
    let last;
    const note = (now) => {
      if (last !== undefined) window.frameTimes.push(now - last);
      last = now;
      if (window.areFramesNoted) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  }`);
  const box = await (await panel.frameElement()).boundingBox();
  if (box === null) throw new Error("The panel is not in sight.");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.7);
  const end = Date.now() + seconds * 1000;
  for (let turn = 0; Date.now() < end; turn++) {
    await page.mouse.wheel(0, turn % 40 < 20 ? -240 : 240);
    await page.waitForTimeout(WHEEL_MS);
  }
  return panel.evaluate<number[]>(
    "(window.areFramesNoted = false, window.frameTimes)",
  );
}

async function untilWritten(file: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!existsSync(file)) {
    if (Date.now() > end) throw new Error("The flood has not come to its end.");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * sorted.length)] ?? NaN;
}
