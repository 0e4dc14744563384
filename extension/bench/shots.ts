// Pictures of the panel in a browser without VS Code, in each theme and width, and axe-core over each:
// node --import tsx extension/bench/shots.ts FOLDER
// Needs Chromium, and playwright-core and axe-core in the folder that MODULES names.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { FlowStore } from "../src/flows/FlowStore.ts";
import { PanelSession } from "../src/flows/show/PanelSession.ts";
import type {
  ReadNowDetails,
  SourceState,
  ToPanel,
} from "../panel/protocol.ts";
import { demoReadNow } from "../test-support/demoReadNow.ts";
import { addDemoFlows } from "../test-support/demoFlows.ts";
import { servePanel } from "../test-support/servePanel.ts";
import { themes } from "../test-support/themes.ts";

/** As much of playwright-core as is used. */
interface Page {
  goto(url: string): Promise<unknown>;
  close(): Promise<void>;
  addInitScript(script: { content: string }): Promise<void>;
  exposeFunction(name: string, call: (value: unknown) => void): Promise<void>;
  evaluate(script: string): Promise<unknown>;
  on(event: "pageerror", listener: (error: Error) => void): void;
  screenshot(options: { path: string }): Promise<unknown>;
  locator(selector: string): { last(): { click(): Promise<void> } };
  readonly keyboard: {
    press(key: string): Promise<void>;
    type(text: string): Promise<void>;
  };
  waitForTimeout(ms: number): Promise<void>;
}
interface Browser {
  newPage(options: {
    viewport: { width: number; height: number };
  }): Promise<Page>;
  close(): Promise<void>;
}
interface Playwright {
  readonly chromium: {
    launch(options: {
      executablePath: string;
      args: string[];
    }): Promise<Browser>;
  };
}

const modules = process.env["MODULES"] ?? process.cwd();
const load = createRequire(path.join(modules, "package.json"));
const { chromium } = load("playwright-core") as Playwright;
const axe = readFileSync(
  path.join(path.dirname(load.resolve("axe-core")), "axe.min.js"),
  "utf8",
);
const folder = process.argv[2] ?? ".";
mkdirSync(folder, { recursive: true });

const demoSources: SourceState[] = [
  { id: "lab", name: "Lab", state: "live", words: "112/s" },
  { id: "dev", name: "orders-dev", state: "live", words: "peek every 2 s" },
  {
    id: "staging",
    name: "staging",
    state: "trouble",
    words: "no Manage right: add entities by hand",
    canRetry: true,
  },
];

interface Shot {
  readonly theme: keyof typeof themes;
  readonly width: number;
  readonly height?: number;
  readonly flows?: number;
  readonly readNow?: ReadNowDetails;
  readonly act?: (page: Page) => Promise<void>;
}

const selectStale = (page: Page): Promise<void> =>
  page.locator(".rows .row.is-stale").last().click();

const shots: Readonly<Record<string, Shot>> = {
  dark: { theme: "dark", width: 1280, act: selectStale },
  light: { theme: "light", width: 1280, act: selectStale },
  contrast: { theme: "contrast", width: 1280, act: selectStale },
  narrow: { theme: "dark", width: 400 },
  "narrow-details": { theme: "light", width: 400, act: selectStale },
  wide: { theme: "dark", width: 2000 },
  "read-now": {
    theme: "dark",
    width: 1280,
    height: 1300,
    readNow: demoReadNow,
    act: selectStale,
  },
  "narrow-read-now": {
    theme: "light",
    width: 400,
    height: 1300,
    readNow: demoReadNow,
    act: selectStale,
  },
  empty: { theme: "light", width: 1000, flows: 0 },
  filter: {
    theme: "dark",
    width: 1280,
    act: async ({ keyboard }) => {
      await keyboard.press("/");
      await keyboard.type("verdict:stale container:");
    },
  },
};

const served = await servePanel();
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
let problems = 0;
for (const [name, shot] of Object.entries(shots)) await take(name, shot);
await browser.close();
await served.stop();
process.exitCode = problems === 0 ? 0 : 1;

async function take(name: string, shot: Shot): Promise<void> {
  const { theme, width, height = 800, flows = 400, act, readNow } = shot;
  const page = await browser.newPage({ viewport: { width, height } });
  page.on("pageerror", (error) => {
    problems++;
    console.log(name, error.message);
  });
  const store = new FlowStore();
  addDemoFlows(store, { count: flows, now: Date.now() });
  if (flows > 0) store.addUnseen("order-created", 41);
  const posts: ToPanel[] = [];
  const session = new PanelSession({
    store,
    sources: () => (flows > 0 ? demoSources : []),
    post: (message) => posts.push(message),
    run: () => {},
    readNowOf: () => readNow,
  });
  await page.exposeFunction("toHost", (message) => session.receive(message));
  await page.addInitScript({
    content:
      "let saved; window.acquireVsCodeApi = () => ({ postMessage: (m) => window.toHost(JSON.parse(JSON.stringify(m))), setState: (s) => { saved = s; }, getState: () => saved });",
  });
  await page.goto(served.url);
  await page.evaluate(
    `for (const [name, value] of Object.entries(${JSON.stringify(themes[theme])})) document.documentElement.style.setProperty(name, value);`,
  );
  const pump = async (): Promise<void> => {
    for (let round = 0; round < 6; round++) {
      session.tick();
      for (const message of posts.splice(0)) {
        await page.evaluate(
          `window.postMessage(${JSON.stringify(message)}, "*")`,
        );
      }
      await page.waitForTimeout(60);
    }
  };
  await pump();
  await act?.(page);
  await pump();
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await page.evaluate(axe);
  const { passes, violations } = (await page.evaluate("axe.run(document)")) as {
    passes: unknown[];
    violations: { id: string }[];
  };
  problems += violations.length;
  console.log(
    `${name}: axe-core ${passes.length} rules passed, ${violations.length} violated ${violations.map(({ id }) => id).join(", ")}`,
  );
  session.dispose();
  await page.close();
}
