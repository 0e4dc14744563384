/** What a keystroke takes until it is painted, with our diagnostics and without, in blocks by turns. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import {
  ratiosOfPairs,
  spreadOf,
  type Spread,
} from "../../bench/statistics.ts";
import { startWorkbench } from "../host/startWorkbench.ts";

export interface TypingFigures {
  /** Medians of the blocks, in milliseconds from the key's event to the first task after its frame. */
  readonly off: Spread;
  readonly on: Spread;
  readonly ratio: Spread;
}

/** As fast as a fast typist, so that the checks fall between the keys, as they do at work. */
const KEY_MS = 90;
const KEYS = 60;
/** Longer than the wait before a check, so that a block begins with nothing on its way. */
const PAUSE_MS = 1500;

export async function measureTyping({
  browser,
  extension,
  folder,
  file,
  rounds,
}: {
  readonly browser: string;
  readonly extension: string;
  readonly folder: string;
  /** Has findings, so that its diagnostics are drawn. */
  readonly file: string;
  readonly rounds: number;
}): Promise<TypingFigures> {
  const { workbench, close } = await startWorkbench(browser, {
    folder,
    extension,
  });
  try {
    const { page } = workbench;
    await workbench.openFile(file);
    await page.evaluate(noteKeys);
    const off: number[] = [];
    const on: number[] = [];
    for (let round = 0; round < rounds; round++)
      for (const isOn of round % 2 === 0 ? [false, true] : [true, false]) {
        enable(folder, isOn);
        await untilSquiggles(page, isOn);
        await page.waitForTimeout(PAUSE_MS);
        (isOn ? on : off).push(await typeBlock(page));
      }
    return {
      off: spreadOf(off),
      on: spreadOf(on),
      ratio: spreadOf(ratiosOfPairs(on, off)),
    };
  } finally {
    await close();
  }
}

function enable(folder: string, isOn: boolean): void {
  mkdirSync(path.join(folder, ".vscode"), { recursive: true });
  writeFileSync(
    path.join(folder, ".vscode/settings.json"),
    JSON.stringify({ "cosmosSession.enable": isOn }),
  );
}

async function untilSquiggles(page: Page, are: boolean): Promise<void> {
  await page
    .locator(".monaco-editor .squiggly-warning")
    .first()
    .waitFor({ state: are ? "attached" : "detached", timeout: 60_000 });
}

/** A comment is typed below the imports and taken back again, so that each block finds the same text. */
async function typeBlock(page: Page): Promise<number> {
  await page.locator(".monaco-editor .view-line").first().click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("// ");
  await page.evaluate("window.keyTimes.length = 0");
  for (let key = 0; key < KEYS; key++)
    await page.keyboard
      .press("abcdefghij"[key % 10] ?? "a", { delay: 10 })
      .then(() => page.waitForTimeout(KEY_MS - 10));
  const times = await page.evaluate<number[]>("window.keyTimes.slice()");
  await page.keyboard.press("Shift+Home");
  await page.keyboard.press("Delete");
  if (times.length < KEYS * 0.9)
    throw new Error(`Of ${KEYS} keys, ${times.length} were painted.`);
  return spreadOf(times).median;
}

/** In the page: the time from a key's event to the first task after the frame that has drawn it. */
const noteKeys = `
  window.keyTimes = [];
  window.addEventListener("keydown", ({ timeStamp, key }) => {
    if (key.length !== 1) return;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.keyTimes.push(performance.now() - timeStamp);
      channel.port2.postMessage(0);
    });
  }, { capture: true });
`;
