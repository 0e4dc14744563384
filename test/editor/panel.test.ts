/** The Token Flow panel in a real VS Code, watched from outside: the page in its webview, and what a person sees. */
import assert from "node:assert/strict";
import type { FrameLocator, Locator } from "playwright-core";
import { copyWorkspace } from "./host/copyWorkspace.ts";
import { showFolder } from "./host/showFolder.ts";
import type { Workbench } from "./host/Workbench.ts";
import { readUntilStale } from "./support/readUntilStale.ts";

interface PageFacts {
  readonly hasRun: boolean;
  readonly policy: string;
  readonly display: string;
}

describe("the Token Flow panel in VS Code", function () {
  const shown = showFolder(this, { makeFolder: () => copyWorkspace("orders") });
  let workbench: Workbench;
  let panel: FrameLocator;
  const complaints: string[] = [];

  before("what the page complains of is noted", () => {
    ({ workbench } = shown);
    workbench.page.on("console", (message) => {
      const text = message.text();
      if (/Content Security Policy/i.test(text)) complaints.push(text);
    });
    panel = workbench.webview();
  });

  const rows = (): Locator => panel.locator(".rows .row");

  it("opens from the palette, and says how to begin", async () => {
    await workbench.run("Cosmos Session: Open Token Flow");
    const start = panel.getByRole("button", { name: "Start the lab" });
    await start.waitFor();
    assert.equal(
      await panel.getByRole("button", { name: "Import a recording" }).count(),
      1,
    );
  });

  it("has a style, and runs no script but its own", async () => {
    const body = await panel.locator("body").elementHandle();
    const shown = await (
      await body.ownerFrame()
    )?.evaluate<PageFacts>(
      `(() => {
        const script = document.createElement("script");
        script.textContent = "document.documentElement.dataset.ran = 'yes'";
        document.body.append(script);
        script.remove();
        return {
          hasRun: document.documentElement.dataset.ran === "yes",
          policy: document.querySelector("meta[http-equiv]").content,
          display: getComputedStyle(document.querySelector(".panel")).display,
        };
      })()`,
    );
    assert.ok(shown);
    assert.match(shown.policy, /^default-src 'none';/);
    assert.equal(shown.hasRun, false);
    assert.equal(shown.display, "flex");
    // The one script that a test has put there.
    assert.ok(complaints.length <= 1, complaints.join("\n"));
  });

  it("starts the lab with one press, and shows it as live", async () => {
    await panel.getByRole("button", { name: "Start the lab" }).click();
    await panel.locator(".source.is-live", { hasText: "Lab" }).waitFor();
  });

  it("says what comes after the lab was started", async () => {
    await panel.getByText("Nothing was sent to the lab yet.").waitFor();
    await panel
      .getByRole("button", { name: "Copy connection strings" })
      .click();
    await workbench.clipboard(/COSMOS_CONNECTION/);
  });

  it("shows a stale read of a program on the lab, with the reason in a sentence", async () => {
    await workbench.run("Cosmos Session: Copy the Lab's Connection Strings");
    await readUntilStale(await workbench.clipboard(/COSMOS_CONNECTION/));
    const stale = panel.locator(".rows .row.is-stale").first();
    await stale.waitFor();
    assert.match(
      await stale.locator(".reason").innerText(),
      /^The message carried 0:-1#\d+\. .*the read sent no token: range 0 was served at LSN \d+, required was LSN \d+/,
    );
    assert.match(await stale.locator(".end").innerText(), /stale/i);
  });

  it("reads the item of that flow again, and shows both answers side by side", async () => {
    await panel.locator(".rows .row.is-stale").first().click();
    await panel.getByRole("button", { name: /^Read it now/ }).click();
    const answers = panel
      .getByRole("region", { name: "Read it now" })
      .getByRole("table");
    await answers.waitFor();
    assert.deepEqual(await answers.getByRole("columnheader").allInnerTexts(), [
      "without a token",
      "with the message's token",
    ]);
    const [, withToken] = await answers
      .getByRole("row", { name: "verdict" })
      .getByRole("cell")
      .allInnerTexts();
    assert.match(withToken ?? "", /fresh/);
    const time = answers.getByRole("row", { name: "time" });
    const first = (await time.textContent()) ?? "";
    await workbench.run("Cosmos Session: Read the Selected Flow's Item Now");
    await time.and(panel.locator("tr").filter({ hasNotText: first })).waitFor();
    // The lab reports these two reads too. Nobody wants them in the flow that they ask about.
    assert.equal(await panel.locator(".step.read").count(), 1);
    await panel.getByRole("button", { name: "Close" }).click();
  });

  it("is used by keyboard alone: select, open, read, close", async () => {
    const { keyboard } = workbench.page;
    const details = panel.getByRole("region", {
      name: "Details of the selected flow",
    });
    await panel.getByRole("listbox").focus();
    await keyboard.press("Home");
    await panel.locator(".row.selected[aria-posinset='1']").waitFor();
    await keyboard.press("End");
    const last = await rows().first().getAttribute("aria-setsize");
    await panel.locator(`.row.selected[aria-posinset='${last}']`).waitFor();
    await keyboard.press("Enter");
    await details.getByText("served", { exact: true }).first().waitFor();
    await keyboard.press("Escape");
    await details.waitFor({ state: "hidden" });
  });

  it("filters with the slash key, and says how many are filtered away", async () => {
    const { keyboard } = workbench.page;
    await panel.getByRole("listbox").focus();
    await keyboard.press("/");
    await keyboard.type("container:nothing-has-this-name");
    await panel.getByText(/No flow passes the filter/).waitFor();
    // Down to the rows, of which there are none: Escape still shows them all.
    await keyboard.press("Enter");
    await keyboard.press("Escape");
    await rows().first().waitFor();
  });
});
